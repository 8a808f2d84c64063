@decorator
@a.b.c(x, y=1)
@(lambda f: f)
@x[0].y
# a comment between

@final
class A(B, C.D, metaclass=M, **kw):
    @property
    def x(self): return self._x
    @x.setter
    def x(self, value: "int" = 1) -> None: self._x = value
    @staticmethod
    async def y(): ...
@z
def f(): pass
