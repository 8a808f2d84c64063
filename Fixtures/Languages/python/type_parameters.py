type Alias[T] = list[T]
type Pair = tuple[int, int]
class Box[T: (int, str), *Ts, **P](Base[T], metaclass=Meta):
    def get[S = int](self, x: S) -> T: ...
def f[T](x: T, /, *args: *Ts, **kwargs: P.kwargs) -> T: return x
type(x)
type: int
