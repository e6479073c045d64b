#!/usr/bin/env python3
"""Usage: scripts/summarise_tests.py JUNIT.xml
Prints how many tests passed, failed and were skipped, the skipped ones by their reason, and the names of those that failed.
"""
import collections
import re
import sys
import xml.etree.ElementTree


def reason_of(test):
    """What a test of GoogleTest gave to GTEST_SKIP."""
    found = re.search(r": Skipped\n(.*)\n", test.findtext("system-out") or "")
    return found.group(1).strip() if found and found.group(1).strip() else "no reason given"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    tests = xml.etree.ElementTree.parse(sys.argv[1]).getroot().findall("testcase")
    skipped = [test for test in tests if test.find("skipped") is not None]
    failed = [test for test in tests if test.find("failure") is not None]
    print(f"{len(tests) - len(skipped) - len(failed)} passed, {len(failed)} failed, {len(skipped)} skipped")
    for reason, count in collections.Counter(map(reason_of, skipped)).most_common():
        print(f"  skipped {count}: {reason}")
    for test in failed:
        print(f"  FAILED {test.get('name')}")


if __name__ == "__main__":
    main()
