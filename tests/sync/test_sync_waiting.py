"""How long to wait, when the next round is due, and where tokens are kept."""

import random

import keyring.errors
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.backends.SecretService import Keyring as SecretService

from desktop_app.domain.errors import Trouble
from desktop_app.sync import tokens
from desktop_app.sync.backoff import CEILING, delay
from desktop_app.sync.loop import Rhythm
from desktop_app.sync.trouble import lying, unauthorised, unreachable


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(1, 10_000), st.integers(0, 2**32))
def test_waits_are_spread_from_zero_and_bounded(failures, seed):
    wait = delay(failures, random.Random(seed).uniform)
    assert 0 <= wait <= min(CEILING, 2.0 ** min(failures, 9))


def test_two_hundred_desks_do_not_come_back_together():
    draw = random.Random(1).uniform
    waits = sorted(delay(6, draw) for _ in range(200))
    in_one_second = max(sum(start <= wait < start + 1 for wait in waits) for start in range(64))
    assert in_one_second <= 12


def test_the_sites_word_wins_within_reason():
    assert delay(9, lambda low, high: high, retry_after=4) == 4
    assert delay(1, lambda low, high: high, retry_after=10**9) == CEILING
    assert delay(1, lambda low, high: high, retry_after=-5) == 0


def most(low, high):
    return high


def test_the_rhythm_of_rounds():
    rhythm = Rhythm()
    assert rhythm.is_due(0)
    rhythm = rhythm.succeeded(100)
    assert not rhythm.is_due(110)
    assert rhythm.nudged(105).due == 105.4
    typing = rhythm
    for tenth in range(50):  # saves without a pause: put off, but not for ever
        typing = typing.nudged(105 + tenth / 10)
    assert typing.due == 108
    assert rhythm.poked(106).due == 106
    assert rhythm.nudged(119.9).due == rhythm.due  # never later than planned
    down = rhythm.failed(100, unreachable("x"), most).failed(103, unreachable("x"), most)
    assert (down.due, down.failures) == (107, 2)
    assert down.poked(104).due == 107
    assert down.nudged(104).due == 107  # a save does not hammer a site that is down
    assert down.wished(104).is_due(104)
    assert rhythm.failed(100, unreachable("x", status=503, retry_after=42), most).due == 142
    assert rhythm.failed(100, unauthorised(""), most).due == 400
    assert rhythm.failed(100, lying(""), most).due == 132
    assert rhythm.failed(100, Trouble("Penuh.", kind="disk.full"), most).due == 102


class Vault(SecretService):
    """A system vault as far as its class goes, in memory."""

    __module__ = "keyring.backends.SecretService"
    __qualname__ = "Keyring"
    priority = 5

    def __init__(self, broken=False):
        self.kept, self.broken = {}, broken

    def set_password(self, service, username, password):
        if self.broken:
            raise keyring.errors.KeyringLocked("locked")
        self.kept[service, username] = password

    def get_password(self, service, username):
        if self.broken:
            raise keyring.errors.KeyringLocked("locked")
        return self.kept.get((service, username))

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("none")
        del self.kept[service, username]


def test_a_token_in_the_systems_vault():
    vault = Vault()
    assert tokens.trusted(vault) is vault
    assert tokens.keep("https://situs.id", "t", vault=vault).kept
    assert tokens.find("https://situs.id", vault=vault) == "t"
    tokens.forget("https://situs.id", vault=vault)
    tokens.forget("https://situs.id", vault=vault)
    assert tokens.find("https://situs.id", vault=vault) == ""


class Stray(SecretService):
    """What a stray package might install: a class of the right name elsewhere, or a child of the right one."""


@pytest.mark.parametrize("backend", [NullKeyring(), FailKeyring(), Stray()])
def test_other_vaults_are_not_trusted(backend):
    assert tokens.trusted(backend) is None


def test_without_a_vault_the_caller_is_told(monkeypatch):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    kept = tokens.keep("https://situs.id", "t")
    assert not kept.kept
    assert kept.why.endswith(".")
    assert tokens.find("https://situs.id") == ""
    tokens.forget("https://situs.id")


def test_a_locked_vault_is_an_answer_not_an_error():
    vault = Vault(broken=True)
    assert not tokens.keep("https://situs.id", "t", vault=vault).kept
    assert tokens.find("https://situs.id", vault=vault) == ""
