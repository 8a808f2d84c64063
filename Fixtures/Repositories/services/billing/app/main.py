from app.state import StateManager

manager = StateManager()
