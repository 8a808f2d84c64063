"""The cache that the others copy."""


class CacheManager:
    def __init__(self, limit=100):
        self.entries = {}
        self.limit = limit

    def get(self, key):
        entry = self.entries.get(key)
        if entry is None:
            return None
        if entry.expired():
            del self.entries[key]
            return None
        return entry.value

    def put(self, key, value):
        if len(self.entries) >= self.limit:
            self.entries.popitem()
        self.entries[key] = value
        return value


def use(cache: CacheManager):
    return CacheManager(limit=3), cache
