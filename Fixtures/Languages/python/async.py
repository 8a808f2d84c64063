async def f():
    async with a as b, c as d:
        await e
    async for x in y:
        yield x
    return [z async for z in w if await z]
async = 1
async  def g(): pass
await x
