#!/usr/bin/env python3
"""What building an index costs, beside others on the same articles:
index_race.py --scratch DIR [--fts5-build PROGRAM] [--runs N] [--slow-mb MB] FILE…

Each FILE (or directory) of articles is a race of its own: Dateline from JSON lines to a published index with every
field and the full text, synced to the disk; SQLite FTS5 (PROGRAM, given ready rows of title and body, nothing
synced). On MB of the text, evenly spread, the slow ones run too, and both again: Dateline with --builder xapian
and Omega's scriptindex. Builders take turns, N rounds; CPU is the whole process's, user and system; figures are
medians, ratios medians of the rounds' ratios, with the least and the greatest. What is not installed is left out.
"""
import argparse
import dataclasses
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from index_inputs import write_inputs

THREADS = 2


@dataclasses.dataclass
class Run:
    wall: float
    cpu: float
    peak_bytes: int
    size_bytes: int


@dataclasses.dataclass
class Builder:
    name: str
    command: list  # what makes the index; its path is put in for DB
    runs: list = dataclasses.field(default_factory=list)

    def median(self, figure):
        return statistics.median(getattr(run, figure) for run in self.runs)


def left_out(what, package):
    print(f"left out: {what} (apt-get install {package})", file=sys.stderr)


def size_of(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(path) for name in names)


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.remove(path)


def run(command, db, log):
    """Runs it and removes nothing. The peak is the process's own: this one stays smaller."""
    os.sync()  # what was written before is not written during this run
    with open(log, "wb") as output:
        begun = time.monotonic()
        child = subprocess.Popen([db if word == "DB" else word for word in command], stdin=subprocess.DEVNULL,
                                 stdout=output, stderr=output)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        with open(log, encoding="utf-8", errors="replace") as output:
            sys.exit(f"{' '.join(command)}: exit status {child.returncode}\n{output.read()[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, size_of(db))


def race(builders, rounds, scratch):
    """Each round begins with another builder. The index of the first one stays: its path."""
    kept = os.path.join(scratch, "kept")
    for number in range(rounds):
        first = number % len(builders)
        for builder in builders[first:] + builders[:first]:
            db = kept if builder is builders[0] else os.path.join(scratch, "db")
            remove(db)
            builder.runs.append(run(builder.command, db, os.path.join(scratch, "log")))
            if db != kept:
                remove(db)
    return kept


def dateline(name, inputs, *options):
    command = ["dateline-index", "--quiet", "--db", "DB", *options, inputs.articles]
    return Builder(name, command)


def fts5(program, inputs, tokenizer):
    return Builder(f"SQLite FTS5, {tokenizer}", [program, inputs.rows, "DB", tokenizer])


def show(title, inputs, builders):
    print(f"\n{title}: {inputs.count} articles, {inputs.text_bytes / 1e6:.1f} MB of text, mostly {inputs.language}")
    print(f"  {'':<28}{'MB a CPU s':>12}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'index MB':>10}")
    for builder in builders:
        cpu = builder.median("cpu")
        print(f"  {builder.name:<28}{inputs.text_bytes / 1e6 / cpu:12.2f}{cpu:9.2f}{builder.median('wall'):9.2f}"
              f"{builder.median('peak_bytes') / 1e6:9.0f}{builder.median('size_bytes') / 1e6:10.1f}")


def verdict(what, figure, goal, reached, spread=""):
    print(f"  {what:<44}{figure:>10}  goal {goal:<14}{'reached' if reached else 'not reached'}  {spread}")


def compare(what, ours, theirs, figure, goal):
    """How many times quicker than they we are."""
    ratios = [getattr(their, figure) / getattr(our, figure) for our, their in zip(ours.runs, theirs.runs)]
    ratio = statistics.median(ratios)
    verdict(what, f"{ratio:.2f} x", f">= {goal} x", ratio >= goal, f"({min(ratios):.2f} to {max(ratios):.2f})")


def judge_size(index, size, scratch):
    if not shutil.which("xapian-compact"):
        return left_out("the size against xapian-compact's", "xapian-tools")
    packed = os.path.join(scratch, "packed")
    subprocess.run(["xapian-compact", index, packed], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ratio = size / size_of(packed)
    verdict(f"size against xapian-compact's {size_of(packed) / 1e6:.1f} MB", f"{ratio:.3f} x", "<= 1.2 x", ratio <= 1.2)
    return remove(packed)


def quick_race(path, arguments, scratch):
    """Dateline and FTS5 over everything. How many bytes of text that is."""
    inputs = write_inputs([path], os.path.join(scratch, "all"))
    ours = dateline(f"Dateline, {THREADS} threads", inputs, "--threads", str(THREADS))
    builders = [ours, dateline("Dateline, 1 thread", inputs, "--threads", "1")]
    if arguments.fts5_build:
        builders += [fts5(arguments.fts5_build, inputs, tokenizer) for tokenizer in ("unicode61", "porter unicode61")]
    index = race(builders, arguments.runs, scratch)
    show(path, inputs, builders)
    if arguments.fts5_build:
        compare("CPU against FTS5, unicode61", ours, builders[2], "cpu", 1.15 if inputs.mostly_ascii else 0.9)
        compare("wall against FTS5, unicode61", ours, builders[2], "wall", 1.9)
    judge_size(index, ours.median("size_bytes"), scratch)
    peak = max(run.peak_bytes for run in ours.runs)
    verdict("peak memory", f"{peak / 2**20:.0f} MiB", "<= 1024 MiB", peak <= 2**30)
    return inputs.text_bytes


def slow_race(path, share, arguments, scratch):
    """All of them over a share of the text."""
    inputs = write_inputs([path], os.path.join(scratch, "some"), share)
    ours = dateline(f"Dateline, {THREADS} threads", inputs, "--threads", str(THREADS))
    slow = dateline("Dateline, --builder xapian", inputs, "--threads", str(THREADS), "--builder", "xapian")
    builders = [ours, slow]
    goals = {slow.name: 25}
    if arguments.fts5_build:
        builders.append(fts5(arguments.fts5_build, inputs, "unicode61"))
    if shutil.which("scriptindex"):
        stemmer = inputs.language if inputs.language in ("ar", "de", "en", "es", "fr", "it", "pt", "ru") else "none"
        builders.append(Builder("Omega's scriptindex", ["scriptindex", "--overwrite", f"--stemmer={stemmer}", "DB",
                                                        inputs.script, inputs.dump]))
        goals[builders[-1].name] = 20
    race(builders, arguments.runs, scratch)
    show(f"{path}, {share:.0%} of the text", inputs, builders)
    for builder in builders:
        if builder.name in goals:
            compare(f"CPU against {builder.name}", ours, builder, "cpu", goals[builder.name])


def main():
    def at_least(least, kind):
        def read(text):
            value = kind(text)
            if value < least:
                raise argparse.ArgumentTypeError(f"{text} is less than {least}")
            return value
        read.__name__ = "number"
        return read

    parser = argparse.ArgumentParser(prog="scripts/bench index", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=at_least(1, int), default=3, metavar="N", help="rounds (default 3)")
    parser.add_argument("--slow-mb", type=at_least(1, float), default=20, metavar="MB", help="text for the slow ones (default 20)")
    parser.add_argument("--scratch", required=True, metavar="DIR", help="where indexes are built")
    parser.add_argument("--fts5-build", default="", metavar="PROGRAM", help="tests/bench/fts5_build, as built")
    parser.add_argument("files", nargs="+", metavar="FILE")
    arguments = parser.parse_args()
    for file in arguments.files:
        if not os.path.exists(file):
            parser.error(f"there is no {file}")
    if not os.access(arguments.fts5_build, os.X_OK):
        left_out("SQLite FTS5", "libsqlite3-dev")
        arguments.fts5_build = ""
    if not shutil.which("scriptindex"):
        left_out("Omega's scriptindex", "xapian-omega")
    for path in arguments.files:
        with tempfile.TemporaryDirectory(dir=arguments.scratch) as scratch:
            text_bytes = quick_race(path, arguments, scratch)
            shutil.rmtree(os.path.join(scratch, "all"))
            slow_race(path, min(1.0, arguments.slow_mb * 1e6 / text_bytes), arguments, scratch)


main()
