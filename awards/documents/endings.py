"""How a paper that the head signs ends: "./." once, after the last sentence that people may rewrite; the signature."""

from campaigns.documents.signing import signature_of, signer_on
from thidua import clock
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Paragraph, Signature

END = "./."


def ended(copy: Copy, key: str, proposed: str, default: str = "") -> list[Paragraph]:
    """The free part that closes a paper, its last paragraph with the mark of the end.

    `default` stands where the writer left the part empty.
    """
    paragraphs = copy.paragraphs(key, proposed) or [Paragraph(line) for line in (default,) if line]
    if not paragraphs:
        return []
    text = "".join(run.text for run in paragraphs[-1].text).rstrip(" ./;,")
    return [*paragraphs[:-1], Paragraph(f"{text}{END}")]


def signed(copy: Copy, institution: Institution) -> Signature:
    """By whom the copy names, else by the head of that day."""
    return signature_of(copy.signer or signer_on(copy.date or clock.today()), institution)
