class SocketManager:  # expect: dead-duplicate
    def __init__(self):
        self.sockets = {}

    def connect(self, name, socket):
        self.sockets[name] = socket
