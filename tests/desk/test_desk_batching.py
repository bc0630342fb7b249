"""Many photos in one go: what changes is told first, done in one step, and taken back in one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop_app.desk import batching, directory, lists, picturing
from desktop_app.domain.batch import Batch, Field
from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.directory import Contributor
from desktop_app.domain.errors import Refusal
from desktop_app.domain.light_table import FrameFilter
from desktop_app.domain.lists import NAMES
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.storage import records

SARI = Credit(("Ni Luh Sari",), licence=Licence.OWN)


@pytest.fixture
def frames(desk):
    """Six photos; the first two are credited already."""
    ids = []
    with desk.store.writing() as tx:
        for number in range(6):
            photo = Photo(
                f"0198f3c2-0000-7000-8000-{number:012d}",
                f"{number:064x}",
                300,
                200,
                file_name=f"IMG_{number}.jpg",
                credit=(SARI, Credit(("Edi",)), *[Credit()] * 4)[number],
                confirmed=number < 2,
                taken_at=datetime(2026, 11, 24, 2, tzinfo=UTC) if number else None,
            )
            records.save(tx, "photo", photo.id, to_plain(photo), by="A", at=desk.clock(), reason="intake")
            ids.append(photo.id)
    return ids


def credits_of(desk, frames):
    return [picturing.photo(desk, each).credit.creators for each in frames]


def test_the_plan_counts_and_warns_before_anything_is_written(desk, frames):
    batch = Batch(frozenset({Field.CREDIT, Field.LICENCE}), SARI)
    found = batching.plan(desk, frames, batch)
    assert (len(found.changed), found.total) == (5, 6)
    assert found.recredited == (frames[1],)
    assert credits_of(desk, frames)[2] == ()


def test_one_step_there_and_one_step_back(desk, frames):
    before = [picturing.photo(desk, each) for each in frames]
    done = batching.apply(desk, frames, Batch(frozenset({Field.CREDIT}), SARI))
    assert credits_of(desk, frames) == [("Ni Luh Sari",)] * 6
    assert all(picturing.photo(desk, each).confirmed for each in frames)
    assert done.changes.photos == set(frames[1:])
    assert batching.undo(desk, done).photos == set(frames[1:])
    assert [picturing.photo(desk, each) for each in frames] == before


def test_taking_back_leaves_what_somebody_did_since(desk, frames):
    done = batching.apply(
        desk, frames, Batch(frozenset({Field.CREDIT, Field.EVENT}), SARI, event="Pelantikan")
    )
    picturing.credit(desk, frames[3], credit=Credit(("Ani",)), caption="baru", alt="")
    batching.undo(desk, done)
    later = picturing.photo(desk, frames[3])
    assert later.credit.creators == ("Ani",)
    assert later.caption == "baru"
    assert later.event == ""


def test_an_unticked_field_is_left_alone(desk, frames):
    with_source = replace(SARI, source="Kantor X", licence=Licence.AGENCY)
    batching.apply(desk, frames[:1], Batch(frozenset({Field.LICENCE}), with_source))
    assert picturing.photo(desk, frames[0]).credit == replace(SARI, licence=Licence.AGENCY)


def test_an_empty_ticked_field_clears_only_with_a_second_yes(desk, frames):
    batch = Batch(frozenset({Field.CAPTION, Field.EVENT}), caption="Taman", event="")
    assert batching.plan(desk, frames, batch).empty == (Field.EVENT,)
    with pytest.raises(Refusal, match="masih kosong"):
        batching.apply(desk, frames, batch)
    batching.apply(desk, frames, replace(batch, event="Pagi"))
    batching.apply(desk, frames, replace(batch, clear=True))
    assert picturing.photo(desk, frames[0]).event == ""


def test_a_half_filled_credit_is_refused(desk, frames):
    with pytest.raises(Refusal, match="kantor berita"):
        batching.plan(
            desk, frames, Batch(frozenset({Field.CREDIT}), Credit(("Edi",), form=CreditForm.AGENCY))
        )


def test_captions_from_a_template_with_codes(desk, frames):
    lists.keep_entry(desk, NAMES, "gub", "Gubernur DKI Jakarta Siti Rahma")
    directory.keep(desk, Contributor("", "Ni Luh Sari", codes=("nls",)))
    batch = Batch(
        frozenset({Field.CAPTION}), caption="\\gub di {kota}, {hari} ({tanggal}). =nls= {nomor} \\lupa {apa}"
    )
    found = batching.plan(desk, frames, batch)
    assert found.changed[1][1].caption == (
        "Gubernur DKI Jakarta Siti Rahma di Jakarta, Selasa (24/11/2026). Ni Luh Sari 2 \\lupa {apa}"
    )
    assert found.unknown == ("\\lupa", "{hari}", "{tanggal}", "{apa}")
    assert found.changed[0][1].caption.startswith("Gubernur DKI Jakarta Siti Rahma di Jakarta, {hari}")


def test_crops_are_agreed_to_together_and_taken_back_as_one(desk, frames):
    unlooked = FrameFilter(unlooked=True)
    assert len(batching.light_table(desk, unlooked).frames) == 6
    done = batching.agree_crops(desk, {frames[0]: (0.5, 0.4), frames[1]: (0.2, 0.9)})
    assert done.changes.photos == set(frames[:2])
    assert {frame.id for frame in batching.light_table(desk, unlooked).frames} == set(frames[2:])
    assert picturing.photo(desk, frames[1]).focus == (0.2, 0.9)
    assert not batching.agree_crops(desk, {frames[0]: (0.5, 0.4)}).pairs
    with pytest.raises(Refusal):
        batching.agree_crops(desk, {frames[2]: (0.5, 0.5), frames[3]: (0.5, 1.2)})
    assert picturing.photo(desk, frames[2]).focus is None
    batching.undo(desk, done)
    assert len(batching.light_table(desk, unlooked).frames) == 6


def test_stars_and_throwing_out(desk, frames):
    assert batching.rate(desk, frames[:2], 4).photos == set(frames[:2])
    assert not batching.rate(desk, frames[:2], 4)
    batching.rate(desk, frames[5:], -1)
    shown = batching.light_table(desk, FrameFilter()).frames
    assert frames[5] not in [frame.id for frame in shown]
    with pytest.raises(Refusal):
        batching.rate(desk, frames, 6)
