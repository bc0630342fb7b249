"""Settling a clash: a person says which text stands. The other one stays in the history for ever."""

from dataclasses import replace
from enum import StrEnum

from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Article
from desktop_app.domain.changes import Changes
from desktop_app.domain.conflict import Conflict, Waiting, Weight
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.markup.merge import merge_articles
from desktop_app.markup.settling import is_blocks, left_of, place_now, without_carried_away
from desktop_app.markup.settling import settle as put_back
from desktop_app.storage import conflicts, records
from desktop_app.storage.store import Transaction


class Choice(StrEnum):
    """*theirs* is what stands now, save where it is a deletion that an edit beat.

    *both* puts mine as a paragraph after it; *merged* leaves what went together.
    """

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    MERGED = "merged"


# Places where one value has to stand, so that "both" means nothing.
_ONE_VALUE = (
    *("short_title", "headline", "lead", "section", "language", "slug", "stage"),
    *("publish_at", "embargo_until", "hero"),
)


def is_ours(desk: Desk, conflict_id: str) -> bool:
    """Whether this desk wrote the text the record calls *mine*; on any other desk the two words change places."""
    with desk.store.reading() as tx:
        told = records.history(tx, "conflict", conflict_id)
    return bool(told) and told[-1].device == desk.device


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Where this newsroom has something to choose or to look at, the longest waiting first."""
    with desk.store.reading() as tx:
        found: dict[ArticleId, list[Conflict]] = {}
        for conflict in conflicts.unsettled(tx):
            found.setdefault(conflict.article_id, []).append(conflict)
        return tuple(_waiting(tx, record_id, open_) for record_id, open_ in found.items())


def _waiting(tx: Transaction, record_id: ArticleId, open_: list[Conflict]) -> Waiting:
    doc = records.get(tx, "article", record_id)
    article = from_plain(Article, doc) if doc is not None else None
    title = (article.short_title or article.headline) if article is not None else ""
    choose = sum(conflict.asks for conflict in open_)
    return Waiting(record_id, title, choose, len(open_) - choose)


def settle(desk: Desk, conflict_id: str, choice: Choice | None, text: str = "") -> Changes:
    """Let *choice* stand at the clash's place, or *text* written anew when *choice* is None.

    An edit like any other, together with the settlement in one transaction. Raises Refusal when the clash is not
    here, is settled already, or the place cannot take the choice.
    """
    with desk.store.writing() as tx:
        doc = records.get(tx, "conflict", conflict_id)
        conflict = from_plain(Conflict, doc) if doc is not None else None
        if conflict is None or not conflict.open:
            raise Refusal("Bentrokan itu sudah selesai atau tidak ada di meja ini.", rule="conflict.settled")
        held = records.get(tx, "article", conflict.article_id)
        rev = ""
        if held is not None:
            article = from_plain(Article, held)
            changed = _chosen(article, conflict, choice, text)
            if changed != article:
                doc = to_plain(changed)
                rev = records.save(
                    tx, "article", article.id, doc, by=desk.person.name, at=desk.clock(), reason="choice"
                )
        elif choice is not Choice.THEIRS:
            why = "Bentrokan ini tentang foto. Perbaiki di panel Foto & kredit, lalu pilih yang berlaku sekarang."
            raise Refusal(why, rule="conflict.photo")
        done = replace(
            conflict,
            settled_by=desk.person.name,
            settled_at=desk.clock(),
            choice=choice.value if choice is not None else "text",
            chosen_rev=rev,
        )
        records.save(
            tx, "conflict", done.id, to_plain(done), by=desk.person.name, at=desk.clock(), reason="choice"
        )
    return Changes(articles=frozenset({conflict.article_id}), outbox=True)


def undo(desk: Desk, conflict_id: str) -> Changes:
    """Take a choice back: the text that stood before stands again, and the clash is open again.

    What was written meanwhile elsewhere in the story stays; written in the same place, it is a clash of its own.
    Raises Refusal when the clash is not here or nobody has settled it.
    """
    with desk.store.writing() as tx:
        doc = records.get(tx, "conflict", conflict_id)
        conflict = from_plain(Conflict, doc) if doc is not None else None
        if conflict is None or conflict.open:
            raise Refusal("Belum ada pilihan yang dapat diurungkan di sini.", rule="conflict.open")
        name, now = desk.person.name, desk.clock()
        made = records.revision(tx, conflict.chosen_rev) if conflict.chosen_rev else None
        before = records.revision(tx, made.parents[0]) if made is not None and made.parents else None
        held = records.get(tx, "article", conflict.article_id)
        if made is not None and before is not None and held is not None:
            after, old, live = (from_plain(Article, one) for one in (made.doc, before.doc, held))
            merged = merge_articles(after, old, live)
            head = records.head(tx, "article", live.id) or ""
            records.save(tx, "article", live.id, to_plain(merged.article), by=name, at=now, reason="undo")
            for clash in merged.clashes:
                conflicts.keep(tx, live.id, clash, mine_rev=before.rev, theirs_rev=head, by=name, at=now)
        again = replace(conflict, settled_by="", settled_at=None, choice="", chosen_rev="")
        records.save(tx, "conflict", again.id, to_plain(again), by=name, at=now, reason="undo")
    return Changes(articles=frozenset({conflict.article_id}), outbox=True)


def _chosen(article: Article, conflict: Conflict, choice: Choice | None, text: str) -> Article:
    place = place_now(article, conflict.place, conflict.theirs, conflict.mine)
    # An edit beats a deletion until somebody chose: then mine stands although theirs was to take the place away.
    kept = conflict.weight is Weight.CHOOSE and not conflict.theirs and is_blocks(place)
    if kept and choice is Choice.THEIRS:
        return put_back(article, place, left_of(article, place, conflict.mine, conflict.base))
    stands = Choice.MERGED if conflict.weight is Weight.LOOK else Choice.THEIRS
    if choice is stands:
        return article
    if choice is Choice.MERGED:
        raise Refusal("Kedua tulisan ini tidak dapat digabung. Pilih salah satu.", rule="conflict.merged")
    if choice is Choice.BOTH:
        if conflict.place in _ONE_VALUE:
            raise Refusal(
                "Untuk bagian ini hanya satu yang dapat dipakai. Pilih salah satu.", rule="conflict.one"
            )
        text = "\n\n".join(part for part in (conflict.theirs, conflict.mine) if part)
    elif choice is not None:
        text = conflict.mine if choice is Choice.MINE else conflict.theirs
    if choice in (Choice.MINE, Choice.BOTH):
        text = without_carried_away(article, place, text, base=conflict.base, theirs=conflict.theirs)
    try:
        return put_back(article, place, text)
    except ValueError as error:
        raise Refusal(f"Teks itu tidak cocok untuk bagian ini: {error}.", rule="conflict.text") from error
