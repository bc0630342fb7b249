"""The same newsroom for every bench and every peer: stories of 1 to 40 KB, median 3.5 KB, and photos, from a seed."""

import random
from collections.abc import Iterator

from desktop_app.domain.article import Article
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import ArticleId, BlockId

_TEXT = (
    "warga wali kota kelurahan kecamatan dinas pasar halte busway kanal waduk pompa hujan genangan jembatan "
    "trotoar taman rusun sekolah guru murid puskesmas kader posyandu pangan beras cabai pedagang kaki lima "
    "retribusi anggaran rapat paripurna peraturan pelayanan pajak kendaraan listrik angkutan penumpang rute "
    "jadwal loket antrean petugas kebersihan sampah daur ulang polusi udara pohon peneduh lapangan atlet "
    "pelatih piala seniman panggung tari musik mengatakan menjelaskan menambahkan berharap meminta menegaskan "
    "menyebut memastikan sedang akan telah sudah belum tidak juga hanya masih lebih kurang pada dari untuk "
    "dengan karena sehingga meskipun setelah sebelum selama sejak"
)
_WORDS = _TEXT.split()


def stories(count: int) -> Iterator[Article]:
    """*count* stories, always the same."""
    for number in range(count):
        seeded = random.Random(f"berita {number}")
        size = int(min(40_000, max(1_000, seeded.lognormvariate(8.16, 0.6))))
        body, written = [], 0
        while written < size:
            text = " ".join(_sentence(seeded) for _ in range(seeded.randint(2, 5)))
            body.append(BlockText(BlockId(f"{seeded.getrandbits(48):012x}"), text))
            written += len(text) + 2
        title = _sentence(seeded)[:60].rstrip(". ")
        yield Article(
            id=ArticleId(f"{seeded.getrandbits(32):08x}-0000-7000-8000-{number:012x}"),
            short_title=title,
            headline=f"{title} {number}",
            lead=_sentence(seeded),
            body=tuple(body),
            authors=("Rina Kartika",),
            section="layanan",
            tags=(seeded.choice(_WORDS), seeded.choice(_WORDS)),
        )


def text_of(article: Article) -> bytes:
    """What the person wrote, and nothing around it: the measure of what has to travel."""
    parts = (article.short_title, article.headline, article.lead, *(block.text for block in article.body))
    return "\n\n".join(parts).encode()


def photo(number: int, size: int) -> bytes:
    """The bytes of a photo as far as a line is concerned: nothing packs them."""
    return random.Random(f"foto {number}").randbytes(size)


def _sentence(seeded: random.Random) -> str:
    words = " ".join(seeded.choice(_WORDS) for _ in range(seeded.randint(9, 26))).capitalize()
    return words + seeded.choice(
        (".", ".", ".", f" {seeded.randint(2, 998)} orang.", f" Rp{seeded.randint(1, 99)} miliar.")
    )
