x = 1 + \
    2
if a and \
   b:
    c
y = (1,
     2,  # a comment

     [3,
  4], {
5: 6})
\
z = 1
if b:
    \
  w = 2
    v = 3
a = 'x' \
'y'
assert \
    a
b = \ 1
c = (
\
d)
def f(
    a,
): return \
    a
