#!/usr/bin/env python3
"""Kills searches with SIGKILL at random moments, resumes them, and compares what they find with undisturbed ones.

Two searches take turns, one over the reals and one for float32 kernels, each with a checkpoint after every 50 ms. Every
other kill waits for the moment when a file of the run is being written (FILE.tmp is there), the others come at a
random time after the start, also before the run has its first checkpoint. After each kill

  - `ulpforge front` must read the run,
  - the front must be at least as far as before: as many candidates, and for every program one that costs no more and
    is no worse,
  - `ulpforge resume`, with another number of threads, must go on.

When a search ends, its front.json must be that of an undisturbed search to the byte, and its checkpoint the same search
state. Prints one line for each search; exits with 1 at the first difference and keeps the folder.

  scripts/kill_test.py [--kills N] [--seed S] [--ulpforge PATH]      default: 200 kills, about 10 minutes
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
INTERVAL = ["--checkpoint-interval", "0.05s"]
SEARCHES = {
    "real": ["exp2", "--max-ops", "9", "--budget", "60000c"],
    "float32": ["exp2", "--format", "float32", "--variant", "full", "--cost", "zen5-throughput", "--max-ops", "8",
                "--budget", "4000c", "--no-rank"],
}
LONGEST_WAIT = 1.5  # seconds
MAX_KILLS_OF_A_SEARCH = 25


class Failure(Exception):
    pass


def start(command):
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def wait_for_write(process, run, rng):
    """Returns while the process writes a file of the run, at the latest when it ends."""
    for _ in range(rng.randrange(1, 4)):
        while process.poll() is None and not any(run.glob("*.tmp")):
            pass


def kill_at_random(process, run, rng):
    """True if it was killed, False if it had ended."""
    if rng.random() < 0.5:
        wait_for_write(process, run, rng)
    else:
        try:
            process.wait(rng.uniform(0, LONGEST_WAIT))
        except subprocess.TimeoutExpired:
            pass
    if process.poll() is None:
        process.kill()
    code, errors = process.wait(), process.stderr.read()
    if code not in (0, -9):
        raise Failure(f"exit status {code}: {errors.strip().splitlines()[-1:]}")
    return code == -9


def published(ulpforge, run):
    """The front as `ulpforge front` reads it; None before there is one."""
    if not (run / "front.json").exists():
        return None
    done = subprocess.run([ulpforge, "front", run, "--json"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"front: {done.stderr.strip()}")
    return json.loads(done.stdout)


def candidates(report):
    return int(report["statistics"]["candidates"])


def cost(entry):
    return entry.get("cost", entry["ops"])


def check_nothing_lost(before, after):
    if before is None:
        return
    if after is None or candidates(after) < candidates(before):
        raise Failure("the front went back to fewer candidates")
    for old in before["front"]:
        if old["level"] == "sampled" and not any(cost(new) <= cost(old) and (new["error"] <= old["error"] or
                new["level"] != "sampled") for new in after["front"]):
            raise Failure(f"the program with error {old['error']} at cost {cost(old)} is lost")


def varint(message, at):
    value = shift = 0
    while True:
        byte = message[at]
        value, at, shift = value | (byte & 127) << shift, at + 1, shift + 7
        if byte < 128:
            return value, at


def fields(message):
    """The fields of a protobuf message, as (number, bytes)."""
    at = 0
    while at < len(message):
        begin = at
        tag, at = varint(message, at)
        kind = tag & 7
        if kind == 0:
            _, at = varint(message, at)
        elif kind == 1:
            at += 8
        elif kind == 2:
            length, at = varint(message, at)
            at += length
        else:
            raise Failure(f"the checkpoint has a field of wire type {kind}")
        yield tag >> 3, message[begin:at]


def state(run):
    """What the search has become: the front, and the checkpoint without its configuration (field 1), which names the
    directory, and without the time that it took (field 7). engine/run/checkpoint.h has the container."""
    container = (run / "checkpoint.bin").read_bytes()
    message = subprocess.run(["zstd", "-dc"], input=container[28:-16], capture_output=True, check=True).stdout
    return (run / "front.json").read_bytes(), [field for number, field in fields(message) if number not in (1, 7)]


def disturbed(ulpforge, search, run, rng, kills):
    """Runs the search to its end, killing it up to `kills` times; returns how often it was."""
    command, killed, before = [*search, "--threads", "2", *INTERVAL, "--out", run], 0, None
    command = [ulpforge, "search", *command]
    while True:
        process = start(command)
        if killed == kills:
            _, errors = process.communicate()
            if process.returncode:
                raise Failure(f"after the last kill: {errors.strip()}")
            return killed
        if not kill_at_random(process, run, rng):
            return killed
        killed += 1
        after = published(ulpforge, run)
        check_nothing_lost(before, after)
        before = after
        if (run / "config.textproto").exists():
            command = [ulpforge, "resume", run, "--threads", str(rng.randrange(1, 3))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ulpforge", default=ROOT / "build/release/ulpforge", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.ulpforge.exists():
        sys.exit(f"kill_test.py: there is no {arguments.ulpforge}; run scripts/build.sh or give --ulpforge PATH")
    rng = random.Random(arguments.seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ulpforge-kill-"))
    kills, searches, began = 0, 0, time.monotonic()
    while kills < arguments.kills:
        name = list(SEARCHES)[searches % len(SEARCHES)]
        search = [*SEARCHES[name], "--seed", str(arguments.seed + searches)]
        plain, run = folder / f"{searches}-plain", folder / f"{searches}-killed"
        subprocess.run([arguments.ulpforge, "search", *search, "--threads", "2", "--out", plain], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wanted = min(MAX_KILLS_OF_A_SEARCH, arguments.kills - kills)
            killed = disturbed(arguments.ulpforge, search, run, rng, wanted)
            if state(plain) != state(run):
                raise Failure("it found something else than the undisturbed search")
        except Failure as failure:
            sys.exit(f"kill_test.py: search {searches} ({name}) in {run}: {failure}")
        kills, searches = kills + killed, searches + 1
        print(f"search {searches} ({name}): killed {killed} times, front identical; {kills} kills in "
              f"{time.monotonic() - began:.0f} s", flush=True)
        for used in (plain, run):
            shutil.rmtree(used)
    folder.rmdir()
    print(f"{kills} kills in {searches} searches: nothing lost, all fronts identical")


if __name__ == "__main__":
    main()
