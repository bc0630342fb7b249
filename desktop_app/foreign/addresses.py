"""Addresses as they are copied, freed from redirects and from what only counts readers."""

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

# Documented parameters of campaign and click counters; nothing a page needs to find its text.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ttclid|twclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|"
    r"_hsenc|_hsmi|__hstc|__hssc|__hsfp|mkt_tok|vero_id|oly_anon_id|oly_enc_id|rb_clickid|s_cid|ref_src|ref_url|"
    r"wt_mc|wt_zmc|at_medium|at_campaign|pk_campaign|pk_kwd|mtm_\w+|spm|_ga|_gl|cmpid|ncid|sr_share",
    re.IGNORECASE,
)
# Doors that only send on: host (whole or ".end") and path, and the parameter that holds the real address.
_DOORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("www.google.com", "/url", ("q", "url")),
    ("www.google.co.id", "/url", ("q", "url")),
    ("l.facebook.com", "/l.php", ("u",)),
    ("lm.facebook.com", "/l.php", ("u",)),
    ("l.instagram.com", "/", ("u",)),
    ("l.messenger.com", "/l.php", ("u",)),
    ("l.threads.com", "/", ("u",)),
    ("www.youtube.com", "/redirect", ("q",)),
    ("slack-redir.net", "/link", ("url",)),
    (".safelinks.protection.outlook.com", "/", ("url",)),
    ("www.linkedin.com", "/safety/go", ("url",)),
    ("vk.com", "/away.php", ("to",)),
    ("steamcommunity.com", "/linkfilter/", ("url", "u")),
)
_URLDEFENSE = re.compile(r"https://urldefense\.(?:com|us)/v3/__(.+?)__;", re.ASCII)
_PLAYERS = (
    (
        re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})", re.ASCII),
        "https://www.youtube.com/watch?v={}",
    ),
    (
        re.compile(r"(?:https?:)?//(?:www\.)?instagram\.com/(p|reel|tv)/([\w-]{5,40})/embed", re.ASCII),
        "https://www.instagram.com/{}/{}/",
    ),
)
_MOST_DOORS = 4
_LONGEST = 4_096


def cleaned(address: str) -> tuple[str, bool]:
    """The address itself, and whether anything was taken off. What cannot be read as an address comes back as it is."""
    now = address.strip()
    if len(now) > _LONGEST:
        return now, False
    for _ in range(_MOST_DOORS):
        behind = _behind_door(now)
        if behind is None:
            break
        now = behind
    now = _without_tracking(now)
    return now, now != address.strip()


def _behind_door(address: str) -> str | None:
    if found := _URLDEFENSE.match(address):
        return found[1].replace("https:/", "https://", 1) if "://" not in found[1] else found[1]
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    for name, path, keys in _DOORS:
        there = host.endswith(name) if name.startswith(".") else host == name
        if there and (parts.path or "/") == path:
            query = parse_qs(parts.query, max_num_fields=100)
            for key in keys:
                for value in query.get(key, ()):
                    if value.startswith(("https://", "http://")):
                        return value
    return None


def _without_tracking(address: str) -> str:
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return address
    if parts.scheme not in ("http", "https"):
        return address
    kept = [(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)]
    fragment = "" if parts.fragment.startswith((":~:text=", "xtor=", "utm_")) else parts.fragment
    if len(kept) == len(pairs) and fragment == parts.fragment:
        return address
    # Written anew only when something went: an untouched query keeps its own spelling.
    return urlunsplit(parts._replace(query=urlencode(kept), fragment=fragment))


def embed_address(source: str) -> str:
    """The public address behind a player's frame (``/embed/ID``), or *source* itself."""
    for pattern, public in _PLAYERS:
        if found := pattern.match(source):
            return public.format(*found.groups())
    return source
