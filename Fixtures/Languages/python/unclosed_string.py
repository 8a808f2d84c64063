x = 'no end
class A:
    y = "none \
here
    z = f"nor {here
    w = f'or here
    def f(self): pass
v = 'a' 'b
u = 1
