class WebSocketManager:  # expect: singleton-user-state, mutable-class-registry
    _instance = None
    rooms = {}

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.connections = {}
        return cls._instance

    def begin(self, user_id, websocket):
        self.user_id = user_id
        self.connections[user_id] = websocket

    def join(self, room, websocket):
        self.rooms.setdefault(room, []).append(websocket)

    async def broadcast(self, message):  # expect: broadcast-without-audience
        for connection in self.connections.values():
            await connection.send_json(message)

    async def send_to_room(self, room, message):
        for connection in self.connections.values():
            await connection.send_json(message)

    async def ping_all(self):
        for connection in self.connections.values():
            await connection.send("ping")

    async def route(self, message):  # expect: recipient-from-message
        user_id = message.get("user_id")
        await self.send_to_user(user_id, message)

    async def send_to_user(self, user_id, message):
        await self.connections[user_id].send_json(message)
