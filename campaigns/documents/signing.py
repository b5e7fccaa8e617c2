"""Who signs a paper of the school, and how the lines above the name read (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from campaigns.models import Posting
from thidua.models import Institution
from thidua.papers import Signature

ORDER = (Posting.SignsAs.HEAD, Posting.SignsAs.Q, Posting.SignsAs.KT, Posting.SignsAs.TL, Posting.SignsAs.TUQ)


def signer_on(day: date) -> Posting | None:
    """The head in office on that day; where nobody heads the school, the next who may sign."""
    return signers_on([day])[day]


def signers_on(days: Collection[date]) -> dict[date, Posting | None]:
    """The same of many days, in one query."""
    in_office = Q(starts_on__lte=max(days)) & (Q(ends_on__isnull=True) | Q(ends_on__gte=min(days)))
    postings = Posting.objects.filter(in_office, may_sign=True).select_related("staff_member")
    ranked = sorted(postings, key=lambda posting: (ORDER.index(posting.signs_as), posting.pk))
    return {day: next((one for one in ranked if one.is_held_on(day)), None) for day in days}


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
