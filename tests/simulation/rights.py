"""I13: who may change what, told a second time without the site's code, and held against everything the site took."""

import json

from desktop_app.domain.newsroom import Role

_WRITE = {Role.EDITOR, Role.PUBLISHER, Role.ADMIN}
_PICTURES = _WRITE | {Role.PHOTO_DESK}
_CREDIT = {Role.PHOTO_DESK, Role.PUBLISHER, Role.ADMIN}
_SIGN = {Role.PROOFREADER, Role.PUBLISHER, Role.ADMIN}
_PUBLISH = {Role.PUBLISHER, Role.ADMIN}
# The moves between stages of those who do not write; everybody who writes may move a story anywhere.
_MOVES = {
    Role.PHOTO_DESK: {("photo", "proof"), ("photo", "draft")},
    Role.PROOFREADER: {("proof", "ready"), ("proof", "draft"), ("proof", "photo"), ("ready", "proof")},
}


def may(role: Role, kind: str, old: dict | None, new: dict) -> bool:
    """Whether somebody in *role* may turn a record from *old* (None: not there yet) into *new*."""
    if kind == "article":
        return role in _WRITE if old is None else _may_change_story(role, old, new)
    if kind == "photo":
        credited = new["confirmed"] if old is None else _said(old) != _said(new)
        return role in (_CREDIT if credited else _PICTURES)
    if kind == "sign_off":
        return role in _SIGN and old in (None, new)
    return kind in ("mark", "conflict", "audit", "list_entry")


def _said(photo: dict) -> tuple:
    return photo["credit"], photo["confirmed"]


def _may_change_story(role: Role, old: dict, new: dict) -> bool:
    changed = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    if "stage" in changed and role not in _WRITE and (old["stage"], new["stage"]) not in _MOVES[role]:
        return False
    if "hero" in changed and role not in _PICTURES:
        return False
    return not changed - {"stage", "hero"} or role in _WRITE


class Guard:
    """Watches what the site's live records become, and by whose hand."""

    def __init__(self, world) -> None:
        self.world, self.faults = world, set()
        self._seen: dict[tuple[str, str], dict] = {}
        self._after = self._acts = 0

    def restored(self) -> None:
        """The site came back from a backup: what it holds now is where we go on from."""
        self._after, self._acts = 0, self._published()
        self._seen = dict(self._changed())

    def look(self, name: str) -> None:
        """*name* has just asked; whatever changed since the last look changed by that."""
        role = self.world.roles[name]
        for key, doc in self._changed():
            if key[0] != "page" and not may(role, key[0], self._seen.get(key), doc):
                self.faults.add(f"I13 a {role.value} changed a {key[0]}")
            self._seen[key] = doc
        acts = self._published()
        if acts > self._acts and role not in _PUBLISH:
            self.faults.add(f"I13 a {role.value} published")
        self._acts = acts

    def refused(self, name: str, op: dict) -> None:
        """The site said *forbidden*: it must not say so to somebody who may."""
        role = self.world.roles[name]
        if op["kind"] == "command":
            wrong = role in _PUBLISH
        else:
            key = (op["kind"], op["id"])
            new = op["chain"][-1]["doc"]
            on_the_site = new.get("deleted") and self._page(op["id"])
            wrong = may(role, op["kind"], self._seen.get(key), new) and not on_the_site
        if wrong:
            self.faults.add(f"I13 a {role.value} was refused what is allowed: {op['kind']}")

    def _changed(self):
        rows = self.world.site.rows(
            "SELECT kind, id, seq, doc FROM item WHERE seq > ? ORDER BY seq", self._after
        )
        for kind, id_, seq, doc in rows:
            self._after = seq
            yield (kind, id_), json.loads(doc)

    def _published(self) -> int:
        acts = "SELECT count(*) FROM audit WHERE act IN ('publish', 'unpublish')"
        return self.world.site.rows(acts)[0][0]

    def _page(self, article_id: str) -> bool:
        states = "SELECT publication FROM page WHERE article_id = ?"
        return [row[0] for row in self.world.site.rows(states, article_id)] in (["live"], ["scheduled"])
