"""A desk of the first schema keeps its credits when the tables for them come."""

import json
import shutil

from sqlalchemy import text

from desktop_app.database import migrate, open_engine, writing
from desktop_app.domain.light_table import FrameFilter
from desktop_app.storage import directory, light_table
from desktop_app.storage.store import APPLICATION_ID, FILE_NAME, SCRIPTS, Store

PHOTO = {
    "id": "p1",
    "sha256": "a" * 64,
    "width": 3,
    "height": 2,
    "file_name": "IMG_1.jpg",
    "caption": "Taman",
    "taken_at": "2026-11-24T18:00:00Z",
    "credit": {
        "creators": ["Ni Luh Sari", "Edi"],
        "form": "staff",
        "licence": "own",
        "expires": "2027-01-31",
    },
    "confirmed": True,
    "focus": [0.25, 0.5],
}


def _first_schema(folder, scratch):
    shutil.copytree(SCRIPTS, scratch)
    for script in (scratch / "versions").glob("*.py"):
        if not script.name.startswith("1000_"):
            script.unlink()
    folder.mkdir()
    engine = open_engine(folder / FILE_NAME)
    migrate(engine, scratch, application_id=APPLICATION_ID)
    with writing(engine) as connection:
        for statement in (
            "INSERT INTO record VALUES (1,'photo','p1','r1',NULL,0,'',0,'',0,'',NULL)",
            "INSERT INTO photo_row VALUES ('p1',:sha,1,'taman',1,0)",
            "INSERT INTO article_row VALUES (1,'a1','Taman','','[]','','draft','p1',0,0)",
            "INSERT INTO article_photo VALUES ('a1','p1')",
        ):
            connection.execute(text(statement), {"sha": "a" * 64} if ":sha" in statement else {})
        connection.execute(
            text(
                "INSERT INTO revision VALUES (1,'r1','photo','p1','[]','A','','intake',0,0,:doc,0,1,0,NULL)"
            ),
            {"doc": json.dumps(PHOTO)},
        )
    engine.dispose()


def test_credits_of_the_first_schema_are_carried_over(tmp_path):
    _first_schema(tmp_path / "data", tmp_path / "scripts")
    store = Store.open(tmp_path / "data")
    try:
        with store.reading() as tx:
            (frame,) = light_table.frames(tx, FrameFilter(photographer="Edi"))
            assert frame.credit.creators == ("Ni Luh Sari", "Edi")
            assert (frame.file_name, frame.caption, frame.used) == ("IMG_1.jpg", "Taman", 1)
            assert (frame.focus, frame.looked) == ((0.25, 0.5), True)
            assert str(frame.day) == "2026-11-25"  # one in the morning in Jakarta
            assert str(frame.expires) == "2027-01-31"
            assert directory.strangers(tx) == ("Edi", "Ni Luh Sari")
            assert light_table.used_in(tx, "p1")[0].slot == "hero"
    finally:
        store.close()
