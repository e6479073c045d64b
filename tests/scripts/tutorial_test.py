"""Runs docs/tutorial.md: writes the files that it shows, then its commands in their order, in an empty folder.

    tutorial_test.py ULPFORGE DOCS
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

# The page's budgets take minutes; these find the same kind of front.
SMALLER = [("--budget 20s", "--budget 2s"), ("--budget 20000c", "--budget 1024c")]
PARTS = re.compile(r"<!-- file: (?P<path>\S+) -->\n```\w*\n(?P<text>.*?)```\n|```sh\n(?P<commands>.*?)```\n", re.DOTALL)


def run(commands, folder, environment):
    for full, smaller in SMALLER:
        commands = commands.replace(full, smaller)
    print(f"$ {commands}", end="", flush=True)
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", commands], cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(done.stdout, flush=True)
    if done.returncode != 0:
        sys.exit(f"tutorial_test: exit code {done.returncode}")
    return done.stdout


def expect(condition, what):
    if not condition:
        sys.exit(f"tutorial_test: {what}")


def main():
    ulpforge, docs = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    environment = dict(os.environ, PATH=f"{ulpforge.parent}:{os.environ['PATH']}")
    page = (docs / "tutorial.md").read_text()
    output = ""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for part in PARTS.finditer(page):
            if part["commands"]:
                output += run(part["commands"], folder, environment)
                continue
            path = folder / part["path"]
            path.parent.mkdir(exist_ok=True)
            path.write_text(part["text"])
        code = (folder / "softplus/softplus.c").read_text()
        template = (folder / "softplus.tmpl").read_text()
    expect(template == (docs / "tutorial/softplus.tmpl").read_text(), "docs/tutorial/softplus.tmpl is not that of the page")
    error = re.search(r"Max error: (\S+) ULP", code)
    expect(error and float(error[1]) <= 2, "softplus.c does not claim at most 2 ULP")
    expect("Level: exhaustive, 2202009602 inputs" in code, "softplus.c was not checked at every input")
    expect(output.count("results as recorded") == 2, "the self-check did not pass with both compilers")
    for line in ("no kernel with at most 2 ULP was found", "max error               2.050012 ULP", "100% tests passed"):
        expect(line in output, f"no line with '{line}'")


main()
