"""House rules: credit lines, slugs, dates, identifiers, readiness, sign-off."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from desktop_app.domain.article import Article, PhotoUse, Stage, slug_of
from desktop_app.domain.changes import NOTHING, Changes, article_changed
from desktop_app.domain.credit import Credit, CreditForm, Licence, credit_line
from desktop_app.domain.dates import clock, long_date, short_date
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import new_id
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.proof import Mark, SignOff, record_hash
from desktop_app.domain.readiness import (
    Evidence,
    before_signing,
    blocking,
    may_be_overridden,
    readiness,
    refusal,
)

SITE = "Berita Kota"
NOW = datetime(2018, 12, 20, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("credit", "line"),
    [
        (Credit(("Ni Luh Sari",)), "photo Ni Luh Sari - Berita Kota"),
        (Credit(("Ni Luh Sari", "Edi Wijaya")), "photo Ni Luh Sari, Edi Wijaya - Berita Kota"),
        (Credit(("A", "B", "C", "D")), "photo A, B, dkk. - Berita Kota"),
        (Credit(("Sukarno",)), "photo Sukarno - Berita Kota"),
        (Credit(source="Dinas Perhubungan"), "photo Dinas Perhubungan - Berita Kota"),
        (Credit(("Edi Wijaya",), "ANTARA FOTO", CreditForm.AGENCY), "photo ANTARA FOTO/Edi Wijaya"),
        (Credit(source="Humas Pemkot", form=CreditForm.HANDOUT), "photo dok. Humas Pemkot"),
        (Credit(("Rina",), form=CreditForm.CITIZEN), "photo Rina/warga - Berita Kota"),
        (Credit(form=CreditForm.COURTESY), "photo Istimewa - Berita Kota"),
        (Credit(form=CreditForm.ANONYMOUS), "photo Berita Kota"),
        (Credit(("Sri",), form=CreditForm.ILLUSTRATION), "ilustrasi Sri - Berita Kota"),
        (Credit(), ""),
    ],
)
def test_the_credit_line(credit: Credit, line: str) -> None:
    assert credit_line(credit, SITE) == line


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Taman Baru Dibuka", "taman-baru-dibuka"),
        ("  Réhab Pasar: 12 Kios! ", "rehab-pasar-12-kios"),
        ("😀", ""),
        ("a" * 100, "a" * 80),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_slug_ends_at_a_word() -> None:
    slug = slug_of("kata " * 40)
    assert len(slug) <= 80
    assert set(slug.split("-")) == {"kata"}


def test_dates_are_read_in_the_sites_zone() -> None:
    assert long_date(NOW) == "Kamis, 20 Desember 2018 14.05 WIB"
    assert short_date(NOW) == "20-12-2018"
    assert short_date(datetime(2018, 12, 20, 17, 30, tzinfo=UTC)) == "21-12-2018"
    assert clock(NOW) == "14.05 WIB"


def test_ids_sort_by_time() -> None:
    early, late = new_id(lambda: 1_000), new_id(lambda: 2_000)
    assert early < late
    assert early[14] == "7"


def photo(**changes: object) -> Photo:
    made = Photo(
        id="p",
        sha256="0" * 64,
        width=1600,
        height=900,
        credit=Credit(("Ni Luh Sari",), licence=Licence.OWN),
        confirmed=True,
        caption="Warga di taman.",
        alt="Anak-anak bermain di taman",
        focus=(0.5, 0.5),
        renditions=(Rendition("hero", "jpeg", 1600, 900, "1" * 64),),
    )
    return replace(made, **changes)


def ready() -> Evidence:
    article = Article(
        id="a",
        short_title="Taman",
        headline="Taman Dibuka",
        lead="Teras.",
        section="lingkungan",
        authors=("Rina",),
        hero=PhotoUse("p"),
        body=(BlockText("b1", "Isi."),),
    )
    evidence = Evidence(article, {"p": photo()}, today=date(2026, 1, 1))
    return replace(evidence, sign_offs=(SignOff("s", "a", record_hash(article, [photo()]), "Dewi", NOW),))


def test_a_story_with_everything_is_ready() -> None:
    assert blocking(readiness(ready())) == ()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"headline": " "}, "headline"),
        ({"short_title": ""}, "short_title"),
        ({"lead": ""}, "lead"),
        ({"section": ""}, "section"),
        ({"authors": ()}, "authors"),
        ({"hero": None}, "hero"),
    ],
)
def test_what_is_missing_is_named(change: dict[str, object], rule: str) -> None:
    evidence = ready()
    stopped = blocking(readiness(replace(evidence, article=replace(evidence.article, **change))))
    assert rule in [check.rule for check in stopped]
    assert all(check.why for check in stopped)


@pytest.mark.parametrize(
    "change",
    [
        {"credit": Credit(licence=Licence.OWN)},
        {"credit": Credit(("Ni Luh Sari",))},
        {"credit": Credit(("Ni Luh Sari",), licence=Licence.OWN, expires=date(2025, 12, 31))},
        {"confirmed": False},
        {"caption": ""},
        {"alt": ""},
        {"renditions": ()},
        {"focus": None},
    ],
)
def test_a_photo_that_may_not_go_out_stops_the_story(change: dict[str, object]) -> None:
    evidence = replace(ready(), photos={"p": photo(**change)})
    assert "photos" in [check.rule for check in blocking(readiness(evidence))]


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({"caption": ""}, True),
        ({"alt": ""}, True),
        ({"focus": None}, True),
        ({"credit": Credit(licence=Licence.OWN)}, False),
        ({"credit": Credit(("Ni Luh Sari",))}, False),
        ({"confirmed": False}, False),
        ({"renditions": ()}, False),
        ({"sensitive": True}, False),
        ({"caption": "", "sensitive": True}, False),  # the firm line is the one that is said
    ],
)
def test_words_may_be_wanting_for_a_reason_and_credit_rights_files_and_consent_never(
    change: dict[str, object], may: bool
) -> None:
    checks = readiness(replace(ready(), photos={"p": photo(**change)}, sign_offs=()))
    assert may_be_overridden(checks) is may
    assert (refusal(checks, "Siaga banjir") is None) is may
    assert refusal(checks, " ") is not None
    if "sensitive" in change:
        assert "persetujuan" in refusal(checks, "Siaga banjir").why


def test_a_story_that_was_taken_down_comes_back_for_a_reason_only() -> None:
    assert not may_be_overridden(readiness(ready()))  # nothing to go past
    checks = readiness(replace(ready(), taken_down=True))
    assert [check.rule for check in blocking(checks)] == ["taken_down"]
    assert refusal(checks) is not None
    assert refusal(checks, "Putusan dibatalkan") is None
    assert before_signing(checks) == ()


def test_what_no_site_can_hold_stops_the_story_whatever_the_reason() -> None:
    checks = readiness(replace(ready(), unfit=(("Judul lebih dari 1.000 tanda.", ""),)))
    (stop,) = blocking(checks)
    assert (stop.rule, stop.why) == ("unfit", "Judul lebih dari 1.000 tanda.")
    assert refusal(checks, "Siaga banjir") == stop
    assert before_signing(checks) == (stop,)


def test_only_a_main_picture_is_cut_so_only_its_crops_are_looked_at() -> None:
    whole = photo(id="q", focus=None)
    evidence = replace(ready(), photos={"p": photo(), "q": whole}, figures=(PhotoUse("q"),))
    assert "photos" not in [check.rule for check in blocking(readiness(evidence))]


def test_rights_hold_through_their_last_day() -> None:
    last_day = photo(credit=Credit(("Ni Luh Sari",), licence=Licence.OWN, expires=date(2026, 1, 1)))
    assert "photos" not in [
        check.rule for check in blocking(readiness(replace(ready(), photos={"p": last_day})))
    ]


def test_dead_links_marks_and_conflicts_stop_the_story() -> None:
    evidence = replace(ready(), related=("x",), open_marks=(Mark("m", "a", "b1", "kata"),), conflicts=1)
    assert [check.rule for check in blocking(readiness(evidence))] == ["related", "marks", "conflicts"]


# What a reader does not see and a proofreader does not sign.
NOT_SIGNED = {"stage", "slug", "extra"}
OTHER = {
    "id": "z",
    "body": (BlockText("b1", "Lain."),),
    "authors": ("Budi",),
    "tags": ("baru",),
    "hero": PhotoUse("p", caption="Lain"),
    "related": ("x",),
    "publish_at": NOW,
    "embargo_until": NOW,
    "deleted": True,
}


@pytest.mark.parametrize("field", [item.name for item in fields(Article) if item.name not in NOT_SIGNED])
def test_any_change_of_the_record_voids_the_sign_off(field: str) -> None:
    article = ready().article
    changed = replace(article, **{field: OTHER.get(field, "lain")})
    assert record_hash(changed, [photo()]) != record_hash(article, [photo()])


def test_moving_a_signed_story_on_keeps_the_sign_off() -> None:
    article = ready().article
    assert record_hash(replace(article, stage=Stage.READY), [photo()]) == record_hash(article, [photo()])


def test_a_changed_credit_voids_the_sign_off() -> None:
    article = ready().article
    assert record_hash(article, [photo(credit=Credit(("Budi",)))]) != record_hash(article, [photo()])


def test_changes_join() -> None:
    joined = article_changed("a") | Changes(photos=frozenset({"p"}), site=True)
    assert joined.articles == {"a"}
    assert joined.photos == {"p"}
    assert joined.outbox
    assert joined.site
    assert not NOTHING
    assert joined
