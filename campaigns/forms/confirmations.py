"""The proposal as one editable page: each guess a row beside its source lines, and back again as a plan to be saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from campaigns.forms.campaigns import CampaignForm
from campaigns.forms.readings import (
    ITEM_PARTS,
    ActivityReadRows,
    AnniversaryReadRows,
    ItemRows,
    MovementReadRows,
    PhaseReadRows,
    TargetReadRows,
)
from campaigns.models import Campaign, PlanItem
from campaigns.reading import Guess, Proposal
from campaigns.reading.lines import plain
from campaigns.reading_in import Taken, TakenPhase
from thidua.vietnamese import search_key

HEAD = "chung"
EXCERPT, AROUND, LONGEST_NEEDLE = 260, 110, 40
NOT_READ = "Không tìm thấy trong văn bản."
LEFT_OUT = "Đợt {} không được lấy; chọn đợt khác hoặc bỏ dòng này"
# Of the campaign's form, the fields a plan may speak of; `kind` and the year's days follow from them.
HEAD_FIELDS = (
    "year",
    "title",
    "theme",
    "motto",
    "starts_on",
    "ends_on",
    "registration_due_on",
    "unit_plans_due_on",
    "nominations_due_on",
    "plan_number",
    "plan_date",
    "introduction",
    "closing",
)


@dataclass(frozen=True)
class SourceLine:
    number: int
    text: str


@dataclass(frozen=True)
class ShownField:
    """A field of the campaign beside what it was read from."""

    field: Any
    guess: Guess[Any] | None
    source: Sequence[SourceLine]


@dataclass(frozen=True)
class ShownRow:
    form: Any
    sure: bool = True
    note: str = ""
    source: Sequence[SourceLine] = ()


@dataclass(frozen=True)
class Group:
    """Rows of one kind under a heading."""

    heading: str
    formset: Any
    rows: list[ShownRow]
    hint: str = ""


@dataclass
class Offered:
    """Initial values of a row, and the guesses it was read from."""

    initial: dict[str, Any]
    guesses: list[Guess[Any]] = field(default_factory=list)
    needle: str = ""


class Confirmation:
    """All forms of the page, unbound with what was read, or bound to what was posted."""

    def __init__(self, proposal: Proposal, data: QueryDict | None = None) -> None:
        self.proposal = proposal
        parted = _parted(data) if data is not None else None
        self.head = CampaignForm(
            None if parted is None else parted.get(HEAD, QueryDict()), prefix=HEAD, initial=_head_of(proposal)
        )
        phases = max(len(proposal.phases), 1)
        self.groups: dict[str, Group] = {}

        def add(name: str, heading: str, rows: Any, offered: list[Offered], hint: str = "", **form_kwargs: Any) -> None:
            initial = [one.initial for one in offered]
            posted = None if parted is None else parted.get(name, QueryDict())
            formset = rows(posted, prefix=name, initial=initial, form_kwargs=form_kwargs)
            formset.heading = heading
            self.groups[name] = Group(heading, formset, self._shown(formset, offered), hint)

        for part, name in ITEM_PARTS.items():
            add(name, PlanItem.Part(part).label, ItemRows[part], _items(getattr(proposal, name)))
        add("movements", "Các phong trào thi đua", MovementReadRows, _movements(proposal))
        add("targets", "Chỉ tiêu thi đua", TargetReadRows, _targets(proposal))
        add("phases", "Các đợt thi đua", PhaseReadRows, _phases(proposal))
        add("days", "Ngày kỷ niệm", AnniversaryReadRows, list(_days(proposal)), DAYS_HINT, phases=phases)
        add("activities", "Hoạt động trong đợt", ActivityReadRows, list(_activities(proposal)), phases=phases)

    @property
    def forms(self) -> list[Any]:
        return [self.head, *(group.formset for group in self.groups.values())]

    @property
    def head_fields(self) -> list[ShownField]:
        found = []
        for name in ("kind", *HEAD_FIELDS):
            guess = getattr(self.proposal, name, None)
            needle = self.head[name].value() if guess else ""
            found.append(
                ShownField(self.head[name], guess, self._lines(guess.lines if guess else (), str(needle or "")))
            )
        return found

    @property
    def doubtful(self) -> int:
        rows = sum(not row.sure for group in self.groups.values() for row in group.rows)
        return rows + sum(one.guess is not None and not one.guess.sure for one in self.head_fields)

    def is_valid(self) -> bool:
        answers = [form.is_valid() for form in self.forms]  # each is asked, so that all errors show
        return all(answers) and self._belongs()

    def _belongs(self) -> bool:
        """What is taken belongs to a phase that is taken."""
        kept = {number for number, form in enumerate(self.groups["phases"].formset.forms, start=1) if form.is_taken}
        good = True
        for name in ("days", "activities"):
            for form in self.groups[name].formset.taken:
                phase = form.cleaned_data["phase"]
                if phase not in kept:
                    form.add_error("phase", LEFT_OUT.format(phase))
                    good = False
        return good

    def taken(self) -> Taken:
        """The confirmed plan; only after `is_valid`."""
        rows = {name: group.formset for name, group in self.groups.items()}
        phases = {
            n: TakenPhase(form.save(commit=False)) for n, form in enumerate(rows["phases"].forms, 1) if form.is_taken
        }
        for form in rows["days"].taken:
            phases[form.cleaned_data["phase"]].anniversaries.append(form.save(commit=False))
        for form in rows["activities"].taken:
            phases[form.cleaned_data["phase"]].activities.append(form.save(commit=False))
        signer = self.proposal.signer
        return Taken(
            self.head.save(commit=False),
            {part: [form.cleaned_data["text"] for form in rows[name].taken] for part, name in ITEM_PARTS.items()},
            [form.save(commit=False) for form in rows["movements"].taken],
            [form.save(commit=False) for form in rows["targets"].taken],
            list(phases.values()),
            signer.value.name if signer else "",
        )

    # --- source lines beside the rows

    def _shown(self, formset: Any, offered: list[Offered]) -> list[ShownRow]:
        rows = []
        for number, form in enumerate(formset.forms):
            one = offered[number] if number < len(offered) else Offered({})
            lines = dict.fromkeys(line for guess in one.guesses for line in guess.lines)
            notes = dict.fromkeys(guess.note for guess in one.guesses if guess.note)
            sure = all(guess.sure for guess in one.guesses)
            rows.append(ShownRow(form, sure, " ".join(notes), self._lines(lines, one.needle)))
        return rows

    def _lines(self, numbers: Any, needle: str) -> list[SourceLine]:
        return [SourceLine(number, excerpt(plain(self.proposal.source[number - 1]), needle)) for number in numbers]


DAYS_HINT = (
    "Số năm ghi trong văn bản được giữ nguyên; số năm tính từ hai ngày hiện ở trang kế hoạch. "
    "Dòng gộp hai sự kiện được tách sẵn; muốn giữ một dòng thì đánh dấu dòng gộp, bỏ dấu hai dòng tách."
)


def excerpt(line: str, needle: str) -> str:
    """A long line cut to the words around `needle`, else to its beginning."""
    if len(line) <= EXCERPT:
        return line
    key = search_key(needle)[:LONGEST_NEEDLE]
    folded = search_key(line)
    at = folded.find(key) if key and len(folded) == len(line) else -1
    if at < 0:
        return f"{line[:EXCERPT].rstrip()}…"
    start, end = max(0, at - AROUND), min(len(line), at + len(needle) + AROUND)
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"


def _parted(data: QueryDict) -> dict[str, QueryDict]:
    """What was posted, by the first word of its name: a form is given no more than its own."""
    found: dict[str, QueryDict] = {}
    for key, values in data.lists():
        name = key.partition("-")[0]
        found.setdefault(name, QueryDict(mutable=True)).setlist(key, values)
    return found


def _head_of(proposal: Proposal) -> dict[str, Any]:
    initial: dict[str, Any] = {"kind": Campaign.Kind.THEMATIC if proposal.is_thematic else Campaign.Kind.YEARLY}
    for name in HEAD_FIELDS:
        guess = getattr(proposal, name)
        if guess is not None:
            initial[name] = guess.value
    return initial


def _items(guesses: Sequence[Guess[str]]) -> list[Offered]:
    return [Offered({"include": True, "text": guess.value}, [guess], guess.value) for guess in guesses]


def _movements(proposal: Proposal) -> list[Offered]:
    return [Offered(_row(guess.value), [guess], guess.value.name) for guess in proposal.movements]


def _targets(proposal: Proposal) -> list[Offered]:
    return [Offered({"include": True, "content": guess.value}, [guess], guess.value) for guess in proposal.targets]


def _row(value: Any, **more: Any) -> dict[str, Any]:
    return {"include": True} | vars(value) | more


def _phases(proposal: Proposal) -> list[Offered]:
    found = []
    for phase in proposal.phases:
        guesses = {name: getattr(phase, name) for name in ("theme", "starts_on", "ends_on", "evaluation_due_on")}
        initial: Mapping[str, Any] = {name: guess.value for name, guess in guesses.items() if guess}
        rows: list[Guess[Any]] = [Guess("", phase.lines[:1]), *(guess for guess in guesses.values() if guess)]
        found.append(Offered({"include": True, **initial}, rows))
    return found


def _days(proposal: Proposal) -> Iterator[Offered]:
    """A line that joins two events comes first, unticked, then its two parts."""
    for number, phase in enumerate(proposal.phases, start=1):
        for day in phase.anniversaries:
            for guess in (day.whole, *day.parts):
                offered = not (guess is day.whole and day.parts) and guess.value.origin_date is not None
                yield Offered(_row(guess.value, phase=number, include=offered), [guess], guess.value.name)


def _activities(proposal: Proposal) -> Iterator[Offered]:
    for number, phase in enumerate(proposal.phases, start=1):
        for guess in phase.activities:
            yield Offered(_row(guess.value, phase=number), [guess], guess.value.name)
