class StateManager:  # expect: implementation state counted refs=1/1
    def __init__(self):
        self.state = {}

    def transition(self, name):
        self.state["current"] = name
