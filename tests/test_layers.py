#!/usr/bin/env python3
"""Which layer may include which: walks every include of the modules.

base < proto < domain, base < store, {domain, store} < service, proto < client.
A library's header is named only in the layers that hold it."""
import os
import re
import sys
import tempfile
import unittest

SOURCE = os.environ.get("TRUCE_SOURCE", os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# What a file of each layer may include, besides its own layer.
MAY_INCLUDE = {
    "base": set(),
    "proto": {"base", "schema"},
    "domain": {"base", "proto", "schema"},
    "store": {"base"},
    "service": {"base", "proto", "schema", "domain", "store"},
    "client": {"base", "proto", "schema"},
}

# Where each library's headers may be included: what the file's path begins with.
LIBRARIES = {
    "lmdb.h": ("store/",),
    "nng/": ("client/lib",),
    "sys/epoll.h": ("service/conn.", "service/conn_visit.", "service/loop."),
    "nghttp2/": ("service/grpc", "client/libgrpc"),
    "zlib.h": ("service/grpc_gzip.",),
    "openssl/": ("base/tls.",),
    "geos_c.h": ("domain/geo_topology.",),
    "libstemmer.h": ("domain/text_stem.",),
    "utf8proc.h": ("domain/text_fold.",),
    "protobuf-c/": ("proto/", "domain/", "service/", "client/"),
}

# The command runs the service in its own process.
EXCEPTIONS = {("client/local.c", "service"), ("client/local.c", "store")}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]')


def layer_of(included):
    """The layer that an include names; None for a library's header."""
    if included.endswith(".pb-c.h"):
        return "schema"
    top = included.split("/")[0]
    return top if top in MAY_INCLUDE and "/" in included else None


def fault_of(path, included):
    """Why the file may not include this; None where it may."""
    layer = path.split("/")[0]
    other = layer_of(included)
    if other is not None:
        fine = other == layer or other in MAY_INCLUDE[layer] or (path, other) in EXCEPTIONS
        return None if fine else f"{layer} does not stand on {other}"
    for library, files in LIBRARIES.items():
        if included == library or (library.endswith("/") and included.startswith(library)):
            return None if path.startswith(files) else f"{path} does not name {library}"
    return None


def faults(root):
    """Every include that breaks a rule, as "file:line: why", and how many there are in all."""
    found, count = [], 0
    for layer in MAY_INCLUDE:
        for folder, _, names in os.walk(os.path.join(root, layer)):
            for name in sorted(names):
                if not name.endswith((".c", ".h")):
                    continue
                path = os.path.relpath(os.path.join(folder, name), root)
                with open(os.path.join(root, path), encoding="utf-8") as lines:
                    for number, line in enumerate(lines, 1):
                        include = INCLUDE.match(line)
                        if include is None:
                            continue
                        count += 1
                        why = fault_of(path, include.group(1))
                        if why is not None:
                            found.append(f"{path}:{number}: {why} ({include.group(1)})")
    return found, count


class Layers(unittest.TestCase):
    def test_no_file_includes_from_a_layer_that_it_does_not_stand_on(self):
        found, count = faults(SOURCE)
        self.assertEqual(found, [], "\n".join(found))
        self.assertGreater(count, 100, "the modules are not where this test looks")

    def test_every_layer_is_there(self):
        for layer in MAY_INCLUDE:
            self.assertTrue(os.path.isdir(os.path.join(SOURCE, layer)), layer)

    def test_every_kind_of_fault_is_found_with_its_line(self):
        rows = [
            ("base/a.c", '#include "proto/wire.h"', "base does not stand on proto"),
            ("base/a.c", "#include <protobuf-c/protobuf-c.h>", "base/a.c does not name protobuf-c/"),
            ("base/a.h", '#include "truce/v1/zone.pb-c.h"', "base does not stand on schema"),
            ("proto/a.c", '#include "store/store.h"', "proto does not stand on store"),
            ("proto/a.c", '#include "domain/zone.h"', "proto does not stand on domain"),
            ("domain/a.c", '  #  include "store/store.h"', "domain does not stand on store"),
            ("store/a.c", '#include "proto/message.h"', "store does not stand on proto"),
            ("store/a.c", '#include "truce/v1/zone.pb-c.h"', "store does not stand on schema"),
            ("store/deep/a.c", "#include <protobuf-c/protobuf-c.h>", "store/deep/a.c does not name protobuf-c/"),
            ("service/a.c", "#include <lmdb.h>", "service/a.c does not name lmdb.h"),
            ("service/a.c", '#include "client/truce.h"', "service does not stand on client"),
            ("client/a.c", '#include "service/service.h"', "client does not stand on service"),
            ("client/local.c", '#include "domain/zone.h"', "client does not stand on domain"),
            ("service/zones.c", "#include <nng/nng.h>", "service/zones.c does not name nng/"),
            ("store/a.c", "#include <nng/nng.h>", "store/a.c does not name nng/"),
            ("service/conn.c", "#include <nng/nng.h>", "service/conn.c does not name nng/"),
            ("service/sp.c", "#include <sys/epoll.h>", "service/sp.c does not name sys/epoll.h"),
        ]
        for path, line, why in rows:
            with self.subTest(path=path, line=line), tempfile.TemporaryDirectory() as root:
                self.write(root, path, "/* a made file */\n\n" + line + "\n")
                found, _ = faults(root)
                self.assertEqual(len(found), 1)
                self.assertTrue(found[0].startswith(f"{path}:3: {why}"), found[0])

    def test_what_is_allowed_is_not_found(self):
        rows = [
            ("base/a.c", "#include <stdio.h>"),
            ("proto/a.c", '#include "base/bytes.h"'),
            ("domain/a.c", '#include "truce/v1/zone.pb-c.h"'),
            ("store/a.c", "#include <lmdb.h>"),
            ("service/a.c", '#include "store/store.h"'),
            ("client/local.c", '#include "service/service.h"'),
            ("client/liblink.c", "#include <nng/nng.h>"),
            ("client/libsp.c", "#include <nng/nng.h>"),
            ("service/loop.c", "#include <sys/epoll.h>"),
            ("client/a.c", '// #include "service/service.h"'),
        ]
        for path, line in rows:
            with self.subTest(path=path, line=line), tempfile.TemporaryDirectory() as root:
                self.write(root, path, line + "\n")
                self.assertEqual(faults(root)[0], [])

    @staticmethod
    def write(root, path, text):
        whole = os.path.join(root, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as out:
            out.write(text)


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
