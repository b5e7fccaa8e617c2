"""How a paper that the head signs ends: the last paragraph of its text, the signature."""

from campaigns.documents.signing import signature_of, signer_on
from thidua import clock
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Paragraph, Signature


def ended(paragraphs: list[Paragraph], default: str) -> list[Paragraph]:
    """The last of them closes the text of the paper with “./.”; `default` stands where nothing was written."""
    *before, last = paragraphs or [Paragraph(default)]
    text = "".join(run.text for run in last.text).rstrip(" ./;,")
    return [*before, Paragraph(f"{text}./.")]


def signed(copy: Copy, institution: Institution) -> Signature:
    """By whom the copy names, else by the head of that day."""
    return signature_of(copy.signer or signer_on(copy.date or clock.today()), institution)
