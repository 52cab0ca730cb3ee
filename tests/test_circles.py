#!/usr/bin/env python3
"""No file of the modules calls one that stands on it: the calls between files form no circle;
no file's own function has the name of one that another file has for all; and what a file has for
all is called by another, or by a test.

Read from the objects of the build: a file stands on the files that define what it leaves
undefined. What is handed down as a pointer is no call."""
import glob
import os
import shutil
import subprocess
import sys
import unittest

BUILD = os.environ.get("TRUCE_BUILD", "build")
SOURCE = os.environ.get("TRUCE_SOURCE", os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODULES = ("base/", "proto/", "domain/", "store/", "service/", "client/")


def objects(build, folders=MODULES):
    """The modules' sources with their objects; what was built of a file that is gone is left out."""
    found = {}
    for path in glob.glob(os.path.join(build, "CMakeFiles", "*.dir", "**", "*.c.o"), recursive=True):
        source = path.split(".dir/", 1)[1][:-2]
        if source.startswith(folders) and os.path.exists(os.path.join(SOURCE, source)):
            found[source] = path
    return found


def names(build, folders=MODULES):
    """Each file's names, with their kinds as nm has them."""
    source_of = {path: source for source, path in objects(build, folders).items()}
    lines = subprocess.run(["nm", "-A", "-P", *source_of], capture_output=True, text=True, check=True).stdout
    for line in lines.splitlines():
        path, _, rest = line.partition(": ")
        name, kind = rest.split()[:2]
        yield source_of[path], name, kind


def graph_of(build):
    """For each file the files that it calls, each with a name that it takes from there."""
    owner, taken = {}, {source: set() for source in objects(build)}
    for source, name, kind in names(build):
        if kind == "U":
            taken[source].add(name)
        elif kind in "TDRBC":
            owner[name] = source
    return {source: {owner[name]: name for name in sorted(calls) if owner.get(name, source) != source}
            for source, calls in taken.items()}


def namesakes(build):
    """Files' own functions and tables that bear a name which another file has for all."""
    found = list(names(build))
    owner = {name: source for source, name, kind in found if kind in "TDRBC"}
    return sorted({(source, name, owner[name]) for source, name, kind in found
                   if kind in "tdrb" and "." not in name and name in owner})


def unused(build):
    """Functions that a file has for all and no other calls; libtruce's are for programs of others."""
    found = list(names(build, MODULES + ("tests/", "bench/")))
    called = {name for _, name, kind in found if kind == "U"}
    return sorted((source, name) for source, name, kind in found
                  if kind == "T" and source.startswith(MODULES) and name not in called and name != "main"
                  and not name.startswith("truce_"))


def circles(graph):
    """Files that can be reached from one another, by Tarjan (1972), without recursion."""
    number, low, stack, on, found = {}, {}, [], set(), []
    for start in sorted(graph):
        work = [(start, iter(()))] if start not in number else []
        while work:
            node, rest = work[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                stack.append(node)
                on.add(node)
                rest = iter(sorted(graph.get(node, ())))
                work[-1] = (node, rest)
            below = next(rest, None)
            if below is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    circle = set()
                    while node not in circle:
                        circle.add(stack.pop())
                    on.difference_update(circle)
                    if len(circle) > 1:
                        found.append(frozenset(circle))
            elif below not in number:
                work.append((below, iter(())))
            elif below in on:
                low[node] = min(low[node], number[below])
    return found


def told(graph, circle):
    """A circle's calls, one a line."""
    return "\n".join(f"  {source} calls {name} of {other}" for source in sorted(circle)
                     for other, name in sorted(graph[source].items()) if other in circle)


class Circles(unittest.TestCase):
    def test_calls_between_files_form_no_circle(self):
        graph = graph_of(BUILD)
        self.assertGreater(len(graph), 300, "the objects are not where this test looks")
        self.assertGreater(sum(len(calls) for calls in graph.values()), 1000)
        self.assertEqual(circles(graph), [], "\n".join("a circle of calls:\n" + told(graph, c) for c in circles(graph)))

    def test_a_name_that_a_file_has_for_all_is_no_other_files_own(self):
        self.assertEqual([f"{source} has a {name} of its own beside that of {other}"
                          for source, name, other in namesakes(BUILD)], [])

    def test_what_a_file_has_for_all_is_called_by_another(self):
        if len(objects(BUILD, ("tests/test_",))) < len(glob.glob(os.path.join(SOURCE, "tests", "test_*.c"))):
            self.skipTest("the tests are not all built here")
        self.assertEqual([f"{source}: {name}" for source, name in unused(BUILD)], [])

    def test_a_circle_is_found_however_long_it_is_and_no_other(self):
        chain = {f"f{i}": {f"f{i + 1}": "x"} for i in range(2000)}
        self.assertEqual(circles({**chain, "f2000": {}}), [])
        self.assertEqual(circles({**chain, "f2000": {"f0": "x"}}), [frozenset([*chain, "f2000"])])
        two = {"a": {"b": "x"}, "b": {"a": "x", "c": "x"}, "c": {"d": "x"}, "d": {"c": "x"}, "e": {"a": "x"}}
        self.assertEqual(set(circles(two)), {frozenset("ab"), frozenset("cd")})


if __name__ == "__main__":
    if shutil.which("nm") is None or not objects(BUILD):
        print("skipped: no nm, or no objects of the build here")
        sys.exit(77)
    unittest.main()
