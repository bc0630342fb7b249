"""The house rules: every example of every rule, and what its fix makes of the text."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from desktop_app.domain.flag import Context, FlagKind, Passage, Place, Silence
from desktop_app.language import style

LISTS = Path(__file__).resolve().parents[2] / "resources" / "language"
RULES = style.load(LISTS / "id" / "style.toml").rules
WRONG = [(rule.id, text) for rule in RULES for text in rule.wrong]
RIGHT = [(rule.id, text) for rule in RULES for text in rule.right]


def test_there_are_twenty_five_and_each_is_whole():
    assert len(RULES) == 25
    assert len({rule.id for rule in RULES}) == 25
    for rule in RULES:
        assert rule.wrong, rule.id
        assert rule.right, rule.id
        assert rule.source, rule.id
        assert "EYD" in rule.source or "KBBI" in rule.source or "redaksi" in rule.source


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_is_wrong_is_flagged(flags, rule, text):
    assert rule in [flag.rule for flag in flags(text)]


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_what_is_right_is_not(flags, rule, text):
    assert rule not in [flag.rule for flag in flags(text)]


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_a_sure_fix_settles_its_rule(flags, rule, text):
    """Taking the fix leaves a text the same rule has nothing against."""
    for _ in range(4):
        mine = [flag for flag in flags(text) if flag.rule == rule]
        if not mine or not mine[0].fixes:
            break
        text = text[: mine[0].start] + mine[0].fixes[0] + text[mine[0].end :]
    assert [flag.text for flag in flags(text) if flag.rule == rule and flag.sure] == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Ia tinggal dirumah.", "Ia tinggal di rumah."),
        ("Resiko itu besar.", "Risiko itu besar."),
        ("Ia mengijinkan warga.", "Ia mengizinkan warga."),
        ("Perijinannya daring.", "Perizinannya daring."),
        ("RESIKO BESAR", "RISIKO BESAR"),
        ("Walikota hadir.", "Wali kota hadir."),
        ("Meski pun hujan.", "Meskipun hujan."),
        ("Ia di tangkap.", "Ia ditangkap."),
        ("Harga Rp 5.000.", "Harga Rp5.000."),
        ("Harga Rp. 5.000.", "Harga Rp5.000."),
        ("Denda Rp5 juta rupiah.", "Denda Rp5 juta."),
        ("Sebanyak 12500 orang.", "Sebanyak 12.500 orang."),
        ("Naik 3.5 persen.", "Naik 3,5 persen."),
        ("Pukul 10:30 WIB.", "Pukul 10.30 WIB."),
        ("Tiba jam 10 pagi.", "Tiba pukul 10.00 pagi."),
        ('"Kami siap", kata Ani.', '"Kami siap," kata Ani.'),
        ('"Kami siap" ujar Ani.', '"Kami siap," ujar Ani.'),
        ("Ia datang , lalu pergi.", "Ia datang, lalu pergi."),
        ("Abad ke XX.", "Abad ke-20."),
        ("Tahun 90an.", "Tahun 1990-an."),
        ("Brigjen Pol Ahmad hadir.", "Brigjen (Pol) Ahmad hadir."),
        ("Hal itu mempengaruhi harga.", "Hal itu memengaruhi harga."),
    ],
)
def test_fixes(flags, text, mended):
    (flag,) = [each for each in flags(text) if each.kind is FlagKind.STYLE]
    assert text[: flag.start] + flag.fixes[0] + text[flag.end :] == mended


@pytest.mark.parametrize(
    ("day", "text", "right"),
    [
        (date(2018, 12, 20), "Jakarta, Rabu (20/12).", "Kamis (20/12)"),
        (date(2018, 12, 20), "Jakarta, Kamis (20/12).", None),
        # In January "(30/12)" is last year's.
        (date(2026, 1, 2), "Jakarta, Selasa (30/12).", None),
        (date(2026, 1, 2), "Jakarta, Rabu (30/12).", "Selasa (30/12)"),
    ],
)
def test_a_weekday_is_held_to_the_storys_own_year(flags, day, text, right):
    found = [flag for flag in flags(text, context=Context(day=day)) if flag.rule == "hari-tanggal"]
    assert [flag.fixes[0] for flag in found] == ([right] if right else [])


def test_a_silenced_rule_says_nothing_in_that_story_and_speaks_in_others(checker):
    passage = Passage("Resiko banjir dan praktek dokter dirumah.")
    silenced = Context(silences=(Silence("kata-baku", "Sari"),))
    assert {flag.rule for flag in checker.check(passage, silenced)} == {"di-ke-tempat"}
    assert {flag.rule for flag in checker.check(passage, Context())} == {"di-ke-tempat", "kata-baku"}


def test_style_outranks_spelling_and_flags_never_overlap(flags):
    found = flags("Aktifitas itu di tangkap, jadual kacauu dan perijinan 5%.")
    assert [flag.kind for flag in found if flag.text.lower() in ("aktifitas", "jadual")] == [
        FlagKind.STYLE
    ] * 2
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_tables_and_headlines_are_spared_what_is_for_running_text(flags):
    assert "persen" in [flag.rule for flag in flags("Naik 5%.")]
    assert "persen" not in [flag.rule for flag in flags("Naik 5%.", place=Place.TABLE)]
    assert "awal-angka" in [flag.rule for flag in flags("12 orang tewas.")]
    assert "awal-angka" not in [flag.rule for flag in flags("12 orang tewas", place=Place.HEADLINE)]


def test_addresses_are_not_read(flags):
    assert flags("Daftar di https://contoh.id/praktek?jadual=1 atau praktek@contoh.id.") == ()


def test_style_is_checked_without_a_dictionary(bare):
    found = bare.check(Passage("Resiko itu besarr."), Context())
    assert [flag.rule for flag in found] == ["kata-baku"]
    assert "hunspell-id" in bare.notice("id")


def test_a_broken_rule_is_named(tmp_path):
    file = tmp_path / "style.toml"
    lines = ["[[rule]]", 'id = "rusak"', "sure = true", "wrong = []", "right = []", 'pattern = "("']
    file.write_text("\n".join([*lines, 'name = "x"', 'message = "x"', 'source = "x"']))
    with pytest.raises(ValueError, match="rusak"):
        style.load(file)
