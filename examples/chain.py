"""The journal's chain, checked without a line of truce: by the rule in
proto/truce/v1/journal.proto, over the SP wire (sp.py). With a head that was noted
earlier, whether it is still in the chain."""
import hashlib, struct, sys
from sp import call, connect, field, fields, varint

def sha256(data):
    return hashlib.sha256(data).digest()

def number(n, value):
    return varint(n << 3) + varint(value)

def hashed(change):                       # the bytes that a change's digest covers
    time = dict(fields(change.get(2, b"")))
    texts = [change.get(n, b"") for n in (3, 4, 5, 6, 7)]   # actor, request_id, reason, method, record
    return (change.get(15, bytes(32))
            + struct.pack(">QQB", change[1], time.get(1, 0) * 10**9 + time.get(2, 0), change[8])
            + b"".join(struct.pack(">I", len(text)) + text for text in texts)
            + change.get(13, bytes(32)) + change.get(14, bytes(32)))

noted = sys.argv[1].split(":")[-1] if len(sys.argv) > 1 else None   # "195:fb6a…", or the digest alone
s, head, count, found, bare = connect(), bytes(32), 0, False, {}
while True:
    request = number(2, count) + number(4, 1) + number(5, 100)      # after, with content, so many
    reply = call(s, "/truce.v1.JournalService/ListChanges", request)
    changes = [dict(fields(value)) for n, value in fields(reply.get(4, b"")) if n == 1]
    for change in changes:
        content = [change[n] for n in (9, 10, 11, 12) if n in change]
        if change[1] != count + 1 or change.get(15, bytes(32)) != head:
            sys.exit("change %d does not follow change %d" % (change[1], count))
        if sha256(hashed(change)) != change[16]:
            sys.exit("change %d was altered" % change[1])
        if not change.get(17) and [sha256(record) for record in content] != [change[14]]:
            sys.exit("the record of change %d was altered" % change[1])
        head, count = change[16], change[1]
        bare.pop(change[7], None)
        if not content:                   # compacted away, and so to be replaced
            bare[change[7]] = count
        found = found or head.hex() == noted
    if not changes:
        break
for name, revision in bare.items():
    sys.exit("the record of change %d (%s) was taken away" % (revision, name.decode()))
print("%d changes, chain whole, head %s" % (count, head.hex()))
if noted and not found:
    sys.exit("but the noted head is not in it: it was rewritten, it is another record, or an older copy")
