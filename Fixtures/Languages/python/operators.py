a + b - c * d / e // f ** g % h @ i & j | k ^ l ~m
a << b >> c < d > e <= f >= g == h != i <> j
a += 1; a -= 1; a *= 1; a /= 1; a //= 1; a **= 1; a %= 1; a @= 1
a &= 1; a |= 1; a ^= 1; a <<= 1; a >>= 1
(a := 1); a[b:=c]; a[b: =c]; f(x, *y, **z); a.b...c; ...
def f(x, /, y, *, z) -> int: ...
x = y = z,; a: int = 1; not a is not b not in c
? $ ! ` a!b
