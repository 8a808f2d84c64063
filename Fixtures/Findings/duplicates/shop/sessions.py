class UnifiedSessionManager:
    def __init__(self):
        self.sessions = {}

    def open(self, session):
        self.sessions[session] = True


class RedisSessionManager:  # expect: competing-canonical
    """Single source of truth for sessions."""

    def __init__(self):
        self.names = []

    def close(self, session):
        return [name for name in self.names if name != session]


class UnifiedRetryManager:
    """No rival of a session manager."""

    def run(self, call):
        return [call() for _ in range(3)]


def use():
    return UnifiedSessionManager()
