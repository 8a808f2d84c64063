class A:
	x = 1
	def f(self):
		return	1
    	y = 2
        z = 3
	if x:	# comment
	 	pass
