"""From a `Paper` to what is printed of it, whatever prints it: mended texts, marks, line breaks, what stays together.

`thidua.pdf` and `thidua.word` draw the same `Shown`, so that no word of a paper is written in two places.
"""

from thidua.shown.making import shown, tidied
from thidua.shown.parts import Cell, Grid, Head, Runs, Sheet, Shown, ShownSlip, Signed, TableRow, Text

__all__ = [
    "Cell",
    "Grid",
    "Head",
    "Runs",
    "Sheet",
    "Shown",
    "ShownSlip",
    "Signed",
    "TableRow",
    "Text",
    "shown",
    "tidied",
]
