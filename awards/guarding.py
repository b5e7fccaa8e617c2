"""The print guard with what the database knows: bases, names, posts, sums, counts, signer of a paper's day.

Called with a paper that is drawn already; it draws nothing and changes nothing. A fixed number of queries, however
long the list.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from awards import citing, lines
from awards.documents import decision as paper_of_decision
from awards.documents.counts import collectives_in, people_in
from awards.models import Decision, DecisionLine
from campaigns.documents.pledge import noun_of
from campaigns.models import Department, FormerName, Posting, StaffMember
from thidua import pdf
from thidua.institutions import symbol_of
from thidua.models import Institution, LegalText
from thidua.papers import Paper
from thidua.print_guard import Basis, Finding, Named, Person, Records, Signer, check
from thidua.workflow import Refused


@dataclass(frozen=True)
class Facts:
    """What the rows behind a paper say (awards/guard_facts.py). people: keys of those it has to name.

    posts_on: the day whose posts it bears; None: it bears none. counts, groups, total: as in `Records`.
    """

    people: frozenset[int] = frozenset()
    posts_on: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[tuple[str, str], int] = field(default_factory=dict)
    total: int | None = None


NOTHING = Facts()


def copy_of(decision: Decision, number: int | None = None, on: date | None = None) -> tuple[Paper, bytes]:
    """What the guard reads: of an issued decision what was frozen, of a draft its copy for signature, drawn now.

    With a number and a day the copy that would be issued.

    Drawn whatever stands in the way of the issue: the guard says what that is.
    """
    if decision.document_id:
        return Paper.from_dict(decision.document.paper), bytes(decision.document.file.content)
    paper = paper_of_decision.gather(decision, number=number, date=on, mode="numbered" if number else "blank")
    return paper, pdf.render(paper)


def findings_of_decision(decision: Decision, paper: Paper, content: bytes) -> list[Finding]:
    """What a strict clerk would say of this copy of a decision: those that block first."""
    on = paper.header.date or decision.date
    rows = lines.of_decision(decision)
    institution = Institution.objects.get()
    return check(
        paper,
        content,
        Records(
            on=on,
            bases=tuple(_basis(basis.text, on) for basis in citing.of_decision(decision)),
            people=tuple(_people(rows, on, as_of_today=decision.status == Decision.Status.DRAFT)),
            signer=_signer(decision.signer),
            total=sum(line.amount for line in rows),
            counts=_counts(rows),
            groups=Counter((line.award.quoted_name.strip("“”"), noun_of(line.award)) for line in rows),
            institution=institution.name,
            council_symbol=institution.council_symbol,
        ),
    )


def findings_of(
    paper: Paper, content: bytes, on: date, signer: Posting | None = None, facts: Facts = NOTHING
) -> list[Finding]:
    """Of any other paper: its bases by the law book, its signer and whom it names by the postings, its counts."""
    institution = Institution.objects.get()
    texts = LegalText.objects.select_related("replaced_by") if paper.bases else ()
    return check(
        paper,
        content,
        Records(
            on=on,
            bases=tuple(_basis(text, on) for text in texts),
            signer=_signer(signer) if signer else None,
            named=_named(facts, on),
            posts=frozenset(Posting.objects.values_list("post", flat=True).distinct()) if facts.people else frozenset(),
            units=_unit_names() if facts.people else frozenset(),
            counts=facts.counts,
            groups=facts.groups,
            total=facts.total,
            institution=institution.name,
            council_symbol=_council_symbol(paper, institution),
        ),
    )


def _council_symbol(paper: Paper, institution: Institution) -> str:
    """How the symbol of a council's paper ends; each kind of council has a series of its own."""
    hears = paper.kind == "hearing-minutes"
    return symbol_of("initiative_minutes", institution).partition("-")[2] if hears else institution.council_symbol


def refuse_wrong(findings: Iterable[Finding]) -> None:
    """Raises Refused with the first finding that would make the paper wrong."""
    wrong = [finding for finding in findings if finding.blocking]
    if wrong:
        more = f" Còn {len(wrong) - 1} điểm khác phải sửa." if len(wrong) > 1 else ""
        raise Refused(f"Chưa ban hành được vì bản in có điểm phải sửa: {wrong[0].sentence}{more}")


def _basis(text: LegalText, on: date) -> Basis:
    successor = None if text.binds_on(on) else text.successor_on(on)
    return Basis(text.number, text.citation, text.in_force_from, text.in_force_to, str(successor or ""))


def _signer(posting: Posting) -> Signer:
    person = posting.staff_member
    ends = min((day for day in (posting.ends_on, person.left_on) if day), default=None)
    return Signer(person.full_name, posting.post, posting.starts_on, ends, posting.may_sign)


def _counts(rows: list[DecisionLine]) -> dict[str, int]:
    counted = {"tập thể": collectives_in(rows), "cá nhân": people_in(rows)}
    return {noun: count for noun, count in counted.items() if count}


def _people(rows: list[DecisionLine], on: date, *, as_of_today: bool) -> Iterable[Person]:
    """Of each row the name, post and unit of its person on the day; a draft bears the names of today."""
    people = {line.nomination.staff_member_id for line in rows if line.nomination.staff_member_id}
    postings: dict[int, list[Posting]] = {}
    held = Posting.objects.on(on).filter(staff_member__in=people).select_related("department")
    for posting in held.order_by("-is_main", "pk"):
        postings.setdefault(posting.staff_member_id, []).append(posting)
    named = {} if as_of_today else _former_names(people, on)
    for line in rows:
        person = line.nomination.staff_member
        if person is None:
            yield Person(line.ordinal, line.name)
        else:
            yield _person(line, named.get(person.pk, person.full_name), postings.get(person.pk, []))


def _former_names(people: Iterable[int], on: date) -> dict[int, str]:
    """Of those who were called otherwise on that day."""
    former = FormerName.objects.filter(staff_member__in=people, until__gte=on).order_by("-until")
    return dict(former.values_list("staff_member", "full_name"))


def _person(line: DecisionLine, full_name: str, held: list[Posting]) -> Person:
    """Any posting of that day may be the one meant; without one there is nothing to compare with."""
    units = [name for posting in held for name in (posting.department.name, posting.department.short_name)]
    posts = [posting.post for posting in held]
    post = line.post if line.post in posts else next(iter(posts), "")
    return Person(line.ordinal, full_name, post, tuple(units))


def _named(facts: Facts, on: date) -> tuple[Named, ...]:
    """Today's name first, then those borne until the paper's day; every posting of the day whose posts it bears."""
    names: dict[int, list[str]] = {}
    called = StaffMember.objects.filter(pk__in=facts.people).order_by("pk").values_list("pk", "full_name")
    formerly = FormerName.objects.filter(staff_member__in=facts.people, until__gte=min(on, facts.posts_on or on))
    for pk, full_name in (*called, *formerly.values_list("staff_member", "full_name")):
        names.setdefault(pk, []).append(full_name)
    places: dict[int, list[tuple[str, str]]] = {}
    if facts.posts_on:
        held = Posting.objects.on(facts.posts_on).filter(staff_member__in=facts.people).order_by("-is_main", "pk")
        for pk, post, *units in held.values_list("staff_member", "post", "department__name", "department__short_name"):
            places.setdefault(pk, []).extend((post, unit) for unit in units)
    return tuple(Named(tuple(said), tuple(places.get(pk, ()))) for pk, said in names.items())


def _unit_names() -> frozenset[str]:
    return frozenset(name for pair in Department.objects.values_list("name", "short_name") for name in pair)
