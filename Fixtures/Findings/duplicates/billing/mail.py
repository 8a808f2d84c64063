class MailManager:  # expect: copied-across-services
    def __init__(self, host):
        self.host = host
        self.queue = []

    def send(self, address, text):
        if not address:
            raise ValueError(address)
        self.queue.append((address, text))
        return len(self.queue)

    def flush(self):
        while self.queue:
            self.host.deliver(self.queue.pop())
