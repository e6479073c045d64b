"""Usage: headers_test.py ROOT

The headers that cmake/install.cmake installs are those that include/ulpforge names with all that these include: none is
missing, and none is there for nobody."""

import pathlib
import re
import sys


def includes(text):
    return re.findall(r'^\s*#\s*include\s*"([^"]+)"', text, re.MULTILINE)


def listed(cmake, variable):
    return set(re.search(rf"set\({variable}(.*?)\)", cmake, re.DOTALL).group(1).split())


def main():
    root = pathlib.Path(sys.argv[1])
    install = (root / "cmake/install.cmake").read_text()
    installed = listed(install, "ULPFORGE_PUBLIC_HEADERS")
    messages = listed(install, "ULPFORGE_PUBLIC_MESSAGES")
    needed, needed_messages = set(), set()
    todo = [include for path in sorted((root / "include/ulpforge").iterdir()) for include in includes(path.read_text())]
    while todo:
        name = todo.pop()
        if name in needed or not (name.endswith(".pb.h") or (root / name).exists()):
            continue  # a header of another library, or ulpforge/FOLDER.h
        if name.endswith(".pb.h"):
            if not name.startswith("google/"):
                needed_messages.add(name.removesuffix(".pb.h"))
            continue
        needed.add(name)
        todo += includes((root / name).read_text())
    problems = [f"{name}: is included by what is installed, but is not" for name in sorted(needed - installed)]
    problems += [f"{name}: is installed, but nothing that is for others includes it" for name in sorted(installed - needed)]
    problems += [f"{name}.proto: installed or included, but not both" for name in sorted(messages ^ needed_messages)]
    print("\n".join(problems) or f"{len(installed)} headers")
    sys.exit(1 if problems else 0)


main()
