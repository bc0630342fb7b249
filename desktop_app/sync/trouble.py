"""Every way a site can fail us, as one Trouble with a sentence a journalist can read."""

from desktop_app.domain.errors import Trouble

UNREACHABLE = "site.unreachable"  # an ordinary state: no network, a tired server, a cut line
REFUSED = "site.refused"  # the site understood and said no
LYING = "site.lying"  # what came back is not what the protocol says; nothing of it was used
SIGNED_OUT = "sync.no_token"
UNAUTHORISED = "site.unauthorised"
TOO_OLD = "site.too_old"  # one end speaks a protocol the other no longer, or not yet, knows
OTHER = "site.other"  # not the site this desk was paired with


class SiteTrouble(Trouble):
    """A Trouble about the site. *retry_after* is seconds the site asked us to wait; *status* is HTTP's, or 0.

    *said* is the site's own sentence, empty when it gave none.
    """

    def __init__(
        self,
        what: str,
        *,
        kind: str,
        cause: str = "",
        status: int = 0,
        retry_after: float | None = None,
        said: str = "",
    ) -> None:
        super().__init__(what, cause=cause, kind=kind)
        self.status = status
        self.retry_after = retry_after
        self.said = said


def unreachable(cause: str, *, status: int = 0, retry_after: float | None = None) -> SiteTrouble:
    """No answer, or one that says: later."""
    what = (
        "Situs belum dapat dihubungi. Semua tulisan tersimpan di meja ini dan dikirim begitu situs kembali."
    )
    if status:
        what = f"Situs sedang sibuk atau bermasalah (kode {status}). Yang menunggu tersimpan dan akan dicoba lagi."
    return SiteTrouble(what, kind=UNREACHABLE, cause=cause, status=status, retry_after=retry_after)


def lying(cause: str) -> SiteTrouble:
    """An answer no honest site gives: perhaps a hotel's login page, a broken proxy, or worse."""
    return SiteTrouble(
        "Jawaban situs tidak dapat dipercaya dan tidak dipakai. Periksa alamat situs dan jaringan Anda.",
        kind=LYING,
        cause=cause,
    )


def refused(status: int, detail: str) -> SiteTrouble:
    """The site's no, with its own words when it gave any."""
    why = f": {detail.rstrip('. ')}" if detail else ""
    return SiteTrouble(
        f"Situs menolak permintaan meja ini (kode {status}){why}.", kind=REFUSED, status=status, said=detail
    )


def unauthorised(detail: str) -> SiteTrouble:
    """The token is unknown or was revoked. Nothing local is cleared because of it."""
    return SiteTrouble(
        "Situs tidak mengenal tanda masuk meja ini. Hubungkan lagi meja ini; tulisan Anda tetap tersimpan.",
        kind=UNAUTHORISED,
        cause=detail,
        status=401,
    )


def too_old(*, this_desk: bool, cause: str, status: int = 0) -> SiteTrouble:
    """Protocol versions do not meet; *this_desk* says which end is behind."""
    what = (
        "Meja Redaksi di komputer ini terlalu lama untuk situs ini. Perbarui dulu; tulisan tetap tersimpan."
        if this_desk
        else "Situs ini masih memakai versi yang terlalu lama untuk Meja Redaksi ini. Minta situs diperbarui."
    )
    return SiteTrouble(what, kind=TOO_OLD, cause=cause, status=status)


def other_site(expected: str, found: str) -> SiteTrouble:
    """The address answers, but as somebody else. Two sites are never mixed into one desk."""
    return SiteTrouble(
        "Alamat ini sekarang milik situs lain, bukan situs yang dipasangkan dengan meja ini. Penyelarasan dihentikan.",
        kind=OTHER,
        cause=f"paired with {expected}, found {found}",
    )
