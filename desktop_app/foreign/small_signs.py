"""Raised and lowered figures as signs of their own: m² must not become m2."""

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_LONGEST = 6


def raised_or_lowered(tag: str, text: str) -> str:
    """The text of a ``<sup>`` or ``<sub>`` in raised or lowered signs; empty when not all of it has them."""
    said = text.strip()
    table = _RAISED if tag == "sup" else _LOWERED
    if said and len(said) <= _LONGEST and all(ord(sign) in table for sign in said):
        return said.translate(table)
    return ""
