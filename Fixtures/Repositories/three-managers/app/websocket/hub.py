import asyncio
import websockets


class WebSocketManager:  # expect: implementation websocket counted refs=4/1
    """Owns every open WebSocket connection."""

    def __init__(self):
        self.connections = {}
        self.lock = asyncio.Lock()

    async def connect(self, websocket, user_id):
        async with self.lock:
            self.connections[user_id] = websocket
        await websocket.accept()

    async def broadcast(self, message):
        for websocket in list(self.connections.values()):
            await websocket.send(message)

    async def disconnect(self, user_id):
        websocket = self.connections.pop(user_id, None)
        if websocket is not None:
            await websocket.close()


# Text that only looks like a class:
TEMPLATE = """
class TemplateManager:
    pass
"""
