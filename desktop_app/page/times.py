"""Moments and days as the page writes them, always in WIB."""

from datetime import date, datetime

from desktop_app.domain.dates import DAYS, MONTHS
from desktop_app.domain.newsroom import WIB


def iso(moment: datetime) -> str:
    """For machines: ``2018-12-20T14:05:00+07:00``."""
    return moment.astimezone(WIB).isoformat(timespec="seconds")


def day_of(moment: datetime) -> date:
    """The calendar day in WIB."""
    return moment.astimezone(WIB).date()


def spoken_day(day: date) -> str:
    """``20 Desember 2018``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def week_day(day: date) -> str:
    """``Kamis, 20 Desember 2018``."""
    return f"{DAYS[day.weekday()]}, {spoken_day(day)}"
