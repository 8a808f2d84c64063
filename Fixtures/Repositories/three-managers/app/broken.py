class SessionManager:  # expect: implementation session counted
    def __init__(self, store):
        self.store = store

    def open_session(self, user):
        self.store.save(user)
        return self.store.find(user)

    def close_session(self, user):
        self.store.remove(user


class RedisManager:  # expect: implementation redis counted
    def __init__(self, redis):
        self.redis = redis

    def set(self, key, value):
        self.redis.set(key, value)
