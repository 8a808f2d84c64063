from app.core.ids import UnifiedIDManager
from app.websocket.legacy import LegacyWebSocketManager
from app.websocket.manager import WebSocketManager

manager = WebSocketManager()
legacy = LegacyWebSocketManager()


async def open_socket(websocket, user_id):
    connection_id = UnifiedIDManager.generate_connection_id(user_id)
    await manager.connect(websocket, connection_id, user_id)
