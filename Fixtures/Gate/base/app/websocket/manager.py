"""Connections of the application."""


class WebSocketManager:
    def __init__(self):
        self.connections = {}
        self.users = {}

    async def connect(self, websocket, connection_id, user_id):
        await websocket.accept()
        self.connections[connection_id] = websocket
        self.users[connection_id] = user_id

    def disconnect(self, connection_id):
        self.connections.pop(connection_id, None)
        self.users.pop(connection_id, None)

    async def send(self, connection_id, message):
        websocket = self.connections.get(connection_id)
        if websocket is not None:
            await websocket.send_json(message)

    async def send_scoped(self, connection_id, user_id, message):
        if self.users.get(connection_id) == user_id:
            await self.send(connection_id, message)

    async def send_to_user(self, user_id, message):
        for connection_id in [key for key, user in self.users.items() if user == user_id]:
            await self.send(connection_id, message)

    async def publish(self, topic, message):
        for connection_id in topic.members:
            await self.send(connection_id, message)

    def get_scope(self, connection_id):
        return self.users[connection_id]

    def get_stats(self):
        return len(self.connections)

    def shutdown(self):
        self.connections.clear()
