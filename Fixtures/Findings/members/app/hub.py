from abc import ABC
from library import Base


class SessionManager(Base):
    def open(self):
        return self.begin()


class CacheManager(ABC):
    def read(self):
        return self.load()


class RedisManager:
    def __getattr__(self, name):
        return name

    def read(self):
        return self.load()


class ConfigManager:
    def load(self):
        return self.parse() + self.finish()


class FileConfigManager(ConfigManager):
    def parse(self):
        return ""


class Hub:
    def __init__(self, **options):
        self.manager = None
        for key, value in options.items():
            setattr(self, key, value)
