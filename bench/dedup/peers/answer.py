"""How a peer takes its question and gives its answer to the bench."""

import json
import sys


def asked():
    return json.loads(sys.argv[1])


def texts_of(file, limit=None):
    """The `persona` of each line of a JSONL file, or the line itself where it is no JSON."""
    texts = []
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            if limit is not None and len(texts) == limit:
                break
            line = line.rstrip("\n")
            if line:
                texts.append(json.loads(line)["persona"] if line.startswith("{") else line)
    return texts


def answer(value):
    sys.stdout.write("\npolyphony-bench-answer " + json.dumps(value) + "\n")
    sys.stdout.flush()
