class SocketHubManager:
    def __init__(self):
        self.sockets = set()

    def update(self, connection, thread):
        return connection, thread

    def update(self, user):  # expect: duplicate-method
        return user

    @property
    def size(self):
        return len(self.sockets)

    @size.setter
    def size(self, value):
        self.limit = value
