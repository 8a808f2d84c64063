match command.split():
    case [action]:
        pass
    case Point(x=0, y=0) | {"a": 1, **rest}:
        match = case = _ = 1
    case str() as s if s:
        class Inside: ...
    case _:
        match(x)
match[x] = 1
match: int = 1
match (x): case (y)
type = 1
case = match
print(match, case, type)
