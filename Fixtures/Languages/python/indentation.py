if a:
    b
    if c:
        d

  # a comment that stands nowhere
    e
        # deeper
f
if g:
	if h:
	    i
        j
	k
if l:
        m
	n
class A:

    def f(self):


        pass
    # at the end
    
        
    x = 1
while x: y; z
for a in b: pass
else:
  c
