from dataclasses import dataclass
from enum import Enum


class CacheManager:  # expect: implementation cache counted
    def __init__(self, client):
        self.client = client
        self.entries = {}

    def get(self, key):
        return self.entries.get(key)

    def evict(self, key):
        self.entries.pop(key, None)


class TieredCacheManager(CacheManager):  # expect: subclass_of_manager cache counted
    def get(self, key):
        return super().get(key) or self.client.get(key)


@dataclass
class CacheManagerConfig:  # expect: data_type cache
    size: int = 10
    ttl: float = 1.5


class CacheManagerMode(Enum):  # expect: data_type cache
    READ = 1
    WRITE = 2


class Cache:
    def get(self, key):
        return None
