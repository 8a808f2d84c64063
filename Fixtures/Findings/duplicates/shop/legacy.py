"""Copies of shop.cache under its name, and under others."""


class CacheManager:  # expect: same-name-manager
    """Other words, another order, another layout."""

    def put(self, key, value):
        # evict one
        if (len(self.entries) >= self.limit):
            self.entries.popitem()
        self.entries[key] = value; return value

    def __init__(
        self,
        limit=100,
    ):
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


class PageCacheManager:  # expect: cloned-manager
    def __init__(self, most=2000):
        self.pages = {}
        self.most = most

    def fetch(self, name):
        page = self.pages.get(name)
        if page is None:
            return None
        if page.expired():
            del self.pages[name]
            return None
        return page.value

    def keep(self, name, page):
        if len(self.pages) >= self.most:
            self.pages.popitem()
        self.pages[name] = page
        return page


class RowCacheManager:  # expect: cloned-manager
    def __init__(self, limit=7, clock=None):
        self.rows = {}
        self.limit = limit
        self.clock = clock

    def get(self, key):
        row = self.rows.get(key)
        if row is None:
            return None
        if row.expired():
            del self.rows[key]
            return None
        self.clock.advance(row)
        return row.value

    def put(self, key, value):
        if len(self.rows) >= self.limit:
            self.rows.popitem()
        self.rows[key] = value
        return value
