"""Eight hundred staged merges, fifty of each kind (fewer in an everyday run): no harm, and few questions.

``MEJA_MERGES=50`` plays all of them. The bound on questions is what the best method we measured asked.
"""

import os
from collections import Counter

import pytest
from markup.merge_cases import CASES, body, harm, made

from desktop_app.domain.conflict import Weight
from desktop_app.markup.body_merge import merge_bodies

STORIES = int(os.environ.get("MEJA_MERGES", "6"))
MOST_REPORTED = 464 / 800
SILENT = ("different_paragraphs", "the_same_slip_mended", "moved_and_edited", "the_same_paste")


def _play():
    reported, asked = Counter(), Counter()
    for case in CASES:
        for number in range(STORIES):
            staged = made(case, number)
            merged = merge_bodies(body(staged.base), body(staged.mine), body(staged.theirs))
            assert not harm(staged, merged), (case.__name__, number)
            reported[case.__name__] += bool(merged.clashes)
            asked[case.__name__] += any(clash.weight is Weight.CHOOSE for clash in merged.clashes)
    return reported, asked


@pytest.mark.timeout(600)
def test_staged_merges_do_no_harm_and_ask_little():
    reported, asked = _play()
    print(dict(reported), dict(asked), reported.total(), asked.total())
    assert reported.total() <= MOST_REPORTED * STORIES * len(CASES)
    assert not any(reported[name] for name in SILENT)
