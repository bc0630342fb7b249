"""Taking files in: a camera card of hundreds, cancelled, broken off by a power cut and gone on with."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.desk.bundle import Desk
from desktop_app.domain.changes import NOTHING, photo_changed
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.opened import IntakeStep, TakenIn, Twin
from desktop_app.domain.photo import Photo
from desktop_app.domain.photo_likeness import NEAR, distance, hashes
from desktop_app.domain.plain import to_plain
from desktop_app.photos.examined import Examined
from desktop_app.storage import intake as intake_rows
from desktop_app.storage import likeness, records
from desktop_app.storage import photos as photo_rows
from desktop_app.storage.intake import Waiting

MOST_FILES = 500
# What lies beside the pictures on a card: sidecars, films, raw files, thumbnails of the camera itself.
_BESIDE = frozenset(
    (".xmp", ".thm", ".mov", ".mp4", ".avi", ".wav", ".dng", ".nef", ".cr2", ".cr3", ".arw", ".raf", ".orf", ".rw2",
     ".ctg", ".dat", ".txt", ".db", ".ini", ".xml", ".html", ".pdf")
)  # fmt: skip

Told = Callable[[IntakeStep], None]


def take_in(
    desk: Desk,
    paths: Sequence[Path],
    *,
    told: Told = lambda _step: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TakenIn:
    """Take a batch of files and folders in from beginning to end; see `begin` and `go_on`."""
    return go_on(desk, begin(desk, paths), told=told, cancelled=cancelled)


def begin(desk: Desk, paths: Sequence[Path]) -> str:
    """Put files in line; answers the batch's name. Folders and camera cards are opened, what is no picture left out.

    Raises Refusal when there are more than `MOST_FILES`.
    """
    files = [str(path.absolute()) for path in _opened(paths)]
    if len(files) > MOST_FILES:
        raise Refusal(
            f"{len(files)} berkas sekaligus terlalu banyak; paling banyak {MOST_FILES}. Ambil sebagian dahulu.",
            rule="photo.too_many",
        )
    batch = desk.new_id()
    with desk.store.writing() as tx:
        intake_rows.add(tx, batch, files)
    return batch


def unfinished(desk: Desk) -> dict[str, int]:
    """Batches the desk was stopped in: their names and how many files each still has in line."""
    with desk.store.reading() as tx:
        return intake_rows.unfinished(tx)


def forget(desk: Desk, batch: str) -> None:
    """Leave the rest of a batch outside; what is in stays."""
    with desk.store.writing() as tx:
        intake_rows.forget(tx, batch)


def go_on(
    desk: Desk,
    batch: str,
    *,
    told: Told = lambda _step: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TakenIn:
    """Look at every file of *batch* still in line, keep the original, record the photo with its *proposed* credit.

    A file that cannot be used is named with the reason; the others go in all the same. Each photo is safe as soon as
    *told* hears of it. Long work: run outside the interface thread; *told* and *cancelled* are called from there.
    Two files are looked at at once; the threads that wait for the two workers end with this call.
    """
    with desk.store.reading() as tx:
        line = intake_rows.waiting(tx, batch)
        seen = {PhotoId(name): hashes(looks) for name, looks in likeness.looks(tx)}
    tally = _Tally(len(line), seen)
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="intake") as pool:
        for waiting, answer in _looked_at(pool, desk, line, cancelled):
            told(_settle(desk, tally, waiting, answer))
    tally.left = len(line) - tally.done
    forget(desk, batch)
    return tally.taken_in()


_Answer = Examined | str


def _looked_at(
    pool: ThreadPoolExecutor,
    desk: Desk,
    line: Sequence[Waiting],
    cancelled: Callable[[], bool],
) -> Iterator[tuple[Waiting, _Answer]]:
    """Every file with what was found, in the order they are ready; a few are asked for ahead, no more."""
    waiting = iter(line)
    asked: dict[Future[_Answer], Waiting] = {}
    while True:
        while len(asked) < 4 and not cancelled() and (one := next(waiting, None)) is not None:
            asked[pool.submit(_look, desk, Path(one.path))] = one
        if not asked:
            return
        ready, _ = wait(asked, return_when=FIRST_COMPLETED)
        for future in ready:
            yield asked.pop(future), future.result()


def _look(desk: Desk, path: Path) -> _Answer:
    try:
        return desk.intake.take(path, desk.blobs, desk.sheet)
    except Refusal as refusal:
        return refusal.reason
    except Trouble as trouble:
        if trouble.kind in ("disk.full", "disk.readonly", "disk.failed", "photo.closed"):
            raise  # the next file would fare no better, and the batch goes on when it is mended
        return trouble.what


@dataclass(slots=True)
class _Tally:
    """What a batch has brought so far."""

    whole: int
    seen: dict[PhotoId, tuple[int, ...]]
    done: int = 0
    left: int = 0
    photos: dict[int, Photo] = field(default_factory=dict)  # by their place in line
    refused: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    known: list[PhotoId] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)

    def taken_in(self) -> TakenIn:
        photos = tuple(photo for _, photo in sorted(self.photos.items(), key=lambda pair: pair[0]))
        changes = photo_changed(*(photo.id for photo in photos)) if photos else NOTHING
        lists = (photos, tuple(self.refused))
        return TakenIn(*lists, changes, tuple(self.warnings), tuple(self.known), tuple(self.twins), self.left)


def _settle(desk: Desk, tally: _Tally, waiting: Waiting, answer: _Answer) -> IntakeStep:
    name = Path(waiting.path).name
    tally.done += 1
    step = IntakeStep(tally.done, tally.whole, name)
    if isinstance(answer, str):
        with desk.store.writing() as tx:
            intake_rows.refused(tx, waiting.number, answer)
        tally.refused.append((name, answer))
        return replace(step, why=answer)
    with desk.store.writing() as tx:
        held = photo_rows.by_sha256(tx, answer.sha256)
        photo = held or photo_of(PhotoId(desk.new_id()), name, answer)
        same = likeness.same_scan(tx, answer.scan_sha256)
        if held is None:
            records.save(
                tx, "photo", photo.id, to_plain(photo), by=desk.person.name, at=desk.clock(), reason="intake"
            )
        intake_rows.done(tx, waiting.number, photo.id)
    if held is None:
        tally.twins += _twins(photo, same, tally.seen)
        tally.seen[photo.id] = hashes(photo.looks)
        tally.warnings += [(name, warning) for warning in answer.warnings]
    else:
        tally.known.append(held.id)
    tally.photos[waiting.number] = photo
    return replace(step, photo=photo)


def photo_of(photo_id: PhotoId, file_name: str, examined: Examined) -> Photo:
    """The record of a photo that has just come in: nothing about it is confirmed."""
    return Photo(
        id=photo_id,
        sha256=examined.sha256,
        width=examined.width,
        height=examined.height,
        format=examined.format,
        file_name=file_name,
        credit=examined.proposed,
        caption=examined.caption,
        alt=examined.alt,
        taken_at=examined.taken_at,
        scan_sha256=examined.scan_sha256,
        looks=examined.looks,
        clashes=examined.clashes,
        guessed=examined.guessed,
        digital_source=examined.digital_source,
        credentials=examined.credentials,
    )


def _twins(photo: Photo, same: Sequence[str], seen: dict[PhotoId, tuple[int, ...]]) -> list[Twin]:
    mine = hashes(photo.looks)
    exact = [Twin(photo.id, PhotoId(other), exact=True) for other in same]
    near = sorted((bits, other) for other, their in seen.items() if (bits := distance(mine, their)) <= NEAR)
    return exact + [Twin(photo.id, other, exact=False) for _, other in near if other not in same]


def _opened(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as they are, folders as the pictures in them, in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inside in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in inside.relative_to(path).parts)
            if not hidden and inside.is_file() and inside.suffix.lower() not in _BESIDE:
                yield inside
