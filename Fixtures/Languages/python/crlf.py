# comment
class A:
    """doc
string"""
    x = (1,
         2)

    y = 1 + \
        2
    z = f"""{
x}
"""
    s = 'a\
b'
