class Before:
    x = (1, [2,

class After:
    def f(self):
        return {1: (2

    def g(self, a=[
    ):
        pass

async def h():
    call(one, {
async def i(): pass
x = )
y = (]
z = 1
