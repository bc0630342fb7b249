"""The numbers the checker is held to, over sentences and forms written after its rules were frozen."""

import random
import re
from pathlib import Path

from desktop_app.domain.flag import Context, Passage

EVALUATION = Path(__file__).parent / "evaluation"
_WORD = re.compile(r"[^\W_]+(?:[-.,'][^\W_]+)*")
_LETTERS = "aiueonkmtrslgdpbhy"


def lines(name):
    text = (EVALUATION / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_unseen_news_is_left_in_peace(checker):
    sentences = lines("sentences.txt")
    words = sum(len(_WORD.findall(sentence)) for sentence in sentences)
    false = [flag.text for sentence in sentences for flag in checker.check(Passage(sentence), Context())]
    assert len(sentences) == 40
    assert len(false) / words <= 0.015, false


def test_non_standard_forms_are_caught(checker):
    forms = " ".join(lines("nonstandard.txt")).split()
    caught = [form for form in forms if checker.check(Passage(f"Warga tahu {form} itu penting"), Context())]
    assert len(forms) == 40
    assert len(caught) / len(forms) >= 0.9, sorted(set(forms) - set(caught))


def test_slips_of_the_finger_are_caught(shelf, checker):
    chance = random.Random(20181220)
    roots = sorted(root for root in shelf.dictionary("id").roots if len(root) > 4)
    planted = [slip for _ in range(1500) if (slip := _slip(chance, chance.choice(roots)))]
    caught = sum(bool(checker.check(Passage(f"dan {slip} itu"), Context())) for slip in planted)
    assert caught / len(planted) >= 0.93


def test_every_variant_pair_shares_a_stem(shelf):
    stemmer = shelf.stemmer()
    pairs = [line.split() for line in lines("variants.txt")]
    apart = [pair for pair in pairs if set(stemmer.stems(pair[0])).isdisjoint(stemmer.stems(pair[1]))]
    assert len(pairs) == 50
    assert apart == []


def test_unlike_words_share_none(shelf):
    stemmer = shelf.stemmer()
    apart = "ras beras, rang perang, bul bulan, tang tangan, semi seminar, ibu seribu, alam dalam, kas kasus"
    for pair in apart.split(", "):
        one, two = pair.split()
        assert set(stemmer.stems(one)).isdisjoint(stemmer.stems(two)), pair


def _slip(chance, word):
    """*word* with one slip behind its first letter; empty when the slip changed nothing."""
    at = chance.randrange(1, len(word))
    kind = chance.choice("dits")
    if kind == "d":
        made = word[:at] + word[at + 1 :]
    elif kind == "i":
        made = word[:at] + chance.choice(_LETTERS) + word[at:]
    elif kind == "t" and at < len(word) - 1:
        made = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    else:
        made = word[:at] + chance.choice(_LETTERS) + word[at + 1 :]
    return made if made != word else ""
