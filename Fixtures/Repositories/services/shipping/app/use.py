from app.ws import WebSocketManager
from app.ws import GoneManager

hub = WebSocketManager()
