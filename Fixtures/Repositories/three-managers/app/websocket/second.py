"""A second owner of connections: what the audit is for."""
import websockets


class UnifiedWebSocketManagerCore:  # expect: implementation websocket counted
    def __init__(self):
        self.connections = {}

    async def connect(self, websocket, user_id):
        self.connections[user_id] = websocket

    async def broadcast(self, message):
        for websocket in self.connections.values():
            await websocket.send(message)


class _SocketRegistry:  # expect: implementation websocket counted
    """Keeps WebSocket connections; known outside as a manager."""

    def __init__(self):
        self.connections = {}

    async def connect(self, websocket, user_id):
        self.connections[user_id] = websocket

    async def send(self, user_id, message):
        await self.connections[user_id].send(message)


WebSocketConnectionManager = _SocketRegistry  # expect: alias_or_reexport websocket
