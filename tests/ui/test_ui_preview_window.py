"""The preview beside the window: pointing at its parts leads to where they are written."""

import pytest

from desktop_app.desk import picturing, writing
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.ids import PhotoId, new_id
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.storage import records

pytestmark = pytest.mark.qt


@pytest.fixture
def photos(desk):
    """Two photos nobody has the files of."""
    made = [
        Photo(
            PhotoId(new_id()),
            f"{number:064x}",
            1600,
            900,
            credit=Credit((name,), licence=Licence.OWN),
        )
        for number, name in enumerate(("Adi", "Bima"), 1)
    ]
    with desk.store.writing() as tx:
        for photo in made:
            records.save(tx, "photo", photo.id, to_plain(photo), by="A", at=desk.clock(), reason="intake")
    return made


@pytest.fixture
def story(session, qtbot, desk, photos):
    article_id, changes = writing.begin(desk, short_title="Air", tags=("air",))
    changes |= picturing.use_as_hero(desk, article_id, photos[0].id)
    block = picturing.use_in_body(desk, article_id, photos[1].id)
    session.newsroom.errands.ring(changes, "test")
    with qtbot.waitSignal(session.newsroom.article_opened):
        session.newsroom.open_article(article_id)
    return block


def test_a_credit_on_the_page_leads_to_the_credit_of_that_photo(session, qtbot, story, photos):
    window = session.window
    panel = window.photos
    window.preview.landed.emit(f"credit:b-{story}")
    qtbot.waitUntil(panel.isVisible)
    assert panel.current == photos[1].id
    assert panel.form.creators.text() == "Bima"
    window.preview.landed.emit("credit:hero")
    assert panel.current == photos[0].id
    qtbot.waitUntil(panel.form.creators.hasFocus)


def test_the_page_goes_along_with_headline_and_lead_too(session, qtbot, story, monkeypatch):
    told = []
    monkeypatch.setattr(session.window.preview, "accompany", told.append)
    session.window.activateWindow()
    for name in ("lead", "headline"):
        session.window.editor.heading.text_field(name).setFocus()
        qtbot.waitUntil(lambda name=name: told[-1:] == [name])


def test_byline_tags_and_section_lead_to_their_fields(session, qtbot, story):
    heading = session.window.editor.heading
    session.window.activateWindow()
    for place, field in (("authors", heading.authors), ("tags", heading.tags), ("section", heading.section)):
        session.window.preview.landed.emit(place)
        qtbot.waitUntil(field.hasFocus)


def test_a_window_in_another_language_knows_the_site_before_it_shows_a_photo(session, qtbot, photos):
    with qtbot.waitSignal(session.newsroom.line.known):
        session.newsroom.line.start()
    session.speak("en")
    session.window.photos.form.show_photo(photos[0])
    assert session.window.photos.form.line.text() == f"photo Adi - {SiteSettings().name}"


def test_the_section_has_room_for_its_name(session, qtbot, story):
    window = session.window
    window.resize(1280, 800)
    box = window.editor.heading.section
    widest = max(box.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count()))
    qtbot.waitUntil(lambda: box.width() >= widest)
