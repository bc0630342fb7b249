"""The fail-safe: a site that wants many stories gone is not obeyed before a person has said so."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from desktop_app.domain.errors import Refusal
from desktop_app.domain.outbox import DeletionChoice, DeletionsAsked
from desktop_app.storage import remote, settings
from desktop_app.storage.store import Transaction
from desktop_app.sync.line import Line
from desktop_app.wire.shapes import Change

_ASKED = "sync.deletions_asked"
_ANSWERED = "sync.deletions_answered"
_MOST = 20
_SHARE = 0.10
_FEW = 5  # so many are never asked about: a tenth of a small desk is a single story
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Answer:
    """*head*: the choice holds for the feed's numbers up to this one, no further."""

    choice: DeletionChoice
    head: int


def choice_for(line: Line, tx: Transaction, changes: Sequence[Change]) -> DeletionChoice | None:
    """What a person decided about this page's deletions; None when nobody needs to be asked.

    Raises Refusal "sync.mass_delete" when somebody does: more than 20 stories in one pull, or more than a tenth.
    """
    wiped = [change for change in changes if change.kind == "article" and remote.would_delete(tx, change)]
    if not wiped:
        return None
    answer = _answered(tx)
    if answer is not None and wiped[-1].seq <= answer.head:
        return answer.choice
    living = remote.living_stories(tx) + line.deleted
    line.deleted += len(wiped)
    too_many = line.deleted > _MOST or (line.deleted > _FEW and line.deleted > living * _SHARE)
    if not too_many:
        return None
    titles = tuple(remote.title(tx, change.id) for change in wiped[:_NAMED])
    assert line.head is not None  # it told us these changes
    raise TooManyDeletions(DeletionsAsked(line.deleted, living, line.head, titles))


class TooManyDeletions(Refusal):
    """*asked* is what a person has to decide about."""

    def __init__(self, asked: DeletionsAsked) -> None:
        super().__init__(
            f"Situs meminta {asked.count} dari {asked.living} berita dihapus. Belum ada yang dihapus: "
            "putuskan dulu di panel Kirim.",
            rule="sync.mass_delete",
        )
        self.asked = asked


def ask(tx: Transaction, asked: DeletionsAsked) -> None:
    """Keep the question until a person answers it."""
    settings.put(tx, _ASKED, json.dumps(asdict(asked)))


def asked(tx: Transaction) -> DeletionsAsked | None:
    """The question that waits for a person."""
    stored = json.loads(settings.get(tx, _ASKED) or "null")
    if not isinstance(stored, dict):
        return None
    return DeletionsAsked(stored["count"], stored["living"], stored["head"], tuple(stored["titles"]))


def answer(tx: Transaction, choice: DeletionChoice) -> None:
    """A person decided: let the stories go, or keep them here and give them back to the site."""
    question = asked(tx)
    if question is None:
        return
    settings.put(tx, _ANSWERED, json.dumps({"choice": choice.value, "head": question.head}))
    settings.put(tx, _ASKED, "null")


def forget(tx: Transaction) -> None:
    """Question and answer were about another site's feed."""
    for key in (_ASKED, _ANSWERED):
        settings.put(tx, key, "null")


def _answered(tx: Transaction) -> _Answer | None:
    stored = json.loads(settings.get(tx, _ANSWERED) or "null")
    if not isinstance(stored, dict):
        return None
    return _Answer(DeletionChoice(stored["choice"]), stored["head"])
