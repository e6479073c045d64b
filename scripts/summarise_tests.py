#!/usr/bin/env python3
"""Usage: scripts/summarise_tests.py JUNIT.xml REPORTS
Prints how many tests passed, failed and were skipped, the skipped ones by their reason, and the names of those that failed.
JUNIT.xml is what ctest says about the programs, REPORTS the folder with what each program of GoogleTest says about its tests.
"""
import collections
import pathlib
import sys
import xml.etree.ElementTree


def results_of(program, reports):
    """(name, outcome, reason) of each test that ran: outcome is passed, failed or skipped."""
    name = program.get("name")
    outcome = "failed" if program.find("failure") is not None else "passed"
    if program.find("skipped") is not None:
        outcome = "skipped"
    report = reports / f"{name}.xml"
    if not report.exists():
        reason = "its program skips it" if outcome == "skipped" else ""
        return [(name, outcome, reason)]
    results = []
    for test in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
        if test.get("status") != "run":
            continue
        full_name = f"{test.get('classname')}.{test.get('name')}"
        skipped = test.find("skipped")
        if test.find("failure") is not None:
            results.append((full_name, "failed", ""))
        elif skipped is not None:
            reason = (skipped.get("message") or "").strip().splitlines()
            results.append((full_name, "skipped", reason[-1] if reason else "no reason given"))
        else:
            results.append((full_name, "passed", ""))
    # A program may fail beside its tests, for instance by what a sanitizer reports at its end.
    if outcome == "failed" and all(result[1] != "failed" for result in results):
        results.append((name, "failed", ""))
    return results


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    programs = xml.etree.ElementTree.parse(sys.argv[1]).getroot().findall("testcase")
    results = [result for program in programs for result in results_of(program, pathlib.Path(sys.argv[2]))]
    count = collections.Counter(outcome for _, outcome, _ in results)
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    reasons = collections.Counter(reason for _, outcome, reason in results if outcome == "skipped")
    for reason, number in reasons.most_common():
        print(f"  skipped {number}: {reason}")
    for name, outcome, _ in results:
        if outcome == "failed":
            print(f"  FAILED {name}")


if __name__ == "__main__":
    main()
