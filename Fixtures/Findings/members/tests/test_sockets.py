from app.sockets import WebSocketManager


def test_send():
    manager = WebSocketManager()
    manager.send_to_connection = lambda connection_id, event: True
    assert manager.send_nothing()
