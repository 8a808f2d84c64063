from app.state import StateManager as Manager  # expect: alias_or_reexport state


def build():
    return Manager()


Again = Manager  # expect: alias_or_reexport state


def rebuild():
    return Again()
