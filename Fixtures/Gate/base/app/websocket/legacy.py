class LegacyWebSocketManager:
    def __init__(self):
        self.sockets = []

    def add(self, websocket):
        self.sockets.append(websocket)

    def close_all(self):
        for websocket in self.sockets:
            websocket.close()
        self.sockets = []
