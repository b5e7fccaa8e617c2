"""Which copy of a paper is made, and the parts of it that people write themselves."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from thidua.papers import Paragraph

Mode = Literal["draft", "blank", "numbered"]


@dataclass(frozen=True)
class Copy:
    """draft: marked DỰ THẢO. blank: for signature, with gaps for number and day. numbered: with both, as issued.

    date: the day of the paper, of a draft the planned one. signer: the posting that signs, None: the head of that day.
    texts: the free parts somebody wrote, by key; a part nobody touched is not among them.
    counted_on: the day its figures are of, None: today.
    """

    mode: Mode = "draft"
    number: int | None = None
    date: datetime.date | None = None
    signer: Any = None
    texts: Mapping[str, str] = field(default_factory=dict)
    verify_code: str = ""
    counted_on: datetime.date | None = None

    @property
    def is_numbered(self) -> bool:
        return self.mode == "numbered"

    @property
    def file_part(self) -> str:
        """The last part of a file's name: "du-thao", "ban-ky" or the number."""
        return {"draft": "du-thao", "blank": "ban-ky", "numbered": str(self.number)}[self.mode]

    def text(self, key: str, default: str = "") -> str:
        """What was written for this part, else what the program proposes."""
        return self.texts.get(key, default).strip()

    def paragraphs(self, key: str, default: str = "") -> list[Paragraph]:
        """One paragraph a line."""
        return [Paragraph(line.strip()) for line in self.text(key, default).splitlines() if line.strip()]


@dataclass(frozen=True)
class FreePart:
    """A part of a kind of paper that is edited in the browser before the issue.

    proposed: what stands there until somebody writes; given the row the paper is about. needed: the paper is not
    issued without it.
    """

    key: str
    label: str
    proposed: Callable[[Any], str] = lambda row: ""
    help_text: str = ""
    needed: bool = False
