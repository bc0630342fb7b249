"""Dates as the public and the newsroom read them: in the site's zone (WIB), wherever the computer sits."""

from datetime import datetime

from desktop_app.domain.newsroom import WIB

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def long_date(moment: datetime) -> str:
    """``Kamis, 20 Desember 2018 14.05 WIB``."""
    local = moment.astimezone(WIB)
    return (
        f"{DAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1]} {local.year} "
        f"{local.hour:02}.{local.minute:02} WIB"
    )


def short_date(moment: datetime) -> str:
    """``20-12-2018``."""
    return f"{moment.astimezone(WIB):%d-%m-%Y}"


def clock(moment: datetime, *, seconds: bool = False) -> str:
    """``14.02 WIB``, or ``14.02.30 WIB`` where seconds are waited for."""
    return f"{moment.astimezone(WIB):{'%H.%M.%S' if seconds else '%H.%M'}} WIB"
