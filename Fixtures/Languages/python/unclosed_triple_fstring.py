class A:
    pass
x = f"""never {ends}
class B:
    pass
