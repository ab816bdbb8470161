#!/usr/bin/env python3
"""What bringing an index up to date costs: update_cost.py TREE SCRATCH [ROUNDS].

TREE, a directory of article files, is edited: give a copy. dateline-index is taken from PATH, and so is
recollindex (Debian's recollcmd), which is left out where there is none. Every figure is the median of
alternating runs, so that what else the machine does meets all of them alike. Bytes are what the process read
by system calls (rchar), from the page cache or not.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time


def run(command):
    """(wall seconds, CPU seconds, bytes read) of a command that may reject files."""
    devnull = subprocess.DEVNULL
    begun = time.monotonic()
    child = subprocess.Popen(command, stdin=devnull, stdout=devnull, stderr=devnull)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    wall = time.monotonic() - begun
    try:
        with open(f"/proc/{child.pid}/io", encoding="ascii") as counters:
            read = int(counters.readline().split()[1])
    except OSError:
        read = 0
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        sys.exit(f"{' '.join(command)}: exit status {child.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, read


def show(name, runs, note=""):
    wall, cpu, read = (statistics.median(column) for column in zip(*runs))
    print(f"{name:<34} {wall:9.3f} s  {cpu:9.3f} s CPU  {read / 1e6:9.2f} MB read  {note}")
    return cpu


def edit(files, word):
    for file in files:
        with open(file, "a", encoding="utf-8") as article:
            article.write(f"\nEdited {word}.\n")


def main():
    tree, scratch = os.path.abspath(sys.argv[1]), sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    files = sorted(os.path.join(at, name) for at, _, names in os.walk(tree) for name in names)
    update = ["dateline-index", "--quiet", "--db", os.path.join(scratch, "index"), tree]
    commands = {"find -printf '%s %T@'": ["find", tree, "-printf", "%s %T@\n"], "dateline-index": update}
    print(f"{len(files)} files, {sum(map(os.path.getsize, files)) / 1e6:.1f} MB")
    full = show("full build", [run(update)])
    if shutil.which("recollindex"):
        settings = os.path.join(scratch, "recoll")
        os.mkdir(settings)
        with open(os.path.join(settings, "recoll.conf"), "w", encoding="utf-8") as file:
            file.write(f"topdirs = {tree}\nloglevel = 1\nskippedPaths =\n")
        commands["recollindex"] = ["recollindex", "-c", settings]
        show("full build, recollindex", [run(commands["recollindex"])])
    else:
        print("recollindex is left out: not installed (apt-get install recollcmd)", file=sys.stderr)

    print("nothing changed:")
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command))
    cost = {name: statistics.median(wall for wall, _, _ in runs[name]) for name in commands}
    for name in commands:
        show("  " + name, runs[name], f"{cost[name] / cost['dateline-index']:.2f} of dateline-index")

    def edited(name, picked, repeats):
        runs = []
        for repeat in range(repeats):
            edit(picked(repeat), repeat)
            runs.append(run(update))
        cpu = statistics.median(cpu for _, cpu, _ in runs)
        show(name, runs, f"{cpu / full:.4f} of the full build's CPU")

    edited("one file edited", lambda repeat: [files[repeat * 997 % len(files)]], 5)
    edited("1 % of the files edited", lambda repeat: files[repeat::100], 3)


main()
