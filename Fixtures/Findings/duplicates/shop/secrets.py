class SecretManager:
    def __init__(self, source):
        self.source = source
        self.values = {}

    def get(self, name):
        if name not in self.values:
            self.values[name] = self.source.read(name)
        return self.values[name]
