from shop.cache import CanonicalCacheManager  # expect: dangling-canonical

cache = CanonicalCacheManager()
