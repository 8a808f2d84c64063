"""Connections of the application."""


class WebSocketManager:
    def __init__(self):
        self.connections = {}

    async def connect(self, websocket, connection_id):
        await websocket.accept()
        self.connections[connection_id] = websocket

    def disconnect(self, connection_id):
        self.connections.pop(connection_id, None)

    async def send(self, connection_id, message):
        websocket = self.connections.get(connection_id)
        if websocket is not None:
            await websocket.send_json(message)
