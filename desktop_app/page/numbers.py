"""Numbers as readers of Indonesian see them."""


def thousands(number: int) -> str:
    """``1.204``."""
    return f"{number:,}".replace(",", ".")
