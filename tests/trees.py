"""Generators shared by tests: stories with the text that breaks editors, parsers and merges."""

from dataclasses import replace

from hypothesis import Phase, settings
from hypothesis import strategies as st

from desktop_app.domain.article import Article, Stage
from desktop_app.domain.document import (
    Block,
    BlockText,
    Embed,
    Figure,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    RelatedArticle,
    Rule,
    Run,
    Subhead,
    Table,
)
from desktop_app.domain.ids import ArticleId, BlockId

law = settings(max_examples=300, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])

SIGNS = list("abcXYZ012 .,-*_[]()<>&!\\`#+|:\"'~=/@{}^$%?;")
AWKWARD = [
    "\u00a0",  # no-break space: white space for marks, yet must stay
    "\u202f",
    "\u3000",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200e",
    "\u2060",
    "\u0301",  # a combining accent, often parted from its letter by a style
    "\u0338",
    "\u20dd",
    "\u0344",
    "e\u0301",  # NFD
    "é",
    "\u1100",
    "\u1161",  # parts of one Korean syllable
    "ع",
    "\u202e",
    "\u2066",
    "\u061c",
    "😀",
    "👨\u200d👩\u200d👧",
    "🏳\ufe0f\u200d🌈",
    "\U0001f3fd",
    "\u2028",
    "\u2029",
    "\u0085",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\x00",
    "\x02",
    "\x03",
    "\x0b",
    "\x0c",
    "\x1c",
    "\u00ad",
    "\ufeff",
    "\ufffc",
    "\ufffd",
    "\uffff",
    "–",
    "“",
    "”",
    "…",
]
FRAGMENTS = [
    "Baca juga: ",
    "Baca juga: [x](artikel:1)",
    "https://youtu.be/abcdefghijk",
    "https://www.youtube.com/watch?v=a_b-c_d*e",
    "[x](http://a.b)",
    "[x](javascript:alert(1))",
    "](artikel:1)",
    "](foto:1)",
    "**",
    "__",
    "***",
    "&amp;",
    "&#35;",
    "<b>",
    "<script>alert(1)</script>",
    "1. ",
    "1) ",
    "2018. ",
    "- ",
    "+ ",
    "--",
    "> ",
    "## ",
    "#",
    "---",
    "- - -",
    "| a |",
    "\n| --- |",
    "![a](foto:1)",
    "```",
    "    ",
    "[!kutipan]",
    "[!kutipan] Ani",
    "kata ",
    "Gubernur ",
    "snake_case ",
    "5 * 3 ",
    "\\",
    "\\\n",
    "  \n",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n    - ",
    "\n---",
    "\n===",
    "](",
    "~~",
    "===",
    "[^1]",
    "[a]: http://x.y",
    "http://a.b/c_(d)",
    "\\*",
    "!",
]

hostile_text = st.lists(
    st.one_of(
        st.sampled_from(SIGNS), st.sampled_from(AWKWARD), st.sampled_from(FRAGMENTS), st.text(max_size=3)
    ),
    max_size=8,
).map("".join)

addresses = st.sampled_from(
    [
        None,
        None,
        None,
        "https://contoh.id/a",
        "HTTP://a.b/c_(d)_e*f",
        "mailto:a@b.co",
        "https://x.y/?a=1&b=2#q",
        "https://x.y/%28a|b",
        'https://x.y/"><script>',
        "https://youtu.be/abcdefghijk",
        "javascript:alert(1)",
        "https://a b",
        "/lokal",
        "",
    ]
)
references = st.sampled_from(["1", "abc-12", "2024.a_b", "0198c0de-0000-7000-8000-00000000abcd", "x y", ""])
urls = st.sampled_from(
    [
        "https://youtu.be/abcdefghijk",
        "http://www.youtube.com/watch?v=a_b-c_d&t=3s",
        "https://x.com/a_b/status/12345",
        "https://www.instagram.com/p/Cabc_-12/",
        "https://www.tiktok.com/@a.b/video/1234567890",
        "https://www.facebook.com/kota/posts/12345",
        "https://www.google.com/maps/place/Kota/@-6.2,106.8,15z",
        "https://lain.id/x",
        "bukan alamat",
    ]
)

runs = st.lists(st.builds(Run, hostile_text, st.booleans(), st.booleans(), addresses), max_size=5).map(tuple)
_deep_items = st.lists(st.builds(ListItem, runs), max_size=2).map(tuple)
_children = st.lists(st.builds(ListItem, runs, st.just(()) | _deep_items), max_size=3).map(tuple)
_items = st.lists(st.builds(ListItem, runs, st.just(()) | _children, st.booleans()), max_size=4).map(tuple)
_rows = st.lists(runs, max_size=3).map(tuple)

contents = st.one_of(
    st.builds(Paragraph, runs),
    st.builds(Subhead, st.integers(1, 5), runs),
    st.builds(Quote, st.lists(runs, max_size=3).map(tuple)),
    st.builds(PullQuote, runs, hostile_text),
    st.builds(RelatedArticle, references, hostile_text),
    st.builds(Figure, references, runs),
    st.builds(Embed, urls),
    st.just(Rule()),
    st.builds(ListBlock, st.booleans(), _items),
    st.builds(Table, _rows, st.lists(_rows, max_size=3).map(tuple)),
)
"""One block of any kind, not in normal form."""

_ids = st.sampled_from(["a", "b", "c", "d4f", ""]) | st.text("0123456789abcdef", min_size=12, max_size=12)

documents = st.lists(st.builds(Block, _ids, contents), max_size=5).map(tuple)
"""Whole documents, not in normal form; ids may be doubled or empty."""

_WORDS = """gubernur warga taman banjir jalan anak pasar sungai lampu rapat dinas kota pagi malam baru lama membuka
menutup meninjau memperbaiki menyebut tidak bukan belum akan sudah tiga lima Rp1.000"""
sentences = st.lists(st.sampled_from(_WORDS.split()), min_size=4, max_size=9).map(
    lambda words: " ".join(words).capitalize() + "."
)
block_texts = st.lists(sentences, min_size=1, max_size=3).map(" ".join)


def _edited_body(draw, body, side, places):
    """A body after some edits at *places*: rewriting, deleting, inserting before, moving to the end."""
    blocks = list(body)
    for place in places:
        block = body[place]
        where = blocks.index(block)
        kind = draw(st.sampled_from(["rewrite", "rewrite", "delete", "insert", "move"]))
        if kind == "rewrite":
            blocks[where] = BlockText(block.id, draw(block_texts))
        elif kind == "delete":
            del blocks[where]
        elif kind == "insert":
            blocks.insert(where + 1, BlockText(BlockId(f"{side}{place}"), draw(block_texts)))
        else:
            blocks.append(blocks.pop(where))
    return tuple(blocks)


@st.composite
def articles_with_two_edits(draw, disjoint=False):
    """(base, mine, theirs). With *disjoint*, sides rewrite different blocks and fields; insertions lie apart."""
    texts = draw(st.lists(block_texts, min_size=1, max_size=8, unique=True))
    body = tuple(BlockText(BlockId(f"b{index}"), text) for index, text in enumerate(texts))
    base = Article(
        ArticleId("1"), headline=draw(sentences), lead=draw(sentences), tags=("a", "b", "c"), body=body
    )
    places = st.lists(st.integers(0, len(body) - 1), max_size=4, unique=True)
    if disjoint:
        return base, _rewritten(draw, base, 0), _rewritten(draw, base, 1)
    sides = []
    for side in ("m", "t"):
        fields = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "headline": sentences | st.just(""),
                    "lead": sentences,
                    "tags": st.permutations("abcde").map(lambda tags: tuple(tags[:3])),
                    "stage": st.sampled_from(Stage),
                },
            )
        )
        sides.append(replace(base, body=_edited_body(draw, body, side, draw(places)), **fields))
    return base, *sides


def _rewritten(draw, base, parity):
    """*base* with every second block of one parity rewritten or deleted, and one field of one's own."""
    blocks = []
    for index, block in enumerate(base.body):
        change = (
            draw(st.sampled_from(["keep", "rewrite", "delete", "follow"])) if index % 2 == parity else "keep"
        )
        mark = f"{parity}{index}"
        if change == "rewrite":
            blocks.append(BlockText(block.id, f"Kalimat {mark} ditulis ulang seluruhnya {draw(sentences)}"))
        elif change != "delete":
            blocks.append(block)
        if change == "follow":
            blocks.append(BlockText(BlockId(f"n{mark}"), f"Kalimat {mark} yang baru saja masuk."))
    field = ("headline", "lead")[parity]
    return replace(base, body=tuple(blocks), **{field: draw(sentences)})
