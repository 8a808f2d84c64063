class SessionScopeManager:  # expect: other session
    """Closes the session on the way out."""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        return self.session

    def __exit__(self, kind, error, trace):
        self.session.close()
