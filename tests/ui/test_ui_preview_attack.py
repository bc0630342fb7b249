"""A hostile page against the preview's protections, each preview in a process of its own, a real listener beside it."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from bench_preview_attack import LAYERS, attacked

pytestmark = pytest.mark.qt
# Every kind of attack with all its time: `tests/bench/bench_preview_attack.py`, or this variable.
QUICK = not os.environ.get("MEJA_ATTACK")


def test_nothing_gets_out_and_the_request_gate_alone_holds_too():
    """The network is open here, no resolver rule helps: what is measured is the protections themselves."""
    with ThreadPoolExecutor(2) as both:
        whole, gate = both.map(lambda layers: attacked(layers, quick=QUICK), (LAYERS, ("gate",)))
    assert (whole["asked"], whole["ran"], whole["datagrams"], whole["where"]) == ({}, [], 0, "meja")
    # Scripts run and the page is led away, so it did attack; not one request came through.
    assert gate["asked"] == {}
    assert {"inline", "onerror", "onload"} <= set(gate["ran"])
