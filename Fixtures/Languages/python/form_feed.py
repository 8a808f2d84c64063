x = 1

class A:
    y = 1
    z = 2

if a:
  b
    c
