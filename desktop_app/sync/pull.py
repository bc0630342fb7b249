"""Taking in what changed at the site: each page of changes and the cursor behind it in one commit."""

import json
from collections.abc import Sequence

from desktop_app.domain.outbox import DeletionChoice, Leg
from desktop_app.storage import moving, remote, settings
from desktop_app.storage.store import Transaction
from desktop_app.sync.deletions import choice_for
from desktop_app.sync.line import Line, Replaced
from desktop_app.sync.merging import merge
from desktop_app.wire.shapes import Change

_REVISIONS_ASKED = 1000
_AT_ONCE = 100  # changes in one transaction
WANTED_PHOTOS = "sync.wanted_photos"  # a setting: ids of photos whose files have not all come yet


def pull(line: Line) -> None:
    """Read the feed to its end. What is merged on the way waits to be sent."""
    with line.store.reading() as tx:
        known = remote.link(tx)
    assert known is not None  # a round begins by meeting the site
    after = first = known.after
    while line.head is None or after < line.head:
        page = line.client.changes(after, line.limits.page)
        line.heard(page.epoch, page.head)
        if page.head < after:
            raise Replaced  # it knows less than it once told
        _meet_again(line, page.changes)
        with line.store.reading() as tx:
            choice = choice_for(line, tx, page.changes)
        end = page.changes[-1].seq if page.more else page.head
        for start in range(0, len(page.changes), _AT_ONCE):
            some = page.changes[start : start + _AT_ONCE]
            after = end if start + _AT_ONCE >= len(page.changes) else some[-1].seq
            _take_in(line, some, after, choice)
            line.progress(Leg.RECEIVING, after - first, page.head - first)
        if not page.changes and after < end:
            after = end
            _take_in(line, (), after, None)
        # The site may have grown since; what is beyond this page's head comes with the next round.
        line.head = page.head


def _meet_again(line: Line, changes: Sequence[Change]) -> None:
    """Records left behind at a move that somebody else has brought: the site says what of ours it has already."""
    with line.store.reading() as tx:
        if not moving.some_left(tx):
            return
        left = {change.seq: moving.revisions_left(tx, change.kind, change.id) for change in changes}
    asked = [rev for revs in left.values() for rev in revs]
    if not asked:
        return
    missing: set[str] = set()
    for start in range(0, len(asked), _REVISIONS_ASKED):
        missing |= line.client.missing_revisions(asked[start : start + _REVISIONS_ASKED])
    with line.store.writing() as tx:
        for change in changes:
            if left[change.seq]:
                known = [rev for rev in left[change.seq] if rev not in missing]
                moving.met_again(tx, change.kind, change.id, known, change.seq)


def _take_in(line: Line, changes: Sequence[Change], after: int, choice: DeletionChoice | None) -> None:
    """These changes and the cursor behind them, in one commit. Few at once: a person's own save must not wait long."""
    with line.store.writing() as tx:
        taken = remote.take_plain(tx, changes)
        for change in changes:
            if (change.kind, change.id) in taken:
                _tell(line, change)
            else:
                _apply(line, tx, change, choice)
        _want_photos(tx, [change.id for change in changes if change.kind == "photo"])
        remote.move_cursor(tx, after)


def wanted_photos(tx: Transaction) -> list[str]:
    """Photos whose renditions still have to be fetched, first heard of first."""
    stored: list[str] = json.loads(settings.get(tx, WANTED_PHOTOS) or "[]")
    return stored


def no_longer_wanted(tx: Transaction, photo_ids: set[str]) -> None:
    """These photos' files are here."""
    left = [name for name in wanted_photos(tx) if name not in photo_ids]
    settings.put(tx, WANTED_PHOTOS, json.dumps(left))


def _apply(line: Line, tx: Transaction, change: Change, choice: DeletionChoice | None) -> None:
    accept, keep = choice is DeletionChoice.ACCEPT, choice is DeletionChoice.KEEP
    applied = remote.apply(tx, change, merge, accept_deletions=accept, keep_deleted=keep)
    if applied.outcome == "known":
        return
    line.conflicts += applied.clashes
    line.merged += applied.outcome in ("merged", "kept")
    _tell(line, change)


def _tell(line: Line, change: Change) -> None:
    line.pulled += 1
    line.pages_moved |= change.kind == "page"
    line.touched(change.kind, change.id, (change.doc or {}).get("article_id") or "")


def _want_photos(tx: Transaction, photo_ids: list[str]) -> None:
    if photo_ids:
        wanted = dict.fromkeys((*wanted_photos(tx), *photo_ids))
        settings.put(tx, WANTED_PHOTOS, json.dumps(list(wanted)))
