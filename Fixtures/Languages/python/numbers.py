a = 0 00 0_0 1_000 123 0x1F 0XdeadBEEF 0o17 0O7_7 0b1010 0B_1
b = 1. .5 1.5 1e10 1E-5 1.5e+3 1_0.0_1e1_0 1j 1.5J .5j 1e3j 0e0
c = 1if x else 2
d = 0x1for x in y
e = 1.__class__ 1..real 1.e5 1.real
f = 1_ 1__0 0x 0xg 0b2 0o8 09 1e 1e+ 12abc
g = x.1 x[.5:.6] -1 ...5
