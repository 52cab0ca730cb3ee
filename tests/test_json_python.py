#!/usr/bin/python3
"""JSON as protobuf's own Python library has it: random messages of every type of the schema
are written alike by both, and each reads what the other wrote, in every way of writing.
(Debian's python3-protobuf is for Debian's Python.)"""
import importlib
import json
import os
import random
import subprocess
import unittest

import stubs
from wire import BIN

NAMES = stubs.truce_names() + ["truce/rpc/v1/envelope.proto"]
stubs.make(NAMES + ["google/rpc/status.proto", "google/rpc/error_details.proto"])

from google.protobuf import (descriptor_pool, duration_pb2, field_mask_pb2, json_format, message_factory,  # noqa: E402
                             timestamp_pb2)
from google.protobuf.descriptor import FieldDescriptor as F  # noqa: E402

for name in NAMES:
    importlib.import_module(name[:-6].replace("/", ".") + "_pb2")

POOL = descriptor_pool.Default()
ROUNDS = 12
DEEPEST = 5
SECONDS = -62135596800, 253402300799  # of a Timestamp: the years 1 to 9999
TEXTS = ["a", "\u00e9\u202e", "\x1b[2J", "\"\\/\b\f\n\r\t", "\U0001d11e", "</script>", "\u2028", "\x7f\x85", "x" * 40]
NUMBERS = [1.0, 0.1, 1e308, 5e-324, -1e-7, 1e21, 123456789012345680.0, float("inf"), float("-inf")]
WAYS = [{}, {"preserving_proto_field_name": True}, {"use_integers_for_enums": True}]


def message_class(descriptor):
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(POOL).GetPrototype(descriptor)


def collect(descriptor, types):
    if descriptor.full_name in types or descriptor.GetOptions().map_entry:
        return
    types[descriptor.full_name] = descriptor
    for field in descriptor.fields:
        if field.message_type:
            collect(field.message_type, types)


def all_types():
    types = {}
    for name in NAMES:
        for descriptor in POOL.FindFileByName(name).message_types_by_name.values():
            collect(descriptor, types)
    return types


class Maker:
    """Random messages; the same from the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def integer(self, bits):
        most = 2 ** (bits - 1)
        return self.random.choice([0, 1, -1, most - 1, -most, self.random.randrange(-most, most)])

    def scalar(self, field):
        r = self.random
        return {
            F.TYPE_INT32: lambda: self.integer(32),
            F.TYPE_INT64: lambda: self.integer(64),
            F.TYPE_DOUBLE: lambda: r.choice(NUMBERS + [r.random(), r.gauss(0, 1e9)]),
            F.TYPE_BOOL: lambda: r.random() < 0.5,
            F.TYPE_STRING: lambda: r.choice(TEXTS),
            F.TYPE_BYTES: lambda: bytes(r.randrange(256) for _ in range(r.randrange(9))),
            F.TYPE_ENUM: lambda: r.choice([v.number for v in field.enum_type.values] + [77, -1]),
        }[field.type]()

    def timestamp(self, m):
        m.seconds = self.random.choice([0, *SECONDS, self.random.randrange(*SECONDS)])
        m.nanos = self.random.choice([0, 1, 999999999, 100000000, 123000, self.random.randrange(10**9)])

    def duration(self, m):
        sign = self.random.choice([1, -1])
        m.seconds = sign * self.random.choice([0, 1, self.random.randrange(10**9)])
        m.nanos = sign * self.random.choice([0, 1, 500000000, self.random.randrange(10**9)])

    def field_mask(self, m):
        paths = ["title", "initial_term_months", "readings.effective", "date.earliest"]
        m.paths.extend(self.random.sample(paths, self.random.randrange(4)))

    def any(self, m):
        inner = self.random.choice([None, timestamp_pb2.Timestamp(), duration_pb2.Duration(), field_mask_pb2.FieldMask(),
                                    message_class(POOL.FindMessageTypeByName("truce.v1.DateInterval"))()])
        if inner is not None:
            self.fill(inner, DEEPEST)
            m.Pack(inner)

    def entries(self, field, into, depth):
        key, value = (field.message_type.fields_by_name[name] for name in ("key", "value"))
        for _ in range(self.random.randrange(3)):
            if value.message_type:
                self.fill(into[self.scalar(key)], depth + 1)
            else:
                into[self.scalar(key)] = self.scalar(value)

    def repeat(self, field, into, depth):
        for _ in range(self.random.randrange(3) if depth < DEEPEST else 0):
            if field.message_type:
                self.fill(into.add(), depth + 1)
            else:
                into.append(self.scalar(field))

    def fill(self, m, depth=0):
        special = {"Timestamp": self.timestamp, "Duration": self.duration, "FieldMask": self.field_mask, "Any": self.any}
        if m.DESCRIPTOR.file.package == "google.protobuf":
            special[m.DESCRIPTOR.name](m)
            return
        for field in m.DESCRIPTOR.fields:
            if self.random.random() < 0.35 + 0.1 * depth:
                continue
            if field.message_type and field.message_type.GetOptions().map_entry:
                self.entries(field, getattr(m, field.name), depth)
            elif field.label == F.LABEL_REPEATED:
                self.repeat(field, getattr(m, field.name), depth)
            elif field.message_type is None:
                setattr(m, field.name, self.scalar(field))
            elif depth < DEEPEST:
                getattr(m, field.name).SetInParent()
                self.fill(getattr(m, field.name), depth + 1)


class Parity(unittest.TestCase):
    def setUp(self):
        self.program = subprocess.Popen([os.path.join(BIN, "truce-json")], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def tearDown(self):
        self.program.communicate()
        self.assertEqual(self.program.returncode, 0)

    def ask(self, *words):
        self.program.stdin.write(" ".join(words) + "\n")
        self.program.stdin.flush()
        answer = self.program.stdout.readline().rstrip("\n")
        self.assertFalse(answer.startswith("no "), "%s: %s" % (words, answer))
        return answer

    def compare(self, m):
        name, packed = m.DESCRIPTOR.full_name, m.SerializeToString(deterministic=True)
        ours = self.ask("write", name, packed.hex())
        self.assertEqual(json.loads(ours), json_format.MessageToDict(m, descriptor_pool=POOL), name)
        back = type(m)()
        json_format.Parse(ours, back, descriptor_pool=POOL)
        self.assertEqual(back.SerializeToString(deterministic=True), packed, ours)
        for way in WAYS:
            theirs = json_format.MessageToJson(m, indent=None, descriptor_pool=POOL, **way)
            back.ParseFromString(bytes.fromhex(self.ask("read", name, theirs)))
            self.assertEqual(back.SerializeToString(deterministic=True), packed, theirs)

    def test_both_write_the_same_and_read_each_other(self):
        types = all_types()
        self.assertGreater(len(types), 100)
        maker = Maker(20171220)
        for _ in range(ROUNDS):
            for _, descriptor in sorted(types.items()):
                m = message_class(descriptor)()
                maker.fill(m)
                self.compare(m)


if __name__ == "__main__":
    unittest.main()
