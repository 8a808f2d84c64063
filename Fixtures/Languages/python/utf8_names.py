class Überwacher:
    größe = "ü"
    名前 = f"{größe}"
    x = "🦀"
