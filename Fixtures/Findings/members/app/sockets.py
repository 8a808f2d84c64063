from typing import Optional

from app.hub import Hub


class WebSocketManager:
    ping_interval = 30

    def __init__(self):
        self.connections = {}
        self.first, (self.second, self.third) = 1, (2, 3)
        with open("log") as self.log:
            pass
        self._instance().late = 1

    def _instance(self):
        other = WebSocketManager.__new__(WebSocketManager)
        other.early = 1
        return other

    def send(self, connection_id, event):
        return self.send_to_connection(connection_id, event)  # expect: missing-member

    def deliver(self, event):
        def again():
            return self.retry(event)  # expect: missing-member

        return again() + self.first + self.second + self.third + self.late + self.early + self.patched

    def check(self):
        self.log.write(self.ping_interval)
        return self.__class__.__name__, self.__doc__

    @property
    def size(self):
        return len(self.connections)

    @staticmethod
    def make(self):
        return self.anything

    def close(self, name):
        if hasattr(self, "store"):
            self.store.close(self.size)
        return getattr(self, name)


class Scope:
    parent: Optional["WebSocketManager"]

    def __init__(self, parent: WebSocketManager, other):
        self.parent = parent
        self.other = other

    def send(self, event):
        self.other.send_to_all(event)
        return self.parent.send_to_all(event)  # expect: missing-member


def reset(manager: "WebSocketManager | None" = None):
    if manager is None:
        manager = WebSocketManager()
    manager.patched = True
    manager.connections.clear()
    return manager.reset_all()  # expect: missing-member


def swap(manager: WebSocketManager, hub: Hub):
    manager = hub.manager
    return manager.anything()


def carefully(manager: WebSocketManager):
    try:
        return manager.anything()
    except AttributeError:
        return None
