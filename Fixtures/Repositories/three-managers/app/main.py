from app.websocket import WebSocketManager
from app import websocket
from app.websocket.hub import WebSocketManager as Hub  # expect: alias_or_reexport websocket


def start():
    manager = WebSocketManager()
    other = websocket.WebSocketManager()
    third = Hub()
    return manager, other, third


def unrelated(WebSocketManager):
    return WebSocketManager()
