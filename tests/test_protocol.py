#!/usr/bin/env python3
"""The program on docs/protocol.md works as it stands there, and reads fields of every kind."""
import os
import re
import subprocess
import sys

from wire import SOURCE, Truced, truce


def main():
    with open(os.path.join(SOURCE, "docs/protocol.md")) as f:
        programs = re.findall(r"```python\n(.*?)```", f.read(), re.S)
    if len(programs) != 1:
        sys.exit("docs/protocol.md has %d programs, expected one" % len(programs))
    with Truced() as server:
        loaded = truce("--server", server.tcp, "import", os.path.join(SOURCE, "data/rounds.json"),
                       os.path.join(SOURCE, "data/statements.json"))
        if loaded.returncode:
            sys.exit("import failed: " + loaded.stderr)
        ran = subprocess.run([sys.executable, "-c", programs[0]], capture_output=True, text=True,
                             env=dict(os.environ, TRUCE_ADDRESS=server.tcp[6:]))
        os.environ["TRUCE_ADDRESS"] = server.tcp[6:]
        page = {"__name__": "page"}
        exec(programs[0], page)
        reply = page["call"](page["connect"](), "/truce.v1.SearchService/SearchStatements", page["field"](1, b"syria"))
        hits = [dict(page["fields"](value)) for number, value in page["fields"](reply[4]) if number == 1]
        if not hits or not all(hit[1].startswith(b"statements/") and hit[3] > 0 for hit in hits):
            sys.exit("a search answered %r" % hits)
        with open("/dev/null", "w") as nowhere:  # who reads the first line may stop there
            ends = subprocess.run(["sh", "-c", '"$0" -u -c "$1" | head -n 1', sys.executable, programs[0]],
                                  stdout=nowhere, stderr=subprocess.PIPE, text=True)
        if ends.stderr:
            sys.exit("the program, read by head, says:\n" + ends.stderr)
        if ran.returncode or "rounds/astana-6" not in ran.stdout or not re.match(r"revision \d+\n", ran.stdout):
            sys.exit("the program printed:\n" + ran.stdout + ran.stderr)
    print("the program of docs/protocol.md ran")


main()
