"""Words that change what a sentence claims: numbers, negations, and names behind a title.

When two people both changed such words in one paragraph, no rule may join their versions: "tidak bersalah" and
"terbukti bersalah" make a libel of two true sentences.
"""

import re
from collections import Counter

_NEGATION_WORDS = "tidak tak bukan belum tanpa jangan batal gagal nihil tiada kecuali"
_NUMBER_WORDS = """
    nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus ratus seribu ribu
    sejuta juta miliar triliun setengah separuh persen pertama kedua ketiga keempat kelima seorang
"""
_TITLE_WORDS = """
    gubernur wagub bupati wali walikota wakil camat lurah presiden menteri menko ketua kepala kadis kasi kabid
    direktur dirut sekretaris sekda bendahara komisaris jenderal kapolda kapolres kapolsek pangdam danrem dandim
    jaksa hakim terdakwa tersangka terpidana saksi korban pelapor pengacara advokat juru jubir bicara profesor
    prof dokter dr drg drs dra ir haji hajah h hj kh kiai ustaz ustazah pendeta pastor bapak pak ibu bu tuan
    nyonya saudara akp akbp kombes brigjen irjen komjen iptu ipda aiptu aipda letkol letjen mayjen kolonel mayor
    kapten
"""
_NEGATIONS, _NUMBERS, _TITLES = (
    frozenset(words.split()) for words in (_NEGATION_WORDS, _NUMBER_WORDS, _TITLE_WORDS)
)
_TOKEN = re.compile(r"\d[\d.,:/-]*|[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def weights(text: str) -> Counter[str]:
    """The weighty words of *text*, each kind marked: ``#14``, ``!tidak``, ``@Pramono``, and the title before a name."""
    found: Counter[str] = Counter()
    title = ""
    for word in _TOKEN.findall(text):
        low = word.lower()
        if word[0].isdigit():
            found[f"#{word.rstrip('.,:/-')}"] += 1
            title = ""
        elif low in _NEGATIONS:
            found[f"!{low}"] += 1
        elif low in _NUMBERS:
            found[f"#{low}"] += 1
        if title and word[0].isupper() and low not in _TITLES:
            found.update((f"@{title}", f"@{word}"))
        elif low in _TITLES:
            title = low
        elif not word[0].isupper():
            title = ""
    return found


def both_changed(base: str, mine: str, theirs: str) -> bool:
    """Whether each side changed weighty words of *base*."""
    before = weights(base)
    return weights(mine) != before and weights(theirs) != before
