"""Filling a fresh desk with the demo newsroom: stories, photos with their credits, and what is already public."""

from collections.abc import Callable

from desktop_app.desk import proofing, publishing, rendering, syncing
from desktop_app.desk.bundle import Desk
from desktop_app.desk.demo import DemoNewsroom, DemoPicture, DemoStory
from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.changes import Changes, article_changed, photo_changed
from desktop_app.domain.directory import Contributor
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import BlockId
from desktop_app.domain.lists import ListEntry
from desktop_app.domain.newsroom import Person
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.markup.stored import split
from desktop_app.storage import lists, records, settings

FILLED = "demo"  # why a save point was made that nobody wrote
_FILLED = "demo.filled"
_PUBLISHED = "demo.published"


def _nobody_listens(changes: Changes) -> None:
    """What is rung when no window is open."""


def wanted(desk: Desk) -> bool:
    """Whether this desk still waits for its demo newsroom: a new data folder that has its own trial site."""
    with desk.store.reading() as tx:
        return desk.plug is not None and settings.get(tx, _FILLED) != "yes"


def fill(desk: Desk, demo: DemoNewsroom, tell: Callable[[Changes], None] = _nobody_listens) -> Changes:
    """Put the demo newsroom in and publish its public part by the same road as any story.

    Long work. Stories come first, so that the list is full within a second; pictures and the first round with
    the site follow. *tell* is rung after each step. A desk killed half-way goes on where it stopped.
    """
    for person in demo.people:
        _keep(desk, "person", person.id, person)
    for entry in demo.directory:
        _keep(desk, "contributor", entry.id, entry)
    for code in demo.codes:
        _keep(desk, lists.KIND, code.id, code)
    for story in demo.stories:
        _keep(desk, "article", story.id, _article(story))
    changes = article_changed(*(story.id for story in demo.stories)) | Changes(newsroom=True)
    tell(changes)
    for picture in demo.pictures:
        tell(_hang(desk, picture))
    _publish_all(desk, demo)
    tell(syncing.one_round(desk).changes)
    _done(desk, _FILLED)
    return changes | Changes(site=True, newsroom=True)


def _article(story: DemoStory) -> Article:
    # Block ids are made from the story's own, so that filling two desks of one site makes one text, not a clash.
    stem = story.id[-4:]
    body = tuple(
        BlockText(BlockId(f"{stem}{number:08x}"), text) for number, text in enumerate(split(story.body), 1)
    )
    return Article(
        id=story.id,
        short_title=story.short_title,
        headline=story.headline,
        lead=story.lead,
        body=body,
        authors=story.authors,
        section=story.section,
        tags=story.tags,
        stage=story.stage,
        hero=PhotoUse(story.hero) if story.hero else None,
        related=story.related,
    )


def _hang(desk: Desk, picture: DemoPicture) -> Changes:
    """Take one picture in under its lasting id, with the credit the demo photo desk gave it."""
    with desk.store.reading() as tx:
        held = records.get(tx, "photo", picture.id)
    if held is None:
        examined = desk.intake.examine(picture.file)
        desk.blobs.put_file(picture.file)
        photo = Photo(
            id=picture.id,
            sha256=examined.sha256,
            width=examined.width,
            height=examined.height,
            format=examined.format,
            file_name=picture.file.name,
            credit=picture.credit or examined.proposed,
            confirmed=picture.credit is not None,
            caption=picture.caption,
            alt=picture.alt,
            focus=picture.focus,
            taken_at=picture.taken_at,
        )
        _keep(desk, "photo", picture.id, photo)
    return photo_changed(picture.id) | rendering.render(desk, picture.id)


def _publish_all(desk: Desk, demo: DemoNewsroom) -> None:
    with desk.store.reading() as tx:
        if settings.get(tx, _PUBLISHED) == "yes":
            return
    for story in demo.stories:
        if story.published_at is not None:
            _publish(desk, story)
    _done(desk, _PUBLISHED)


def _done(desk: Desk, step: str) -> None:
    with desk.store.writing() as tx:
        settings.put(tx, step, "yes")


def _publish(desk: Desk, story: DemoStory) -> None:
    stops = {check.rule for check in publishing.checks(desk, story.id) if not check.ok}
    if stops == {"sign_off"}:
        proofing.sign(desk, story.id)
        stops.clear()
    # A link to a story that goes out in the same round is not live yet; the audit log says why it was let pass.
    reason = "Berita contoh, terbit bersama." if stops else ""
    # A computer whose clock runs behind the demo's calendar fills its desk all the same.
    at = min(story.published_at or desk.clock(), desk.clock())
    publishing.publish(desk, story.id, reason, at, dated=True)


def _keep(
    desk: Desk, kind: str, record_id: str, value: Article | Photo | Person | Contributor | ListEntry
) -> None:
    with desk.store.writing() as tx:
        if records.head(tx, kind, record_id) is None:
            doc = to_plain(value)
            records.save(tx, kind, record_id, doc, by=desk.person.name, at=desk.clock(), reason=FILLED)
