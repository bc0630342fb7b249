"""The photo gates as the desk asks them: passing a line with a reason, settling a clash."""

from collections.abc import Iterable
from dataclasses import replace

from desktop_app.desk import auditing
from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import site_settings
from desktop_app.desk.surroundings import around
from desktop_app.domain.article import PhotoUse
from desktop_app.domain.audit import Act
from desktop_app.domain.changes import Changes, photo_changed
from desktop_app.domain.clash import Clash
from desktop_app.domain.credit import credit_line
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.photo import Pass, Photo
from desktop_app.domain.photo_gates import NEVER_PASSED, Finding, Level, findings, fingerprint, may_pass
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import photos as photo_rows
from desktop_app.storage import records
from desktop_app.storage.store import Transaction


def gates(desk: Desk, photo_id: PhotoId, article_id: str = "") -> tuple[Finding, ...]:
    """Every line the photo does not meet, for itself or in its use as *article_id*'s hero; passed ones too."""
    with desk.store.reading() as tx:
        photo = _photo(tx, photo_id)
        return _lines(desk, tx, photo, _use(tx, article_id, photo_id), article_id)


def pass_gate(desk: Desk, photo_id: PhotoId, gate: str, reason: str, article_id: str = "") -> Changes:
    """Go past one line about a photo and say why; written to the audit log. Void as soon as credit or words change.

    Raises Refusal "photo.pass" without a reason, when there is nothing to pass, or when it is not this person's word.
    """
    reason = reason.strip()
    if not reason:
        raise Refusal("Tulis alasannya; alasan itu tercatat di buku audit.", rule="photo.pass")
    with desk.store.writing() as tx:
        photo = _photo(tx, photo_id)
        use = _use(tx, article_id, photo_id)
        lines = _lines(desk, tx, photo, use, article_id)
        here = [one for one in lines if one.gate == gate and one.open]
        if not here:
            raise Refusal(f"Tidak ada yang perlu dilewati pada {gate} untuk foto ini.", rule="photo.pass")
        role = desk.person.role
        if not all(may_pass(one, role) for one in here):
            red = gate not in NEVER_PASSED and any(one.level is Level.BLOCK for one in here)
            who = "Hanya penerbit yang boleh melewati baris merah ini." if red else ""
            raise Refusal(f"{here[0].why} {who}".strip(), rule="photo.pass")
        given = Pass(gate, fingerprint(photo, use), desk.person.name, role, reason, desk.clock())
        _save(desk, tx, replace(photo, passes=(*photo.passes, given)), "pass")
        auditing.note(
            desk,
            tx,
            Act.PHOTO_OVERRIDE,
            "photo",
            photo_id,
            article_id=article_id,
            reason=reason,
            details=(gate,),
        )
    return photo_changed(photo_id) | stories_of(desk, photo_id)


def settle(desk: Desk, photo_id: PhotoId, field: str, block: str) -> Changes:
    """Choose which block of the file is right about *field*: "exif", "iim" or "xmp". The choice is logged.

    The chosen text goes into the proposed credit or words; the credit is still to be confirmed. Raises Refusal
    "photo.clash" when nothing is unsettled there or the block says nothing.
    """
    with desk.store.writing() as tx:
        photo = _photo(tx, photo_id)
        clash = next((one for one in photo.clashes if one.field == field), None)
        if clash is None or not getattr(clash, block, ""):
            raise Refusal("Tidak ada yang perlu dipilih di situ.", rule="photo.clash")
        chosen = str(getattr(clash, block))
        left = tuple(one for one in photo.clashes if one.field != field)
        _save(desk, tx, _with(replace(photo, clashes=left), field, chosen), "clash")
        _log(desk, tx, photo_id, [(clash, f"{block}: {chosen}")])
    return photo_changed(photo_id) | stories_of(desk, photo_id)


def settled(desk: Desk, tx: Transaction, before: Photo, after: Photo) -> Photo:
    """*after*, whose credit a person has just confirmed: what stands there now is the answer to every clash."""
    if not before.clashes:
        return replace(after, guessed=False)
    said = {
        "creators": "; ".join(after.credit.creators),
        "source": after.credit.source,
        "copyright_notice": after.credit.copyright_notice,
        "caption": after.caption,
        "credit": credit_line(after.credit, site_settings(tx).name),
    }
    _log(desk, tx, before.id, [(clash, said.get(clash.field, clash.chosen)) for clash in before.clashes])
    return replace(after, clashes=(), guessed=False)


def stories_of(desk: Desk, photo_id: PhotoId) -> Changes:
    """The stories that show the photo, as changes for those who draw them."""
    with desk.store.reading() as tx:
        return Changes(articles=frozenset(photo_rows.used_in(tx, photo_id)))


def _log(desk: Desk, tx: Transaction, photo_id: str, chosen: Iterable[tuple[Clash, str]]) -> None:
    for clash, answer in chosen:
        told = tuple(f"{block}: {text}" for block, text in clash.answers)
        auditing.note(
            desk, tx, Act.CLASH, "photo", photo_id, reason=f"{clash.field} = {answer}", details=told
        )


def _with(photo: Photo, field: str, text: str) -> Photo:
    names = tuple(name.strip() for name in text.split(";") if name.strip())
    match field:
        case "creators":
            return replace(photo, credit=replace(photo.credit, creators=names, hands=()))
        case "source":
            return replace(photo, credit=replace(photo.credit, source=text))
        case "copyright_notice":
            return replace(photo, credit=replace(photo.credit, copyright_notice=text))
        case "caption":
            return replace(photo, caption=text)
    return photo  # "credit" and "headline" are only proposals: the desk makes its own line


def _lines(desk: Desk, tx: Transaction, photo: Photo, use: PhotoUse, article_id: str) -> tuple[Finding, ...]:
    known = around(tx, photo, article_id, site_settings(tx).house, desk.blobs, likeness=True)
    return findings(photo, use, desk.today(), known, whole=_only_in_body(tx, article_id, photo.id))


def _only_in_body(tx: Transaction, article_id: str, photo_id: PhotoId) -> bool:
    """Whether the story shows the photo, and only uncut."""
    hero = (records.get(tx, "article", article_id) or {}).get("hero") if article_id else None
    return article_id in photo_rows.used_in(tx, photo_id) and (hero or {}).get("photo_id") != photo_id


def _use(tx: Transaction, article_id: str, photo_id: PhotoId) -> PhotoUse:
    hero = (records.get(tx, "article", article_id) or {}).get("hero") if article_id else None
    use = from_plain(PhotoUse, hero) if hero else PhotoUse(photo_id)
    return use if use.photo_id == photo_id else PhotoUse(photo_id)


def _photo(tx: Transaction, photo_id: PhotoId) -> Photo:
    found = photo_rows.get(tx, photo_id)
    if found is None:
        raise Refusal("Foto itu tidak ada di meja ini.", rule="photo.missing")
    return found


def _save(desk: Desk, tx: Transaction, photo: Photo, reason: str) -> None:
    records.save(tx, "photo", photo.id, to_plain(photo), by=desk.person.name, at=desk.clock(), reason=reason)
