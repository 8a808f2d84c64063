class A:
    x = f"{a
    y = f"{a:>{b
    z = f"{(a

    def f(self): pass
w = f"}" f"{" "
v = f'''{
    a
class B:
    pass
