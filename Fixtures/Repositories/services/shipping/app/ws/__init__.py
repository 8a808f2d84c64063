class WebSocketManager:  # expect: implementation websocket counted refs=1
    def __init__(self):
        self.connections = []

    async def broadcast(self, message):
        for websocket in self.connections:
            await websocket.send(message)
