"""Generators shared by tests: stories with the text that breaks editors, parsers and merges."""

import os
from dataclasses import replace
from random import Random

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

# 300 each time; many more by hand before a release: MEJA_LAW_EXAMPLES=12000 python -m pytest --timeout=0 -k laws
EXAMPLES = int(os.environ.get("MEJA_LAW_EXAMPLES", "300"))
law = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
)

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

ADDRESSES = [
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
REFERENCES = ["1", "abc-12", "2024.a_b", "0198c0de-0000-7000-8000-00000000abcd", "x y", ""]
URLS = [
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


class Dice:
    """Builds stories from one number: drawing each letter by Hypothesis took nine tenths of every law's time."""

    def __init__(self, seed):
        self.random = Random(seed)

    def some(self, make, most):
        return tuple(make() for _ in range(self.random.randint(0, most)))

    def flip(self):
        return self.random.random() < 0.5

    def text(self):
        return "".join(self.some(self._piece, 8))

    def _piece(self):
        match self.random.randrange(4):
            case 0:
                return self.random.choice(SIGNS)
            case 1:
                return self.random.choice(AWKWARD)
            case 2:
                return self.random.choice(FRAGMENTS)
            case _:
                return "".join(self.some(self._sign, 3))

    def _sign(self):
        """Any sign Unicode has, the first planes more often; never half of a pair."""
        top = self.random.choice((0x7F, 0x2FF, 0xFFFF, 0x10FFFF))
        code = self.random.randint(0, top)
        return chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd"

    def run(self):
        return Run(self.text(), self.flip(), self.flip(), self.random.choice(ADDRESSES))

    def runs(self):
        return self.some(self.run, 5)

    def item(self, depth=0):
        children = self.some(lambda: self.item(depth + 1), 3 - depth) if depth < 2 else ()
        return ListItem(self.runs(), children, self.flip())

    def content(self):
        choose = self.random.choice
        return choose(
            (
                lambda: Paragraph(self.runs()),
                lambda: Subhead(self.random.randint(1, 5), self.runs()),
                lambda: Quote(self.some(self.runs, 3)),
                lambda: PullQuote(self.runs(), self.text()),
                lambda: RelatedArticle(choose(REFERENCES), self.text()),
                lambda: Figure(choose(REFERENCES), self.runs()),
                lambda: Embed(choose(URLS)),
                Rule,
                lambda: ListBlock(self.flip(), self.some(self.item, 4)),
                lambda: Table(self.some(self.runs, 3), self.some(lambda: self.some(self.runs, 3), 3)),
            )
        )()

    def block(self):
        name = self.random.choice(("a", "b", "c", "d4f", "", f"{self.random.getrandbits(48):012x}"))
        return Block(name, self.content())

    def document(self):
        return self.some(self.block, 5)


def _built(make):
    return st.integers(0, 2**62 - 1).map(lambda seed: make(Dice(seed)))


hostile_text = _built(Dice.text)
runs = _built(Dice.runs)
contents = _built(Dice.content)
"""One block of any kind, not in normal form."""
documents = _built(Dice.document)
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
