"""Where the data inside one picture file contradict each other, and what the desk would choose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clash:
    """One fact on which a file's blocks disagree.

    *field* is "creators", "copyright_notice", "caption", "credit", "source" or "headline". *exif*, *iim* and *xmp* are
    what each block says, several names joined by ``; ``, empty when it says nothing. *proposed* names the block the
    desk would believe ("exif", "iim", "xmp") and *why* is a sentence that says so.
    """

    field: str
    exif: str = ""
    iim: str = ""
    xmp: str = ""
    proposed: str = "xmp"
    why: str = ""

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """(block, text) of every block that says something, the proposed one first."""
        told = [(name, text) for name in ("exif", "iim", "xmp") if (text := getattr(self, name))]
        return tuple(sorted(told, key=lambda pair: pair[0] != self.proposed))

    @property
    def chosen(self) -> str:
        """The text of the proposed block."""
        return str(getattr(self, self.proposed, ""))
