"""Whether a page asks and loads as much in a large school as in a small one:

    .venv/bin/python -m tests.benchmarks.compare 42.json 6000.json

The files are written by `tests/benchmarks/pages.py --json`. Rows and bytes are compared where both pages show as many
lines; a list that is not full in the small school is compared by its queries alone.
"""

import json
import sys
from pathlib import Path

MOST_BYTES = 0.10


def read(path: str) -> dict[tuple[str, str], dict]:
    return {(one["page"], one["role"]): one for one in json.loads(Path(path).read_text())}


def differences(small: dict, large: dict) -> list[str]:
    found = []
    if small["queries"] != large["queries"]:
        found.append(f"truy vấn {small['queries']} → {large['queries']}")
    if small["lines"] != large["lines"]:
        return [*found, f"({small['lines']} và {large['lines']} dòng: không so hàng, byte)"]
    if small["rows"] != large["rows"]:
        found.append(f"hàng {small['rows']} → {large['rows']}")
    if abs(large["size"] - small["size"]) > MOST_BYTES * small["size"]:
        found.append(f"byte {small['size']} → {large['size']}")
    return found


def main() -> None:
    small, large = (read(path) for path in sys.argv[1:3])
    for key in small.keys() ^ large.keys():
        print(f"chỉ có ở một bên: {key[0]}, {key[1]}")
    for key in [key for key in small if key in large]:
        if found := differences(small[key], large[key]):
            print(f"{key[0]:34} {key[1]:11} {'; '.join(found)}")
    print(f"{len(small.keys() & large.keys())} trang so được")


if __name__ == "__main__":
    main()
