"""Full-text search: what is indexed, and how a person's words become a query that never fails."""

import re
import unicodedata

HIT_START, HIT_END = chr(2), chr(3)
_MOST_TERMS = 24
_LONGEST_TERM = 64

# Canonical Markdown with its signs taken away, in one pass so that an escaped sign stays a sign.
_SIGNS = re.compile(
    r"\\(.)|(\*\*|_)|(!?\[)|\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|^(?:>\s?|#{2,3} |- |\d+\. )+", re.M | re.S
)
# A phrase in quotation marks (also one not closed yet), or a run without them.
_PARTS = re.compile(r'["“”]([^"“”]*)(["“”])?|([^"“”]+)')
_WORDS = re.compile(r"[^\W_]+")


def readable(markdown: str) -> str:
    """The words of one stored block without its signs and link addresses. Only for the index: it need not be exact."""
    return _SIGNS.sub(lambda match: match[1] or "", markdown)


def match_query(typed: str) -> str:
    """An FTS5 query for what a person typed; empty when it holds no word.

    Every word must occur. The last one may still be unfinished, so it also finds what begins like it. Words in
    quotation marks must stand together. No sign in *typed* has a meaning to FTS5: each word goes in quoted.
    """
    typed = unicodedata.normalize("NFC", typed)
    terms: list[str] = []
    for part in _PARTS.finditer(typed):
        if part[3] is None:
            words = _words(part[1])
            if words:
                terms.append(f'"{" ".join(words)}"')
        else:
            terms += [f'"{word}"' for word in _words(part[3])]
    terms = terms[:_MOST_TERMS]
    if terms and _unfinished(typed):
        terms[-1] += "*"
    return " ".join(terms)


def _words(text: str) -> list[str]:
    return [word[:_LONGEST_TERM] for word in _WORDS.findall(text)]


def _unfinished(typed: str) -> bool:
    """Whether the person may still be typing the last word: it is followed by nothing."""
    return bool(_WORDS.fullmatch(typed[-1:]))
