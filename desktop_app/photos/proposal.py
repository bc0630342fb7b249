"""From what a file says to the credit the desk proposes. A proposal is never a decision: a person confirms it."""

from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.credit_reading import (
    is_agency,
    is_courtesy,
    is_public_body,
    read_credit_line,
    source_without_lead,
)
from desktop_app.photos.facts import Metadata


def propose(metadata: Metadata) -> Credit:
    """The credit to show in the panel, as complete as the file allows; the licence is unknown unless it is plain."""
    told = read_credit_line(metadata.credit, creators=metadata.creators)
    form = told.form
    source = metadata.source or told.source
    if form in (
        CreditForm.AGENCY,
        CreditForm.HANDOUT,
        CreditForm.ARCHIVE,
        CreditForm.SCREENSHOT,
        CreditForm.AI,
    ):
        source = told.source
    elif form is CreditForm.STAFF:
        form = _form_of(source, metadata)
    creators = metadata.creators or told.creators
    if form is CreditForm.HANDOUT:
        source = source_without_lead(source)
    return Credit(
        creators=creators,
        source=source,
        form=form,
        licence=_licence(form, metadata.web_statement),
        copyright_notice=metadata.copyright_notice,
        year=told.year,
    )


def _form_of(source: str, metadata: Metadata) -> CreditForm:
    if metadata.digital_source.endswith("trainedAlgorithmicMedia"):
        return CreditForm.AI
    if metadata.digital_source.endswith(("digitalCreation", "digitalArt")):
        return CreditForm.ILLUSTRATION
    if is_agency(source):
        return CreditForm.AGENCY
    if is_courtesy(source):
        return CreditForm.COURTESY
    if is_public_body(source):
        return CreditForm.HANDOUT
    return CreditForm.STAFF


def _licence(form: CreditForm, statement: str) -> Licence:
    if "creativecommons.org/publicdomain" in statement:
        return Licence.PUBLIC_DOMAIN
    if "creativecommons.org/licenses" in statement:
        return Licence.CREATIVE_COMMONS
    return {CreditForm.AGENCY: Licence.AGENCY, CreditForm.HANDOUT: Licence.HANDOUT}.get(form, Licence.UNKNOWN)
