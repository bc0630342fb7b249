"""Whether a live story says more here than the public reads, for the list.

Filled from the stories that are here: held against the published version, or, where this desk never held that one,
against its name. What changed in a photo since is seen when the photo or its story is next saved.
"""

from alembic import op

revision = "1007"
down_revision = "1006"

_READ = "json_remove({}.doc, '$.stage', '$.slug')"

_STATEMENTS = (
    "ALTER TABLE page_row ADD COLUMN changed BOOLEAN NOT NULL DEFAULT 0",
    f"""UPDATE page_row SET changed = 1 WHERE publication = 'live' AND EXISTS (
        SELECT 1 FROM record AS a
        JOIN revision AS here ON here.rev = a.head
        JOIN record AS b ON b.kind = 'page' AND b.id = a.id
        JOIN revision AS told ON told.rev = b.head
        LEFT JOIN revision AS public ON public.rev = json_extract(told.doc, '$.revision')
        WHERE a.kind = 'article' AND a.id = page_row.article_id
        AND {_READ.format("here")} IS NOT {_READ.format("public")}
    )""",  # noqa: S608
)


def upgrade() -> None:
    """Add the column and read what it holds from the stories."""
    for statement in _STATEMENTS:
        op.execute(statement)
