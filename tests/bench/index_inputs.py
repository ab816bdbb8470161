"""The same articles as each of the builders that index_race.py runs takes them. Nothing is held in memory but one
article."""
import collections
import dataclasses
import json
import os
import re
import subprocess
import sys

INDEX_SCRIPT = """\
id : boolean=Q field=id
title : field=title weight=2 index=S weight=1 index
date : field=date value=0 date=yyyymmdd
body : index field=body
"""


@dataclasses.dataclass
class Inputs:
    """What was written to one directory, and what is in it."""
    articles: str  # JSON lines
    rows: str  # title NUL body NUL …
    dump: str  # scriptindex's records
    script: str  # scriptindex's index script
    count: int = 0
    text_bytes: int = 0  # titles and bodies, as UTF-8
    text_chars: int = 0
    language: str = "en"  # of most of the articles

    @property
    def mostly_ascii(self):
        return self.text_bytes < 1.2 * self.text_chars


def write_record(dump, article, title, body):
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)", article.get("published") or "")
    one_line = title.replace("\n", " ")
    dump.write(f"id={article['id']}\ntitle={one_line}\n")
    if day:
        dump.write(f"date={''.join(day.groups())}\n")
    dump.write("body=" + body.replace("\n", "\n=") + "\n\n")


def write_inputs(paths, directory, share=1.0):
    """Has dateline-index read the articles of `paths` and writes that share of them, evenly spread."""
    os.makedirs(directory)
    at = {name: os.path.join(directory, name) for name in ("articles.jsonl", "rows", "dump", "index.script")}
    inputs = Inputs(*at.values())
    with open(inputs.script, "w", encoding="utf-8") as script:
        script.write(INDEX_SCRIPT)
    languages = collections.Counter()
    with subprocess.Popen(["dateline-index", "read", *paths], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reader, \
            open(inputs.articles, "wb") as articles, open(inputs.rows, "wb") as rows, \
            open(inputs.dump, "w", encoding="utf-8", newline="\n") as dump:
        for number, line in enumerate(reader.stdout):
            if int((number + 1) * share) == int(number * share):
                continue
            article = json.loads(line)
            title, body = article.get("title") or "", article.get("text") or ""
            articles.write(line)
            rows.write(f"{title}\0{body}\0".encode())
            write_record(dump, article, title, body)
            inputs.count += 1
            inputs.text_bytes += len(title.encode()) + len(body.encode())
            inputs.text_chars += len(title) + len(body)
            languages[article.get("lang") or "en"] += 1
    if reader.returncode not in (0, 3) or not inputs.count:  # 3: some were rejected
        sys.exit(f"no articles were read from {' '.join(paths)}: status {reader.returncode}")
    inputs.language = languages.most_common(1)[0][0]
    return inputs
