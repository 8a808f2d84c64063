a = 'single' "double" r'raw\'' R"raw\"" b'bytes' Rb"raw \x00" bR'x' u'unicode' U"x"
b = """triple "quoted" with 'others'
and \""" escaped""" + r"""raw \"""" + rb'''
class NotAClass:
    def nor_a_method(self): ...
'''
c = '' "" '' """""" ''''''
d = 'joined \
line' 'escaped \\' "\"" '\''
e = ur'no prefix' fb"none either" x"nor this"
f = 'a' 'b'\
  "c"
