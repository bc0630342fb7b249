"""Taking in what changed at the site: each page of changes and the cursor behind it in one commit."""

import json

from desktop_app.storage import remote, settings
from desktop_app.storage.store import Transaction
from desktop_app.sync.line import Line
from desktop_app.sync.merging import merge
from desktop_app.sync.trouble import lying
from desktop_app.wire.shapes import Change

WANTED_PHOTOS = "sync.wanted_photos"  # a setting: ids of photos whose files have not all come yet


def pull(line: Line) -> None:
    """Read the feed to its end. What is merged on the way waits to be sent."""
    with line.store.reading() as tx:
        known = remote.link(tx)
    assert known is not None  # a round begins by meeting the site
    after = known.after
    while after < line.head:
        page = line.client.changes(after, line.limits.page)
        if page.epoch != line.epoch:
            raise lying("the site was replaced during the round")
        after = page.changes[-1].seq if page.more else page.head
        with line.store.writing() as tx:
            for change in page.changes:
                _apply(line, tx, change)
            _want_photos(tx, [change.id for change in page.changes if change.kind == "photo"])
            remote.move_cursor(tx, after)
        # The site may have grown since; what is beyond this page's head comes with the next round.
        line.head = page.head


def wanted_photos(tx: Transaction) -> list[str]:
    """Photos whose renditions still have to be fetched, first heard of first."""
    stored: list[str] = json.loads(settings.get(tx, WANTED_PHOTOS) or "[]")
    return stored


def no_longer_wanted(tx: Transaction, photo_ids: set[str]) -> None:
    """These photos' files are here."""
    left = [name for name in wanted_photos(tx) if name not in photo_ids]
    settings.put(tx, WANTED_PHOTOS, json.dumps(left))


def _apply(line: Line, tx: Transaction, change: Change) -> None:
    applied = remote.apply(tx, change, merge)
    if applied.outcome == "known":
        return
    line.pulled += 1
    line.conflicts += applied.clashes
    about = (change.doc or {}).get("article_id") or ""
    line.touched(change.kind, change.id, about)
    line.merged += applied.outcome in ("merged", "kept")


def _want_photos(tx: Transaction, photo_ids: list[str]) -> None:
    if photo_ids:
        wanted = dict.fromkeys((*wanted_photos(tx), *photo_ids))
        settings.put(tx, WANTED_PHOTOS, json.dumps(list(wanted)))
