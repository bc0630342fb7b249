"""What the windows say, in the language of the person in front of them. The source texts are Indonesian."""


def tr(text: str) -> str:
    """*text* in the chosen language; for now Indonesian itself."""
    return text
