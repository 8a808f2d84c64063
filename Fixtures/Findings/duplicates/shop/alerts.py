class AlertManager:
    def __init__(self):
        self.alerts = []

    def raise_alert(self, name, text):
        self.alerts.append((name, text))

    def resolve_alert(self, name):
        self.alerts = [alert for alert in self.alerts if alert[0] != name]

    def active_alerts(self):
        return list(self.alerts)

    def count_alerts(self):
        return len(self.alerts)


class CompactAlertManager:  # expect: overlapping-manager
    def __init__(self, store):
        self.store = store

    def raise_alert(self, name, text):
        with self.store.lock():
            yield from self.store.write(name, text)

    def resolve_alert(self, name):
        if not self.store.has(name):
            raise KeyError(name)
        self.store.remove(name)

    def active_alerts(self):
        while True:
            yield self.store.next()

    def count_alerts(self):
        return self.store.size() // 2


def use():
    return AlertManager()
