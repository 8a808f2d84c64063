name = "x"
a = f"{name}" F'{name!r}' rf"\d{name}" fR'{name:\d}' Rf"{name=}"
b = f"{{literal}} {{{name}}} }}"
c = f"{name:>{width}.{precision}f}" f'{x:{y:{z}}}'
d = f"{f"{f"{f"{f"{f"{1 + 1}"}"}"}"}"}"
e = f"{d["key"]}" f'{d['key']}' f"{'a' 'b'}"
f = f"""{
    name  # a comment in a field
    + 'x'
}"""
g = f"{x:=5}" f"{(x:=5)}" f"{lambda x: 1}" f"{(lambda x: 1)}"
h = f"{a!r:>{b!s}}" f"{a != b}" f"{a!=b!r}"
i = f"\N{LATIN SMALL LETTER A} \{name} {'\n'.join(x)}" fr"\N{name}"
j = f'''
{name:
  %d}
'''
k = f"{ {'a': 1}['a'] }" f"{[x for x in {1, 2}]}" f"{x[1:2]}" f"{x[a:b]:{c[d:e]}}"
l = f"{async_name} {await_it()} {yield_}"
m = f"" f'' f"""""" f''''''
n = f"%{name}%" "plain" f"{name}"
o = f"{x!r}" f"{x !r}" f"{x = !r}" f"{x:%H:%M}" f"{x:}}"
