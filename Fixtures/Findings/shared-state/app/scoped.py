class ScopedWebSocketManager:
    handlers = {"ping": 1}

    def __init__(self, user_id, websocket):
        self.user_id = user_id
        self.websocket = websocket

    def handler(self, name):
        return self.handlers[name]

    async def receive(self, message):
        user_id = message.get("user_id")
        if user_id != self.user_id:
            raise PermissionError(user_id)
        await self.websocket.send(message)
