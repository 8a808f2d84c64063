from app.state import StateManager as Manager


def build():
    return Manager()


Again = Manager


def rebuild():
    return Again()
