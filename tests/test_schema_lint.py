#!/usr/bin/env python3
"""The rules of the schema: names, comments, standard methods, and what messages may hold.

They are the rules of buf's STANDARD category that bear on a schema without a
registry, and those of the API improvement proposals (AIP-121 to 164). The names of
google.* and grpc.* are public and not ours to choose; their comments are ours."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

SCHEMA = os.path.join(os.environ.get("TRUCE_BUILD", "build"), "gen", "schema.pb")

# Requests that lack fields of their standard method, and why they may.
LACKING = {
    "truce.v1.JournalService.GetHead": {"name"},  # AIP-156: there is one
    "truce.v1.ServerService.GetServerStatus": {"name"},  # AIP-156: there is one
    "truce.v1.JournalService.ListChanges": {"filter", "order_by"},  # AIP-132: a log has one order
}

# Methods of their own on a resource that answer with it (AIP-136).
ANSWERS = {
    "truce.v1.ConsentService.RecordConsent": "Zone",
    "truce.v1.ConsentService.TerminateZone": "Zone",
}

# Methods that answer as long as they are listened to; protocols that cannot stream take
# one message a call.
STREAMS = {"truce.v1.JournalService.WatchChanges", "truce.v1.SearchService.WatchSearch"}

MESSAGE, ENUM, GROUP = 11, 14, 10
UNSIGNED = {4: "uint64", 6: "fixed64", 7: "fixed32", 13: "uint32"}
INT32, STRING, REPEATED = 5, 9, 3


# ---- Reading a FileDescriptorSet ---------------------------------------------

def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return value, at


def decode(data):
    """The fields of a message: number -> list of values."""
    at, fields = 0, {}
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        elif key & 7 == 2:
            size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        else:
            size = 8 if key & 7 == 1 else 4
            value, at = data[at:at + size], at + size
        fields.setdefault(key >> 3, []).append(value)
    return fields


# Kind of a declaration -> (field number, kind) of what it declares.
DECLARES = {
    "file": [(4, "message"), (5, "enum"), (6, "service")],
    "message": [(2, "field"), (3, "message"), (4, "enum"), (8, "oneof")],
    "enum": [(2, "value")],
    "service": [(2, "method")],
}


class Declaration:
    def __init__(self, kind, data, parent, path, comments):
        self.kind, self.parent, self.raw = kind, parent, decode(data)
        self.name = self.text(1)
        self.package = self.text(2) if kind == "file" else parent.package
        scope = None if kind == "file" else self.package if parent.kind == "file" else parent.full
        self.full = self.name if kind == "file" else f"{scope}.{self.name}" if scope else self.name
        self.file = self if kind == "file" else parent.file
        self.comment = comments.get((12,) if kind == "file" else path, "")
        self.children = [Declaration(inner, each, self, path + (number, i), comments)
                         for number, inner in DECLARES.get(kind, [])
                         for i, each in enumerate(self.raw.get(number, []))]

    def text(self, number):
        return self.raw.get(number, [b""])[-1].decode()

    def number(self, number):
        return self.raw.get(number, [0])[-1]

    def option(self, options, number):
        return decode(self.raw.get(options, [b""])[-1]).get(number, [0])[-1]

    def of(self, kind):
        return [child for child in self.children if child.kind == kind]

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def is_map_entry(self):
        return self.kind == "message" and bool(self.option(7, 7))


def path_of(data):
    at, path = 0, []
    while at < len(data):
        step, at = varint(data, at)
        path.append(step)
    return tuple(path)


def file_of(data):
    comments = {}
    for info in decode(data).get(9, []):
        for location in map(decode, decode(info).get(1, [])):
            comments[path_of(location.get(1, [b""])[0])] = location.get(3, [b""])[0].decode().strip()
    return Declaration("file", data, None, (), comments)


class Schema:
    def __init__(self, data):
        files = [file_of(each) for each in decode(data).get(1, [])]
        self.every = {each.full: each for file in files for each in file.walk()}
        self.files = [file for file in files if file.package != "google.protobuf"]

    def of(self, *kinds, named_by_us=True):
        for file in self.files:
            if named_by_us and file.package.split(".")[0] in ("google", "grpc"):
                continue
            for each in file.walk():
                inside_map = each.parent is not None and each.parent.is_map_entry
                if each.kind in kinds and not each.is_map_entry and not inside_map:
                    yield each

    def type_of(self, field):
        return self.every.get(field.text(6).lstrip("."))


# ---- The rules ------------------------------------------------------------------

PASCAL = re.compile(r"([A-Z][a-z0-9]*)+")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
UPPER_SNAKE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def singular(name):
    if name.endswith("Statuses"):
        return name[:-2]
    return name[:-1]


def names_have_their_case(schema):
    cases = {"message": PASCAL, "enum": PASCAL, "service": PASCAL, "method": PASCAL, "field": SNAKE, "oneof": SNAKE,
             "value": UPPER_SNAKE}
    for each in schema.of(*cases):
        if not cases[each.kind].fullmatch(each.name):
            yield each, "the name has not the case of its kind"


def a_file_lies_where_its_package_says(schema):
    for file in schema.of("file"):
        if os.path.dirname(file.name) != file.package.replace(".", "/"):
            yield file, f"package {file.package} lies in another folder"
        if not SNAKE.fullmatch(os.path.basename(file.name).removesuffix(".proto")):
            yield file, "the name is not in lower_snake_case"


def a_package_has_a_version(schema):
    for file in schema.of("file"):
        if not re.search(r"\.v[1-9][0-9]*$", file.package):
            yield file, f"package {file.package} has no version"


def files_are_proto3(schema):
    for file in schema.of("file", named_by_us=False):
        if file.text(12) != "proto3":
            yield file, "the syntax is not proto3"


def imports_are_used(schema):
    for file in schema.of("file", named_by_us=False):
        used = set()
        for each in file.walk():
            types = [6] if each.kind == "field" else [2, 3] if each.kind == "method" else []
            used |= {schema.every[each.text(n).lstrip(".")].file.name for n in types if each.text(n)}
        for name in file.raw.get(3, []):
            if name.decode() not in used:
                yield file, f"{name.decode()} is imported and not used"


def enum_values_begin_with_their_enum(schema):
    for enum in schema.of("enum"):
        prefix = snake(enum.name).upper() + "_"
        for value in enum.of("value"):
            if not value.name.startswith(prefix):
                yield value, f"does not begin with {prefix}"
            if (value.number(2) == 0) != (value.name == prefix + "UNSPECIFIED"):
                yield value, f"0, and 0 only, is {prefix}UNSPECIFIED"
        if enum.option(3, 2):
            yield enum, "allows aliases"


def a_service_is_called_so(schema):
    for service in schema.of("service"):
        if not service.name.endswith("Service"):
            yield service, "does not end in Service"


def everything_has_a_comment_that_is_a_sentence(schema):
    for each in schema.of("file", "message", "field", "oneof", "enum", "value", "service", "method", named_by_us=False):
        if each.comment == "":
            yield each, "has no comment"
        elif not each.comment.endswith("."):
            yield each, "the comment does not end in a full stop"


def fields_are_plain(schema):
    for field in schema.of("field"):
        if field.number(17):
            yield field, "is proto3 optional: use a oneof of one member"
        if field.number(5) in UNSIGNED:
            yield field, f"is {UNSIGNED[field.number(5)]}: languages without unsigned numbers cannot hold it"
        if field.number(5) == GROUP:
            yield field, "is a group"


def a_message_has_at_most_64_fields(schema):
    for message in schema.of("message", named_by_us=False):
        if len(message.of("field")) > 64:
            yield message, "has more than 64 fields"


def messages_do_not_recur(schema):
    def reaches(message, target, seen):
        for field in message.of("field"):
            below = schema.type_of(field)
            if below is None or below.kind != "message":
                continue
            if below is target:
                return True
            if below.full not in seen:
                seen.add(below.full)
                if reaches(below, target, seen):
                    return True
        return False

    for message in schema.of("message"):
        if reaches(message, message, set()):
            yield message, "holds itself"


def instants_are_named_so(schema):
    for field in schema.of("field"):
        if field.text(6) == ".google.protobuf.Timestamp" and not re.search(r"(^|_)time$", field.name):
            yield field, "AIP-142: the name of an instant ends in time"


def booleans_have_no_is(schema):
    for field in schema.of("field"):
        if field.number(5) == 8 and field.name.startswith("is_"):
            yield field, "AIP-140: a boolean's name has no is_"


def a_method_has_messages_of_its_own(schema):
    for method in schema.of("method"):
        if method.number(5) or (method.number(6) and method.full not in STREAMS):
            yield method, "streams"
        if method.text(2).rsplit(".", 1)[-1] != method.name + "Request":
            yield method, f"the request is not {method.name}Request"
        resource = re.fullmatch(r"(Get|Create|Update|Delete|Undelete)([A-Z]\w*)", method.name)
        response = resource.group(2) if resource else ANSWERS.get(method.full, method.name + "Response")
        if method.text(3).rsplit(".", 1)[-1] != response:
            yield method, f"the response is not {response}"


def standard_fields(verb, noun):
    """What the request of a standard method has: name -> (type, repeated)."""
    one = snake(noun)
    record, mask = f".{noun}", ".google.protobuf.FieldMask"
    return {
        "Get": {"name": (STRING, False)},
        "BatchGet": {"names": (STRING, True)},
        "List": {"filter": (STRING, False), "order_by": (STRING, False), "page_size": (INT32, False),
                 "page_token": (STRING, False)},
        "Create": {one + "_id": (STRING, False), one: (record, False), "request_id": (STRING, False)},
        "Update": {one: (record, False), "update_mask": (mask, False), "request_id": (STRING, False)},
        "Delete": {"name": (STRING, False), "etag": (STRING, False), "request_id": (STRING, False)},
        "Undelete": {"name": (STRING, False), "etag": (STRING, False), "request_id": (STRING, False)},
    }[verb]


# Lists of a type whose plain name is another message's.
LISTED = {
    "truce.v1.PositionService.ListCitations": "CitationUse",
    "truce.v1.CommitmentService.ListCommitments": "CommitmentStatus",
}


def has_field(message, name, kind, repeated):
    for field in message.of("field"):
        right = field.text(6).endswith(kind) if isinstance(kind, str) else field.number(5) == kind
        if field.name == name and right and (field.number(4) == REPEATED) == repeated:
            return True
    return False


def standard_methods_have_their_fields(schema):
    for method in schema.of("method"):
        verb = re.fullmatch(r"(BatchGet|Get|List|Create|Update|Delete|Undelete)([A-Z]\w*)", method.name)
        if verb is None:
            continue
        verb, noun = verb.groups()
        request, response = (schema.every[method.text(n).lstrip(".")] for n in (2, 3))
        for name, (kind, repeated) in standard_fields(verb, noun).items():
            if name not in LACKING.get(method.full, ()) and not has_field(request, name, kind, repeated):
                yield method, f"the request of a {verb} has no {name}"
        if verb in ("List", "BatchGet") and not has_field(
                response, snake(noun), f".{LISTED.get(method.full, singular(noun))}", True):
            yield method, f"the response of a {verb} has no repeated {snake(noun)}"
        if verb == "List" and not has_field(response, "next_page_token", STRING, False):
            yield method, "the response of a List has no next_page_token"


def resources_have_their_fields(schema):
    instant = ".google.protobuf.Timestamp"
    wanted = {"name": STRING, "etag": STRING, "create_time": instant, "update_time": instant, "delete_time": instant}
    for method in schema.of("method"):
        if method.name.startswith("Create"):
            record = schema.every[method.text(3).lstrip(".")]
            for name, kind in wanted.items():
                if not has_field(record, name, kind, False):
                    yield record, f"a resource has no {name}"


QUOTED_PATHS = re.compile(r'"([a-z][a-z0-9_.]*(?: desc)?(?:,\s*[a-z][a-z0-9_.]*(?: desc)?)*)"')
COMPARED = re.compile(r'\b([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*) ?(?:!=|<=|>=|[=<>:]) ?(?=["A-Z0-9])')


def leads_to_a_field(schema, message, path):
    for name in path.split("."):
        field = next((f for f in message.of("field") if f.name == name), None) if message else None
        if field is None:
            return False
        message = schema.type_of(field)
    return True


def examples(request):
    """The paths that the comments of a request name as examples: field, path."""
    for field in request.of("field"):
        if field.name in ("order_by", "update_mask"):
            for paths in QUOTED_PATHS.findall(field.comment):
                yield from ((field, path.split()[0]) for path in paths.split(","))
        elif field.name == "filter":
            yield from ((field, path) for path in COMPARED.findall(field.comment))


def examples_name_fields_of_what_is_asked_for(schema):
    for method in schema.of("method"):
        if not re.match(r"(List|Update)[A-Z]", method.name):
            continue
        request, record = (schema.every[method.text(n).lstrip(".")] for n in (2, 3))
        if method.name.startswith("List"):
            record = next((schema.type_of(f) for f in record.of("field") if f.number(4) == REPEATED), None)
        for field, path in examples(request):
            if not leads_to_a_field(schema, record, path):
                yield field, f"{record and record.name} has no {path}"


RULES = [
    names_have_their_case, a_file_lies_where_its_package_says, a_package_has_a_version, files_are_proto3,
    imports_are_used, enum_values_begin_with_their_enum, a_service_is_called_so,
    everything_has_a_comment_that_is_a_sentence, fields_are_plain, a_message_has_at_most_64_fields,
    messages_do_not_recur, instants_are_named_so, booleans_have_no_is, a_method_has_messages_of_its_own,
    standard_methods_have_their_fields, resources_have_their_fields, examples_name_fields_of_what_is_asked_for,
]


def lint(schema):
    """Every fault: (rule, name, words)."""
    return [(rule, each.full, words) for rule in RULES for each, words in rule(schema)]


# ---- Schemas that break one rule each --------------------------------------------

HEAD = "// A file.\nsyntax = \"proto3\";\npackage truce.v1;\n"
STAMP = "// A file.\nsyntax = \"proto3\";\npackage truce.v1;\nimport \"google/protobuf/timestamp.proto\";\n"
M = "// A message.\nmessage M {"
FINE = M + "\n// A field.\nstring text = 1; }\n"
GET = "// A request.\nmessage GetZoneRequest {\n// A name.\nstring name = 1; }\n"
ZONE = "// A zone.\nmessage Zone {\n// A name.\nstring name = 1; }\n"
SERVICE = "// A service.\nservice ZoneService {\n// A method.\nrpc "
MANY = M + "".join(f"\n// A field.\nint32 f{n} = {n};" for n in range(1, 66)) + "}\n"
LIST = "// A request.\nmessage ListZonesRequest {%s}\n// A response.\nmessage ListZonesResponse {%s}\n"
LIST_IN = ("\n// A filter.\nstring filter = 1;\n// An order.\nstring order_by = 2;\n// A size.\nint32 page_size = 3;"
           "\n// A token.\nstring page_token = 4;\n")
LIST_OUT = "\n// Zones.\nrepeated Zone zones = 1;\n// A token.\nstring next_page_token = 2;\n"
LIST_RPC = "ListZones(ListZonesRequest) returns (ListZonesResponse); }\n"

# rule, file, source, who is named, and words of the fault.
BAD = [
    (names_have_their_case, "a", HEAD + FINE.replace("M {", "bad_name {"), "truce.v1.bad_name", "case"),
    (names_have_their_case, "a", HEAD + FINE.replace("text", "aText"), "truce.v1.M.aText", "case"),
    (names_have_their_case, "a", HEAD + "// An enum.\nenum E {\n// None.\nE_unspecified = 0; }", "truce.v1.E.E_unspecified",
     "case"),
    (a_file_lies_where_its_package_says, "a", HEAD.replace("truce.v1", "truce.x.v1") + FINE, "truce/v1/a.proto", "folder"),
    (a_file_lies_where_its_package_says, "BadName", HEAD + FINE, "truce/v1/BadName.proto", "lower_snake_case"),
    (a_package_has_a_version, "../../truce/a", HEAD.replace("truce.v1", "truce") + FINE, "truce/a.proto", "version"),
    (files_are_proto3, "a", HEAD.replace("proto3", "proto2") + M + "}", "truce/v1/a.proto", "proto3"),
    (imports_are_used, "a", STAMP + FINE, "truce/v1/a.proto", "not used"),
    (enum_values_begin_with_their_enum, "a", HEAD + "// An enum.\nenum E {\n// None.\nE_UNSPECIFIED = 0;\n// Bad.\nB = 1; }",
     "truce.v1.E.B", "begin with E_"),
    (enum_values_begin_with_their_enum, "a", HEAD + "// An enum.\nenum E {\n// None.\nE_NONE = 0; }", "truce.v1.E.E_NONE",
     "E_UNSPECIFIED"),
    (enum_values_begin_with_their_enum, "a",
     HEAD + "// An enum.\nenum E {\noption allow_alias = true;\n// None.\nE_UNSPECIFIED = 0;\n// A.\nE_A = 1;\n// B.\nE_B = 1; }",
     "truce.v1.E", "aliases"),
    (a_service_is_called_so, "a", HEAD + "// A service.\nservice Zones {}", "truce.v1.Zones", "Service"),
    (everything_has_a_comment_that_is_a_sentence, "a", HEAD[11:] + FINE, "truce/v1/a.proto", "no comment"),
    (everything_has_a_comment_that_is_a_sentence, "a", HEAD + "message M {}", "truce.v1.M", "no comment"),
    (everything_has_a_comment_that_is_a_sentence, "a", HEAD + M + "string text = 1; }", "truce.v1.M.text", "no comment"),
    (everything_has_a_comment_that_is_a_sentence, "a", HEAD + FINE.replace("A field.", "A field"), "truce.v1.M.text",
     "full stop"),
    (everything_has_a_comment_that_is_a_sentence, "a", HEAD + M + "oneof one {\n// A field.\nstring text = 1; } }",
     "truce.v1.M.one", "no comment"),
    (everything_has_a_comment_that_is_a_sentence, "a", HEAD + "// An enum.\nenum E { E_UNSPECIFIED = 0; }",
     "truce.v1.E.E_UNSPECIFIED", "no comment"),
    (everything_has_a_comment_that_is_a_sentence, "a",
     HEAD + GET + ZONE + SERVICE.replace("// A method.\n", "") + "GetZone(GetZoneRequest) returns (Zone); }",
     "truce.v1.ZoneService.GetZone", "no comment"),
    (fields_are_plain, "a", HEAD + FINE.replace("string", "uint32"), "truce.v1.M.text", "uint32"),
    (fields_are_plain, "a", HEAD + FINE.replace("string", "fixed64"), "truce.v1.M.text", "fixed64"),
    (fields_are_plain, "a", HEAD + FINE.replace("string", "optional string"), "truce.v1.M.text", "optional"),
    (a_message_has_at_most_64_fields, "a", HEAD + MANY, "truce.v1.M", "more than 64"),
    (messages_do_not_recur, "a", HEAD + FINE.replace("string", "M"), "truce.v1.M", "holds itself"),
    (messages_do_not_recur, "a",
     HEAD + FINE.replace("string", "N") + "// A message.\nmessage N {\n// A field.\nrepeated M more = 1; }", "truce.v1.N",
     "holds itself"),
    (instants_are_named_so, "a", STAMP + FINE.replace("string", "google.protobuf.Timestamp"), "truce.v1.M.text", "AIP-142"),
    (booleans_have_no_is, "a", HEAD + FINE.replace("string text", "bool is_open"), "truce.v1.M.is_open", "AIP-140"),
    (a_method_has_messages_of_its_own, "a", HEAD + ZONE + SERVICE + "GetZone(Zone) returns (Zone); }",
     "truce.v1.ZoneService.GetZone", "GetZoneRequest"),
    (a_method_has_messages_of_its_own, "a", HEAD + GET + FINE + SERVICE + "GetZone(GetZoneRequest) returns (M); }",
     "truce.v1.ZoneService.GetZone", "not Zone"),
    (a_method_has_messages_of_its_own, "a", HEAD + GET + ZONE + SERVICE + "GetZone(GetZoneRequest) returns (stream Zone); }",
     "truce.v1.ZoneService.GetZone", "streams"),
    (standard_methods_have_their_fields, "a",
     HEAD + GET.replace("string name", "string id") + ZONE + SERVICE + "GetZone(GetZoneRequest) returns (Zone); }",
     "truce.v1.ZoneService.GetZone", "no name"),
    (standard_methods_have_their_fields, "a", HEAD + ZONE + LIST % (LIST_IN.replace("order_by", "sort"), LIST_OUT) + SERVICE +
     LIST_RPC, "truce.v1.ZoneService.ListZones", "no order_by"),
    (standard_methods_have_their_fields, "a", HEAD + ZONE + LIST % (LIST_IN.replace("int32", "int64"), LIST_OUT) + SERVICE +
     LIST_RPC, "truce.v1.ZoneService.ListZones", "no page_size"),
    (standard_methods_have_their_fields, "a", HEAD + ZONE + LIST % (LIST_IN, LIST_OUT.replace("next_", "")) + SERVICE +
     LIST_RPC, "truce.v1.ZoneService.ListZones", "no next_page_token"),
    (standard_methods_have_their_fields, "a", HEAD + ZONE + LIST % (LIST_IN, LIST_OUT.replace("repeated ", "")) + SERVICE +
     LIST_RPC, "truce.v1.ZoneService.ListZones", "no repeated zones"),
    (resources_have_their_fields, "a", HEAD + ZONE + "// A request.\nmessage CreateZoneRequest {\n// An id.\nstring zone_id = 1;"
     "\n// A zone.\nZone zone = 2;\n// An id.\nstring request_id = 3; }\n" + SERVICE +
     "CreateZone(CreateZoneRequest) returns (Zone); }", "truce.v1.Zone", "no delete_time"),
    (examples_name_fields_of_what_is_asked_for, "a", HEAD + ZONE + LIST % (
        LIST_IN.replace("An order.", 'An order: "name desc, date.earliest".'), LIST_OUT) + SERVICE + LIST_RPC,
     "truce.v1.ListZonesRequest.order_by", "Zone has no date.earliest"),
    (examples_name_fields_of_what_is_asked_for, "a", HEAD + ZONE + LIST % (
        LIST_IN.replace("A filter.", 'A filter: name = "a" AND name.of:"b" OR since > 3.'), LIST_OUT) + SERVICE + LIST_RPC,
     "truce.v1.ListZonesRequest.filter", "Zone has no name.of"),
    (examples_name_fields_of_what_is_asked_for, "a", HEAD.replace("package", 'import "google/protobuf/field_mask.proto";\npackage') +
     ZONE + "// A request.\nmessage UpdateZoneRequest {\n// A zone.\nZone zone = 1;\n// A mask: \"name,date\"; unset or"
     " \"*\" for all.\ngoogle.protobuf.FieldMask update_mask = 2;\n// An id.\nstring request_id = 3; }\n" + SERVICE +
     "UpdateZone(UpdateZoneRequest) returns (Zone); }", "truce.v1.UpdateZoneRequest.update_mask", "Zone has no date"),
]


def compiled(name, source):
    """A schema of one file, as protoc reads it."""
    with tempfile.TemporaryDirectory() as root:
        path = os.path.normpath(f"truce/v1/{name}.proto")
        os.makedirs(os.path.join(root, "truce/v1"))
        with open(os.path.join(root, path), "w", encoding="utf-8") as out:
            out.write(source)
        subprocess.run(["protoc", "--experimental_allow_proto3_optional", "--include_imports", "--include_source_info",
                        "-I", root, "-o", f"{root}/set", path], check=True, stderr=subprocess.DEVNULL)
        with open(f"{root}/set", "rb") as data:
            return Schema(data.read())


class Lint(unittest.TestCase):
    def test_the_schema_keeps_every_rule(self):
        with open(SCHEMA, "rb") as data:
            schema = Schema(data.read())
        faults = [f"{name}: {words}" for _, name, words in lint(schema)]
        self.assertEqual(faults, [], "\n".join(faults))
        self.assertGreater(len(list(schema.of("field"))), 300)
        self.assertGreater(len(list(schema.of("method"))), 30)

    def test_what_may_lack_a_field_is_there_and_lacks_it(self):
        with open(SCHEMA, "rb") as data:
            schema = Schema(data.read())
        for name, lacking in LACKING.items():
            request = schema.every[schema.every[name].text(2).lstrip(".")]
            present = {field.name for field in request.of("field")}
            self.assertEqual(present & lacking, set(), name)

    def test_a_schema_that_breaks_a_rule_is_caught(self):
        for rule, name, source, who, words in BAD:
            with self.subTest(rule=rule.__name__, who=who, words=words):
                faults = lint(compiled(name, source))
                self.assertTrue(any(f[0] is rule and f[1] == who and words in f[2] for f in faults), faults)

    def test_every_rule_catches_something(self):
        self.assertEqual({row[0] for row in BAD}, set(RULES))

    def test_a_small_schema_that_keeps_the_rules_passes(self):
        source = HEAD + ZONE + GET + LIST % (LIST_IN, LIST_OUT) + SERVICE + \
            "GetZone(GetZoneRequest) returns (Zone);\n// A method.\nrpc " + LIST_RPC
        self.assertEqual(lint(compiled("a", source)), [])


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
