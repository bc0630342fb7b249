"""What the desk writes into a file that goes out: the record's credit, never what the file said before."""

import hashlib
import json

from desktop_app.domain.credit import CreditForm, Licence, credit_line
from desktop_app.domain.errors import Refusal
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.photos.facts import Metadata

_DIGITAL_SOURCES = {
    CreditForm.AI: "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    CreditForm.ILLUSTRATION: "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation",
}


def facts_of(photo: Photo, house: House) -> Metadata:
    """The facts every file made from *photo* carries; the credit is byte for byte the line on the page.

    Raises Refusal "photo.credit" when nobody answers for the picture.
    """
    line = credit_line(photo.credit, house.name)
    if not line:
        raise Refusal("Isi nama pewarta foto atau sumbernya.", rule="photo.credit")
    anonymous = photo.credit.form is CreditForm.ANONYMOUS
    own = photo.credit.licence is Licence.OWN  # for another's picture the house has nothing to license
    return Metadata(
        creators=() if anonymous else photo.credit.creators,
        credit=line,
        source=house.name if anonymous else photo.credit.source,
        copyright_notice=photo.credit.copyright_notice,
        caption=photo.caption,
        alt=photo.alt,
        web_statement=house.rights_url if own else "",
        licensor_url=house.licensor_url if own else "",
        digital_source=_DIGITAL_SOURCES.get(photo.credit.form, ""),
        photo_id=photo.id,
        taken_at=photo.taken_at,
    )


_LATER = ("licensor_url",)

# The rendition that carries the short set: every octet counts in a list of small pictures.
SMALLEST = "square"


def short(facts: Metadata) -> Metadata:
    """What even the smallest file carries: who made it, the line, and whose it is."""
    return Metadata(
        creators=facts.creators,
        credit=facts.credit,
        source=facts.source,
        copyright_notice=facts.copyright_notice,
        web_statement=facts.web_statement,
    )


def credit_hash(facts: Metadata) -> str:
    """Tells which facts a file carries: changes whenever one of them does. 64 hexadecimal digits."""
    told = to_plain(facts)
    for later in _LATER:
        # A fact that nothing says writes nothing: files made before the desk knew of it are as good as new ones.
        if not told[later]:
            del told[later]
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8", errors="replace")).hexdigest()
