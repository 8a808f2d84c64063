class StateManager:  # expect: implementation state counted refs=3
    def __init__(self):
        self.state = {}

    def transition(self, name):
        self.state["current"] = name
