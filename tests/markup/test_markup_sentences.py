"""Cutting Indonesian news into sentences: never inside a title, a street, a sum, a quotation or a link."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.markup.sentences import cut, joined


@pytest.mark.parametrize(
    "pieces",
    [
        ["Gubernur tiba pukul 09.30 WIB.", "Ia langsung meninjau lokasi."],
        ["Biayanya Rp1.000.000.", "Dana itu dari APBD."],
        ["Kantor di Jl. Medan Merdeka No. 8 ditutup.", "Warga dialihkan."],
        ["Menurut dr. Siti dan Prof. H. M. Nasir, S.H., wabah mereda.", "Warga lega."],
        ["PT. Jakpro dan CV. Maju ikut lelang.", "Hasilnya besok."],
        ["“Kami siap. Kami akan datang,” kata Anies.", "Rapat usai."],
        ['"Kami siap. Kami akan datang," katanya.', "Rapat usai."],
        ["**Penting. Baca dulu.**", "Lanjut."],
        ["Lihat [Baca juga. Banjir](https://example.org/a.b).", "Lalu pulang."],
        ["Kapan dibuka?", "Besok!", "Atau lusa…", "Entahlah."],
        ["R.A. Kartini lahir di Jepara.", "Itu tahun 1879."],
        ["Kejadian di RT. 05 RW. 03 Kel. Tugu.", "Polisi datang."],
        ["Brigjen Pol. Ahmad memimpin.", "AKP. Budi ikut."],
        ["Bantuan berupa beras, minyak, dll. dikirim kemarin.", "Truk berangkat pagi."],
        ["Baris satu.\\\n", "Baris dua."],
        ["“Satu\\\ndua\\\ntiga.”", "Lain."],
    ],
)
def test_sentences(pieces):
    text = joined(pieces)
    assert cut(text) == pieces


@example("[\n1\\\n1")
@given(st.text(alphabet='aB1. !?"“”*_[]()\n\\', max_size=60))
def test_no_sign_but_spacing_is_lost(text):
    assert "".join(joined(cut(text)).split()).rstrip("\\") == "".join(text.split()).rstrip("\\")
