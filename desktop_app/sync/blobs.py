"""Photo files, both ways: in resumable parts, under the hash of their bytes."""

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outbox import Leg
from desktop_app.photos.blobs import Blobs
from desktop_app.storage import blobs_needed, outbox, photos
from desktop_app.sync import pull
from desktop_app.sync.client import SiteClient
from desktop_app.sync.line import Line
from desktop_app.sync.trouble import LYING, SiteTrouble, lying
from desktop_app.wire.records import is_sha256

PART = 4 * 1024 * 1024  # bytes
_NOT_THIS_FILE = (403, 413, 422)  # the site will not have this one; the others may pass
_MOST_ROUND_TRIPS = 10_000  # parts of one file; a site that keeps asking us to go back is not served for ever


def send_files(line: Line) -> None:
    """Send the files of waiting photos, the small renditions before the large originals."""
    with line.store.reading() as tx:
        owners = blobs_needed.needed(tx)
        names = [name for name in blobs_needed.unsent_of(tx, owners) if is_sha256(name)]
    done = 0
    for start in range(0, len(names), line.limits.blobs_have):
        asked = names[start : start + line.limits.blobs_have]
        answer = line.client.have(asked)
        missing = set(answer.missing)
        with line.store.writing() as tx:
            for name in asked:
                if name not in missing:
                    outbox.blob_sent(tx, name)
        # A file this desk lacks too is another desk's to send; the photo's own op will say so.
        here = [name for name in asked if name in missing and line.blobs.has(name)]
        done += len(asked) - len(here)
        for name in sorted(here, key=lambda one: line.blobs.path(one).stat().st_size):
            try:
                _send(line, name, answer.partial.get(name, 0))
            except SiteTrouble as trouble:
                if trouble.status not in _NOT_THIS_FILE:
                    raise
                line.believe(trouble)
                line.park("photo", owners[name], trouble.said or trouble.what)
            else:
                with line.store.writing() as tx:
                    outbox.blob_sent(tx, name)
            done += 1
            line.progress(Leg.FILES_OUT, done, len(names))


def _send(line: Line, sha256: str, held: int) -> None:
    path = line.blobs.path(sha256)
    total = path.stat().st_size
    with path.open("rb") as file:
        offset = held if held < total else 0
        for _ in range(_MOST_ROUND_TRIPS):
            file.seek(offset)
            data = file.read(min(line.limits.part, PART))
            try:
                offset = line.client.put_part(sha256, offset, total, data)
            except SiteTrouble as trouble:
                if trouble.status != 422 or not held:
                    raise
                offset = held = (
                    0  # what lay there was damaged and is thrown away: once more, from the beginning
                )
            if offset >= total:
                return
    raise lying(f"the site never finished receiving {sha256}")


def fetch_files(line: Line) -> None:
    """Bring the renditions of photos that came in: the preview and the lists need them, the original can wait."""
    with line.store.reading() as tx:
        wanted = pull.wanted_photos(tx)
    done: set[str] = set()
    damaged: SiteTrouble | None = None
    try:
        for place, photo_id in enumerate(wanted):
            line.progress(Leg.FILES_IN, place, len(wanted))
            with line.store.reading() as tx:
                photo = photos.get(tx, photo_id)
            try:
                came = [
                    fetch(line.client, line.blobs, made.sha256)
                    for made in (photo.renditions if photo is not None else ())
                    if not line.blobs.has(made.sha256)
                ]
            except SiteTrouble as trouble:
                if trouble.kind != LYING:
                    raise
                damaged = trouble  # told when the others have come; this one is asked for again next time
                continue
            if any(came):
                line.touched("photo", photo_id)
            done.add(photo_id)
    finally:
        if done:
            with line.store.writing() as tx:
                pull.no_longer_wanted(tx, done)
    if damaged is not None:
        raise damaged


def fetch(client: SiteClient, blobs: Blobs, sha256: str) -> bool:
    """Bring one file, going on where an earlier try stopped. False when the site does not hold it.

    Raises Trouble as the client does, "site.lying" when the bytes are not the file they claim to be, "disk.*".
    """
    if blobs.has(sha256):
        return True
    offset = blobs.part_size(sha256)
    while True:
        part = client.get_part(sha256, offset, PART)
        if part is None:
            return False
        data, total = part
        if not data and offset < total:
            raise lying(f"{sha256} stops at {offset} of {total} bytes")
        if offset > total:  # more came once than the file has: begin anew
            blobs.drop_part(sha256)
            offset = 0
            continue
        # Without data the desk was killed between the last bytes and their name: only the naming is left.
        offset = blobs.write_part(sha256, offset, data)
        if offset >= total:
            break
    try:
        blobs.finish_part(sha256)
    except Trouble as trouble:
        if trouble.kind == "photo.damaged":
            raise lying(f"{sha256}: other bytes came") from trouble
        raise
    return True
