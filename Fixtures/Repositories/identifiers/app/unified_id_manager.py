import time
import uuid


class UnifiedIDManager:  # expect: implementation other counted
    """The one source of identifiers."""

    def __init__(self):
        self._counter = 0

    def generate_id(self, kind):  # expect-id: canonical
        self._counter += 1
        return f"{kind}_{int(time.time())}_{uuid.uuid4().hex[:8]}"  # site: canonical secure_random 32 {}_{time}_{8 hex}

    def generate_session_id(self):  # expect-id: canonical
        return self.generate_id("session")

    def generate_user_id(self):  # expect-id: canonical
        return self.generate_id("user")


def get_id_manager():  # todo: no ID function, it returns a manager
    return UnifiedIDManager()
