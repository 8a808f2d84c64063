class SecretManager:  # expect: placeholder-manager
    """Secrets of the shop."""

    def get(self, name):
        """Get a secret."""
        pass

    def names(self):
        return []


class TokenManager:
    """Nothing stands beside this one."""

    def refresh(self):
        pass
