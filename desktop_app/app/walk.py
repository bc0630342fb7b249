"""A whole day without a screen: every step a person takes in the window, done through the same verbs and checked."""

import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from desktop_app.app.folders import resources
from desktop_app.app.fourteen import parts
from desktop_app.app.join import joined
from desktop_app.desk import (
    demo,
    filling,
    finding,
    photo_gates,
    picturing,
    previewing,
    proofing,
    publishing,
    rendering,
    syncing,
    taking_in,
    writing,
)
from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Stage
from desktop_app.domain.credit import Credit, Licence, credit_line
from desktop_app.domain.errors import Trouble
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.listing import Query
from desktop_app.markup.stored import body_from_markdown

_BODY = """\
Warga Kampung Melayu Kecil kini punya tempat membaca di bawah jembatan layang. Rak-raknya dibuat dari \
papan bekas panggung, dan bukunya datang dari 214 keluarga.

> [!kutipan] Sulastri, penggagas taman baca
> Anak-anak tidak lagi menunggu hujan reda di pinggir jalan, mereka menunggunya sambil membaca.

## Dibuka setiap sore

Taman baca buka **pukul 15.00 sampai 20.00** setiap hari, dijaga bergiliran oleh karang taruna.

- 1.320 buku anak
- dua meja belajar
- satu lemari obat

Baca juga: [{title}](artikel:{id})
"""


@dataclass
class Day:
    """What came of the walk. *checks* are ``{"step", "ok", "why"}`` in order; *page* is the fetched public page."""

    folder: Path
    public_url: str = ""
    article_id: str = ""
    page: str = ""
    checks: list[dict[str, object]] = field(default_factory=list)

    def check(self, step: str, ok: bool, why: str = "") -> None:
        self.checks.append({"step": step, "ok": bool(ok), "why": "" if ok else why})


@contextmanager
def walk(folder: Path | None, say: Callable[[str], None]) -> Iterator[tuple[Day, Desk]]:
    """Walk the day in *folder*, or in a new temporary one that is removed at the end.

    Yields when every step is done; the site stays up until the ``with`` block ends.
    """
    with tempfile.TemporaryDirectory(prefix="meja-") as scratch:
        day = Day(folder if folder is not None else Path(scratch) / "meja")
        with joined(day.folder) as desk:
            _walk(day, desk, say)
            yield day, desk


def _walk(day: Day, desk: Desk, say: Callable[[str], None]) -> None:
    say("Mengisi redaksi contoh dan menyalakan situs percobaan …")
    newsroom = demo.load(resources() / "demo")
    if filling.wanted(desk):
        filling.fill(desk, newsroom)
    listing = finding.list_articles(desk, Query(text="taman"))
    day.check("redaksi contoh terisi", finding.list_articles(desk, Query()).total >= len(newsroom.stories))
    day.check("pencarian menemukan berita", bool(listing.rows))

    _readers_come(desk, newsroom)
    say("Menulis berita …")
    article_id = _write(day, desk, newsroom)
    say("Mengkredit foto …")
    _picture(day, desk, article_id, newsroom)
    say("Mengoreksi dan mengesahkan …")
    _proof(day, desk, article_id)
    say("Menerbitkan dan menyinkronkan …")
    _publish(day, desk, article_id)
    say("Mencabut situs, menulis terus, lalu menyambung lagi …")
    _unplugged(day, desk, article_id)


def _readers_come(desk: Desk, newsroom: demo.DemoNewsroom) -> None:
    """A few readers open what is public, so that the site has something to rank."""
    for number, story in enumerate(newsroom.stories):
        url = finding.open_article(desk, story.id).public_url
        for _ in range(max(1, 6 - number) if url else 0):
            fetch(url, reader=True)


def _write(day: Day, desk: Desk, newsroom: demo.DemoNewsroom) -> ArticleId:
    linked = next(story for story in newsroom.stories if story.published_at is not None)
    article_id, _ = writing.begin(
        desk,
        short_title="Taman Baca di Bawah Jalan Layang",
        headline="Dari Papan Bekas Panggung, Warga Membangun Taman Baca di Bawah Jalan Layang",
        lead="Sebuah kolong jalan layang yang dulu gelap berubah menjadi taman baca dengan 1.320 buku. "
        "Semuanya sumbangan warga.",
        section="kesra",
        tags=("taman baca", *linked.tags[:1]),
        authors=("Ratih Kusumaningtyas",),
    )
    base = finding.open_article(desk, article_id).revision
    body = body_from_markdown(_BODY.format(title=linked.short_title, id=linked.id))
    saved = writing.save_draft(desk, article_id, fields={}, body=body, base=base)
    day.article_id = article_id
    day.check("berita tersimpan", saved.article.body == body)
    return article_id


def _picture(day: Day, desk: Desk, article_id: ArticleId, newsroom: demo.DemoNewsroom) -> None:
    source = next(picture for picture in newsroom.pictures if picture.key == "perpustakaan")
    file = day.folder / "foto-lapangan.jpg"
    # A file as it comes from a photographer: another picture than the stored one, its credit inside.
    picturing.export(desk, source.id, file)
    taken = taking_in.take_in(desk, [file])
    file.unlink()
    photo = taken.photos[0]
    day.check("foto membawa usulan kredit", photo.credit.named)
    credit = Credit(
        creators=photo.credit.creators or ("Yohanes Adi Pramudya",),
        source=photo.credit.source,
        form=photo.credit.form,
        licence=Licence.OWN,
    )
    picturing.credit(
        desk,
        photo.id,
        credit=credit,
        caption="Anak-anak membaca di taman baca di bawah jalan layang, Selasa (24/11).",
        alt="Anak-anak duduk membaca di antara rak buku yang penuh",
    )
    picturing.use_as_hero(desk, article_id, photo.id)
    lines = {line.gate for line in photo_gates.gates(desk, photo.id, article_id)}
    day.check("potongan yang belum diperiksa menahan foto", "C13" in lines, str(lines))
    picturing.set_focus(desk, photo.id, (0.5, 0.6))
    rendering.render(desk, photo.id)
    made = picturing.photo(desk, photo.id)
    day.check("turunan foto dibuat", len(made.renditions) > 0)
    for stage in (Stage.PHOTO, Stage.PROOF):
        writing.move_to_stage(desk, article_id, stage)


def _proof(day: Day, desk: Desk, article_id: ArticleId) -> None:
    block = finding.open_article(desk, article_id).article.body[0]
    mark, _ = proofing.mark(
        desk, article_id, block_id=block.id, quote="214 keluarga", note="Periksa angkanya."
    )
    stops = {check.rule for check in publishing.checks(desk, article_id) if not check.ok}
    day.check("catatan koreksi menahan penerbitan", "marks" in stops, str(stops))
    proofing.resolve(desk, mark, "Angka benar.")
    proofing.sign(desk, article_id)
    writing.move_to_stage(desk, article_id, Stage.READY)
    stops = {check.rule for check in publishing.checks(desk, article_id) if not check.ok}
    day.check("daftar kesiapan hijau", not stops, str(stops))


def _publish(day: Day, desk: Desk, article_id: ArticleId) -> None:
    publishing.publish(desk, article_id)
    syncing.one_round(desk)
    found = finding.open_article(desk, article_id)
    day.public_url = found.public_url
    reasons = "; ".join(step.reason for step in syncing.steps(desk) if step.reason)
    day.check("terbit di situs", bool(found.public_url), reasons)
    if not found.public_url:
        return
    day.page = fetch(found.public_url)
    for part, there in parts(day.page).items():
        day.check(f"halaman: {part}", there)
    hero = found.photos[found.article.hero.photo_id] if found.article.hero else None
    line = credit_line(hero.credit, "Berita Kota") if hero else ""
    day.check("kredit di halaman sama dengan kredit foto", bool(line) and line in day.page, line)
    syncing.one_round(desk)
    preview, page = previewing.page(desk, article_id).html, fetch(found.public_url)
    day.check(
        "pratinjau sama dengan halaman situs, bita demi bita",
        preview == page,
        _first_difference(preview, page),
    )


def _first_difference(preview: str, page: str) -> str:
    lines = zip_longest(preview.splitlines(), page.splitlines(), fillvalue="")
    return next((f"{ours.strip()} | {theirs.strip()}" for ours, theirs in lines if ours != theirs), "")


def _unplugged(day: Day, desk: Desk, article_id: ArticleId) -> None:
    assert desk.plug is not None
    desk.plug(False)
    found = finding.open_article(desk, article_id)
    writing.save_draft(
        desk,
        article_id,
        fields={"lead": found.article.lead + " Kini buka sampai malam."},
        body=None,
        base=found.revision,
    )
    try:
        syncing.one_round(desk)
        day.check("tanpa situs, kiriman menunggu", ok=False)
    except Trouble:
        day.check("tanpa situs, kiriman menunggu", syncing.state(desk).waiting > 0)
    desk.plug(True)
    syncing.one_round(desk)
    state = syncing.state(desk)
    day.check("tersambung lagi, yang menunggu terkirim", state.waiting == 0, str(state.waiting))
    url = finding.open_article(desk, article_id).public_url
    day.public_url = url
    day.check("alamat publik tetap terbuka", "Taman Baca" in fetch(url))


def fetch(url: str, *, reader: bool = False) -> str:
    """A page as a browser gets it; counted as one more reader only when asked."""
    headers = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Pembaca/1.0"}
    if not reader:
        headers["X-Meja-Redaksi"] = "1"
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own loopback site
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        body: bytes = answer.read()
    return body.decode("utf-8")
