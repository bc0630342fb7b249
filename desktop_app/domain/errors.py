"""The two ways a wish can fail. Everything else is a bug."""


class Refusal(Exception):  # noqa: N818 - the house word; it is an answer, not an accident
    """A house rule says no. Shown beside the control that asked; nothing was changed.

    *reason* is a whole sentence in Indonesian that names the thing and what to do.
    *rule* is a stable key ("photo.credit", "article.empty_title") for tests, translation and the command line.
    """

    def __init__(self, reason: str, *, rule: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.rule = rule


class Trouble(Exception):  # noqa: N818 - the house word
    """The world failed: disk, network, a damaged file. Nothing was lost; trying again may help.

    *what* is a whole sentence in Indonesian; *cause* is the technical detail for a log or a support call;
    *kind* is a stable key ("disk.full", "site.unreachable", "photo.damaged", "database.newer").
    """

    def __init__(self, what: str, *, cause: str = "", kind: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.cause = cause
        self.kind = kind
