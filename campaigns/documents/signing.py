"""Who signs a paper of the school, and how the lines above the name read (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from datetime import date

from campaigns.models import Posting
from thidua.models import Institution
from thidua.papers import Signature

ORDER = (Posting.SignsAs.HEAD, Posting.SignsAs.Q, Posting.SignsAs.KT, Posting.SignsAs.TL, Posting.SignsAs.TUQ)


def signer_on(day: date) -> Posting | None:
    """The head in office on that day; where nobody heads the school, the next who may sign."""
    postings = Posting.objects.on(day).filter(may_sign=True).select_related("staff_member")
    return min(postings, key=lambda posting: (ORDER.index(posting.signs_as), posting.pk), default=None)


def signature_of(posting: Posting | None, institution: Institution) -> Signature:
    """HIỆU TRƯỞNG; KT. HIỆU TRƯỞNG over PHÓ HIỆU TRƯỞNG; Q. HIỆU TRƯỞNG; TL. and TUQ. over the post."""
    head = institution.head_title.upper()
    if posting is None:
        return Signature((head,))
    if posting.signs_as == Posting.SignsAs.HEAD:
        lines = (head,)
    elif posting.signs_as == Posting.SignsAs.Q:
        lines = (f"Q. {head}",)
    else:
        lines = (f"{posting.signs_as}. {head}", posting.post.upper())
    return Signature(lines, posting.staff_member.full_name)
