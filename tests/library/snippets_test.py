"""Usage: snippets_test.py ROOT

Every fenced block of C++ or CMake in docs/library.md must stand, but for white space, in a file of examples/, where
it is compiled."""

import pathlib
import re
import sys


def normal(text):
    return " ".join(text.split())


def main():
    root = pathlib.Path(sys.argv[1])
    examples = [normal(path.read_text()) for path in sorted((root / "examples").iterdir()) if path.is_file()]
    blocks = re.findall(r"```(?:cpp|cmake)\n(.*?)```", (root / "docs/library.md").read_text(), re.DOTALL)
    if not blocks:
        sys.exit("docs/library.md has no blocks")
    lost = [block for block in blocks if not any(normal(block) in text for text in examples)]
    for block in lost:
        print("docs/library.md: this block stands in no example:\n" + block)
    sys.exit(1 if lost else 0)


main()
