"""Values to plain data and back."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop_app.domain.article import Article, PhotoUse, Stage
from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.document import BlockText
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import from_plain, to_plain

law = settings(max_examples=300, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
text = st.text(max_size=30)
moment = st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC))
point = st.tuples(st.floats(0, 1), st.floats(0, 1))

articles = st.builds(
    Article,
    id=text,
    short_title=text,
    lead=text,
    body=st.lists(st.builds(BlockText, id=text, text=text), max_size=4).map(tuple),
    tags=st.lists(text, max_size=3).map(tuple),
    stage=st.sampled_from(Stage),
    hero=st.none() | st.builds(PhotoUse, photo_id=text, caption=text, alt=text),
    publish_at=st.none() | moment,
)
photos = st.builds(
    Photo,
    id=text,
    sha256=text,
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    credit=st.builds(
        Credit,
        creators=st.lists(text, max_size=4).map(tuple),
        source=text,
        form=st.sampled_from(CreditForm),
        licence=st.sampled_from(Licence),
        expires=st.none() | st.dates(),
    ),
    focus=st.none() | point,
    taken_at=st.none() | moment,
    renditions=st.lists(
        st.builds(
            Rendition, name=text, format=text, width=st.integers(1), height=st.integers(1), sha256=text
        ),
        max_size=2,
    ).map(tuple),
)

drawn = st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | text


@dataclass(frozen=True)
class _Odd:
    """A field of each kind that JSON or Python takes for another: true is 1, 1 is 1.0."""

    count: int = 0
    part: float = 0.0
    sure: bool = False
    word: str | None = None
    counts: tuple[int, ...] = ()
    parts: tuple[float, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)


@law
@given(articles)
def test_an_article_survives_json(article: Article) -> None:
    assert from_plain(Article, json.loads(json.dumps(to_plain(article)))) == article


@law
@given(photos)
def test_a_photo_survives_json(photo: Photo) -> None:
    assert from_plain(Photo, json.loads(json.dumps(to_plain(photo)))) == photo


def test_what_a_newer_desk_wrote_is_written_back_untouched() -> None:
    plain = {**to_plain(Article(id="a")), "embargo_note": {"by": "Rina"}}
    again = to_plain(replace(from_plain(Article, plain), headline="Judul"))
    assert again["embargo_note"] == {"by": "Rina"}
    assert again["headline"] == "Judul"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("headline", 3),
        ("tags", "bukan daftar"),
        ("stage", "terbang"),
        ("publish_at", "kemarin"),
        ("deleted", "ya"),
        ("hero", {"caption": "tanpa foto"}),
        ("body", [{"id": "b"}]),
        ("lead", None),
    ],
)
def test_data_that_does_not_fit_is_named(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=key):
        from_plain(Article, {**to_plain(Article(id="a")), key: value})


@law
@given(drawn)
def test_no_kind_of_value_passes_for_another(value: object) -> None:
    kind = type(value)
    fits = {
        "count": kind is int,
        "part": kind in (int, float),
        "sure": kind is bool,
        "word": kind in (str, type(None)),
    }
    tried = [({name: value}, fit) for name, fit in fits.items()]
    tried += [({f"{name}s": [value]}, fits[name]) for name in ("count", "part")]
    for plain, fit in tried:
        if not fit:
            with pytest.raises(ValueError, match=next(iter(plain))):
                from_plain(_Odd, plain)
            continue
        read = from_plain(_Odd, plain)
        assert json.loads(json.dumps(to_plain(read))) == {**json.loads(json.dumps(to_plain(_Odd()))), **plain}
        assert {type(part) for part in (read.part, *read.parts)} == {float}


@law
@given(st.sets(st.sampled_from(["count", "part", "sure", "word"])), st.dictionaries(text, drawn, max_size=3))
def test_unknown_keys_are_kept_whichever_known_ones_are_missing(
    missing: set[str], others: dict[str, object]
) -> None:
    known = {name: item for name, item in to_plain(_Odd()).items() if name not in missing}
    unknown = {key: item for key, item in others.items() if not hasattr(_Odd, key) and key != "extra"}
    assert from_plain(_Odd, {**known, **unknown}) == _Odd(extra=unknown)
    assert from_plain(_Odd, {**known, **unknown, "extra": {"x": 1}}) == _Odd(extra=unknown)


def test_dates_are_written_plainly() -> None:
    photo = Photo(id="p", sha256="0", width=1, height=1, credit=Credit(expires=date(2027, 6, 22)))
    assert to_plain(photo)["credit"]["expires"] == "2027-06-22"


@pytest.mark.parametrize("part", [float("nan"), float("inf")])
def test_a_number_json_has_no_word_for_is_refused(part: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        to_plain(Photo(id="p", sha256="0", width=1, height=1, focus=(part, 0.5)))
