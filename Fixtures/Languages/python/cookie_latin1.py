# -*- coding: latin-1 -*-
naïve = "é"
class Café:
    pass
