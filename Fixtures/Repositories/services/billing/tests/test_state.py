from app.state import StateManager


def test_state():
    assert StateManager().state == {}
