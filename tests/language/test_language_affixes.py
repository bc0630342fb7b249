"""Words grow by rule and come apart by the same rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language.affixes import forms_of, taken_apart

ROOTS = st.text(alphabet="aiueobcdgjklmnprstwy", min_size=4, max_size=9)


@given(ROOTS)
def test_every_form_comes_apart_into_its_root(root):
    for made, form in forms_of(root):
        assert any(
            (each.root, each.prefix) == (root, made.prefix) for each in taken_apart(form, root.__eq__)
        ), form


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("memengaruhi", "pengaruh"), ("menyapu", "sapu"), ("penetapan", "tetap"), ("mengelola", "kelola"),
        ("berenang", "renang"), ("bekerja", "kerja"), ("mengecek", "cek"), ("menyesuaikan", "sesuai"),
        ("ketidakadilan", "adil"), ("mempertanyakan", "tanya"), ("dikesampingkan", "samping"),
        ("terabaikan", "abai"), ("mensyaratkan", "syarat"),
    ],
)  # fmt: skip
def test_known_words(word, root):
    assert any(made.root == root for made in taken_apart(word, root.__eq__))


@pytest.mark.parametrize(
    ("word", "root"),
    [("mempengaruhi", "pengaruh"), ("mensapu", "sapu"), ("mengkelola", "kelola"), ("berrenang", "renang")],
)
def test_what_rule_does_not_make_does_not_come_apart(word, root):
    assert not list(taken_apart(word, root.__eq__))
