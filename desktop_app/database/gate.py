"""The one gate where a database's errors become Trouble with a sentence a journalist understands."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from desktop_app.database.library import driver_errors
from desktop_app.domain.errors import Trouble

# SQLite's primary result codes (the low byte of an extended code) and PostgreSQL's SQLSTATE classes.
_BY_SQLITE_CODE = {
    3: "disk.denied",
    5: "database.locked",
    6: "database.locked",
    8: "disk.readonly",
    10: "disk.io",
    11: "database.corrupt",
    13: "disk.full",
    14: "disk.denied",
    26: "database.corrupt",
}
_BY_SQLSTATE = {
    "53100": "disk.full",
    "25006": "disk.readonly",
    "55P03": "database.locked",
    "40001": "database.locked",
    "40P01": "database.locked",
    "58030": "disk.io",
    "XX001": "database.corrupt",
    "XX002": "database.corrupt",
}
_UNREACHABLE_CLASSES = ("08", "57", "53", "28", "3D")
_BY_ERRNO = {
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EFBIG: "disk.full",
    errno.EROFS: "disk.readonly",
    errno.EACCES: "disk.denied",
    errno.EPERM: "disk.denied",
    errno.EIO: "disk.io",
}
_SENTENCES = {
    "disk.full": "Penyimpanan penuh. Kosongkan ruang lalu coba lagi; yang sudah tersimpan tetap aman.",
    "disk.readonly": "Berkas basis data tidak dapat ditulisi. Periksa izin folder data, lalu coba lagi.",
    "disk.denied": "Berkas basis data tidak dapat dibuka. Periksa izin folder data, lalu coba lagi.",
    "disk.io": "Media penyimpanan gagal dibaca atau ditulisi. Periksa cakram dan ruang kosongnya, lalu coba lagi.",
    "database.locked": "Basis data sedang dipakai proses lain. Tunggu sebentar lalu coba lagi.",
    "database.corrupt": "Berkas basis data rusak. Pulihkan cadangan terakhir; jangan hapus berkas yang ada.",
    "database.unreachable": "Peladen basis data tidak dapat dihubungi. Periksa alamat dan layanannya.",
}


@contextmanager
def gate() -> Iterator[None]:
    """Turn what the disk or the database server did into Trouble; a mistake in our own SQL stays a bug."""
    try:
        yield
    except exc.TimeoutError as error:
        raise trouble("database.locked", error) from error
    except exc.DBAPIError as error:
        kind = _kind(error.orig)
        if kind is None:
            raise
        raise trouble(kind, error.orig or error) from error
    except driver_errors() as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise trouble(kind, error) from error
    except OSError as error:
        raise trouble(_BY_ERRNO.get(error.errno or 0, "disk.io"), error) from error


def trouble(kind: str, cause: BaseException | str) -> Trouble:
    """Trouble of a known *kind* with its sentence; *cause* goes to the log."""
    return Trouble(_SENTENCES[kind], cause=str(cause), kind=kind)


def _kind(error: BaseException | None) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _BY_SQLITE_CODE.get(code & 0xFF)
    if isinstance(error, driver_errors()) and "disk is full" in str(error):
        return "disk.full"  # an error of the backup call carries no code
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        known = _BY_SQLSTATE.get(state)
        return known or ("database.unreachable" if state[:2] in _UNREACHABLE_CLASSES else None)
    # psycopg gives no SQLSTATE when the server was never reached.
    if type(error).__module__.startswith("psycopg") and type(error).__name__ == "OperationalError":
        return "database.unreachable"
    return None
