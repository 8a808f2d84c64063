if a:
        b
    c
    d
e
  f
g
if h:
    if i:
            j
       k
    l
m
