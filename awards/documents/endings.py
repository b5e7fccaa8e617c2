"""How a text that people may rewrite still ends as an official paper does: "./." once, after the last sentence."""

from thidua.copies import Copy
from thidua.papers import Paragraph

END = "./."


def ended(copy: Copy, key: str, proposed: str) -> list[Paragraph]:
    """The free part that closes a paper, its last paragraph with the mark of the end."""
    lines = [line.strip() for line in copy.text(key, proposed).splitlines() if line.strip()]
    return [Paragraph(line if place < len(lines) else with_end(line)) for place, line in enumerate(lines, start=1)]


def with_end(sentence: str) -> str:
    return f"{sentence.rstrip('./ ')}{END}"
