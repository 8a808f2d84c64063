class A:
    pass
x = """never ends
class B:
    pass
