import warnings

from .hub import WebSocketManager


class LegacyWebSocketManager:  # expect: deprecated_wrapper websocket
    """DEPRECATED: use WebSocketManager."""

    def __init__(self):
        warnings.warn("use WebSocketManager", DeprecationWarning)
        self._inner = WebSocketManager()

    async def connect(self, websocket, user_id):
        return await self._inner.connect(websocket, user_id)

    async def broadcast(self, message):
        return await self._inner.broadcast(message)
