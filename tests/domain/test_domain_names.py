"""Stable words have names for people; none is left out, and one of a newer desk says itself."""

from datetime import UTC, datetime

from desktop_app.domain.article import Article
from desktop_app.domain.audit import Act, Entry
from desktop_app.domain.names import act_name, audit_details, reason_name
from desktop_app.domain.readiness import RULE_NAMES, Evidence, readiness

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def details(act, *words):
    return audit_details(Entry("e", NOW, "Rina", "laptop", act, "article", "a", details=words))


def test_every_act_has_a_name():
    assert [act for act in Act if act_name(act) == act] == []
    assert act_name("of a newer desk") == "of a newer desk"


def test_a_rule_that_was_passed_over_is_called_what_the_list_calls_it():
    checks = readiness(Evidence(Article("a"), {}))
    assert {check.rule: check.label for check in checks}.items() <= RULE_NAMES.items()
    assert details(Act.OVERRIDE, "photos", "sign_off", "baru") == (
        "Kredit dan teks alternatif foto",
        "Disahkan korektor",
        "baru",
    )


def test_what_is_for_machines_is_not_told():
    assert details(Act.SIGN, "a" * 64) == details(Act.ALARM, "missed") == ()
    assert details(Act.ACCEPT, "di buka", "dibuka") == ("di buka", "dibuka")


def test_a_save_point_says_why_it_was_made():
    assert reason_name("begin") == "Mulai ditulis"
