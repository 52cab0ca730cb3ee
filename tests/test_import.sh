#!/bin/sh
# Texts that come in through truce: persons, encodings, PDFs, folders, a pipe, and what
# the record lacks.
. "$(dirname "$0")/support.sh"
make_store

# A person's appearances are joined, whichever way the name is printed; another
# party's bearer of the name is somebody else.
printf 'Mr. LI Zhaoxing (China): We shall come to the lake.\n' >one.txt
printf 'Mr. Li Zhaoxing (China): We came to the lake.\n' >two.txt
printf 'Mr. Li Zhaoxing (Singapore): We saw no lake.\n' >three.txt
for n in one two three; do
	expect 0 import --id $n $n.txt
done
expect 0 statement passages --person CHN.li-zhaoxing
says out 'We shall come'
says out 'We came'
says_not out 'saw no lake'
expect 0 statement list --filter 'turns.speaker.id = "SGP.li-zhaoxing"' -o jsonl
lines 1
says out 'statements/three'
expect 0 statement passages --person CHN.nobody
says_not out lake

# What an option says of a text that was on record before is not stored, which is said where it is
# something else.
expect 0 import --id one one.txt
says out 'imported before'
says_not err 'changed nothing'
expect 0 import --id uno --date 2001-02-03 --place Almaty one.txt
says err '--id, --place, --date changed nothing of what was on record before'
expect 3 statement get uno
printf 'Ms. Ode (Kazakhstan): We shall come to the other lake.\n' >dated.txt
marks="--date 2001-02-03 --place Almaty --uri https://example.org/a --symbol S/2001/4"
expect 0 import $marks dated.txt
expect 0 import $marks dated.txt
says_not err 'changed nothing'
expect 0 import --again --symbol S/2001/5 dated.txt
says_not err 'changed nothing'
mkdir again
cp one.txt two.txt again
expect 0 import --date 2001-02-03 again
says err '--date changed nothing'

# Latin-1 is read as such, with a note; its bytes come back as they were. A mixture of
# encodings and what is no text are refused with the byte that shows it.
printf 'Mr. Ren\351 (C\364te d\222Ivoire): We met in S\343o Tom\351.\nResolution 2254 (2015) stands.\n' >latin.txt
expect 0 import --id latin latin.txt
says out 'read as Latin-1'
expect 0 statement get latin -o json
says out '"CIV"'
says out 'CIV.rene'
says out 'São Tomé'
text=$(sed -n 's/.*"\(texts\/[0-9a-f]*\)".*/\1/p' out | head -1)
expect 0 text get "$text"
same out latin.txt "the bytes of a Latin-1 text are not what was imported"
expect 0 statement get latin -o json
python3 - <<'P' || fault "a block's bytes are not those of the text as it came"
import json
raw = open("latin.txt", "rb").read()
for block in json.load(open("out"))["blocks"]:
    part = raw[int(block["bytes"].get("start", 0)):int(block["bytes"]["end"])].decode("cp1252")
    assert block["text"].split()[-1] in part, (block, part)
P
printf 'Mr. Ren\351 (C\303\264te d Ivoire): We met.\n' >mixed.txt
expect 65 import mixed.txt
says err 'byte 7'
says err 'one encoding'
printf '\377\376W\000e\000' >wide.txt
expect 65 import wide.txt
says err 'content is UTF-16, as its first bytes say; give the text in UTF-8 (iconv'
expect 3 statement get mixed

# So is the name of a file, which says nothing of what stands in it.
mkdir names
printf 'Ms. Ode (Kazakhstan): We shall come to the lake of names.\n' >"names/$(printf 'caf\351\201.txt')"
expect 0 import names
says out '1 text read'
expect 0 export
says out '"filename": "café\ufffd.txt"'

# A PDF's text layer; without the program, the package that has it is named.
python3 - <<'P'
# A PDF of one page, made by hand.
text = "Ms. Example (Kazakhstan): We support resolution 2254 \\(2015\\)."
stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
           b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
           b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
           b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
def pdf(objects):
    out, places = b"%PDF-1.4\n", []
    for i, o in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % i + o + b"endobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
open("page.pdf", "wb").write(pdf(objects))
left = [b"Ms. Example (Kazakhstan): In two columns"] + [b"the left one goes down to line %d and on" % i for i in range(2, 21)]
right = [b"and the right one from line %d begins up" % i for i in range(1, 20)] + [b"there, as it was printed."]
shown = b"".join(b"BT /F1 9 Tf %d %d Td (%s) Tj ET " % (x, 700 - 12 * i, line)
                 for i, pair in enumerate(zip(left, right)) for x, line in zip((60, 320), pair))
objects[3] = b"<</Length %d>>stream\n" % len(shown) + shown + b"\nendstream"
open("columns.pdf", "wb").write(pdf(objects))
objects[3] = b"<</Length 0>>stream\n\nendstream"
open("blank.pdf", "wb").write(pdf(objects))
open("broken.pdf", "wb").write(b"%PDF-1.4\nno more of it\n")
P
if command -v pdftotext >/dev/null; then
	expect 0 import --id page page.pdf
	expect 0 statement passages --statement page
	says out 'We support resolution 2254 (2015).'
	"$truce" $where import --id piped - <page.pdf >out 2>err || fault "no PDF from standard input"
	says out 'imported before'
	expect 0 import --id columns columns.pdf
	expect 0 statement get columns -o json
	tr -d '\n' <out | grep -q 'down to line 20 and on.*and the right one from line 1 begins.*line 19 begins' ||
		fault "columns of a PDF are mixed"
	expect 65 import blank.pdf
	says err 'without a text layer'
	expect 65 import broken.pdf
	says err 'pdftotext cannot read it'
	"$truce" $where import - <broken.pdf >out 2>err && fault 'a broken PDF was imported'
	says err 'standard input: pdftotext cannot read it'
fi
mkdir nothing
old=$PATH
PATH=$dir/nothing
expect 66 import page.pdf
PATH=$old
says err 'poppler-utils'

# What is wrong with a text is told by its file, and what is wrong in an option by that.
printf 'Mr. A (Kazakhstan): a\0b.\n' >nul.txt
printf ' \n\n' >blank.txt
: >empty.txt
expect 65 import nul.txt
says err 'nul.txt: content is no text: byte 21 is 0x00'
expect 65 import blank.txt
says err 'blank.txt: content holds nothing but white space'
expect 65 import empty.txt
says err 'empty.txt is empty'
expect 65 import --id 'A b' --date 2017-13-01 two.txt
says err '--id: "A b" is not an id'
says err '--date: "2017-13-01" is not a date'
[ "$(grep -c 2017-13-01 err)" -eq 1 ] || fault "one date is faulted twice"

# What failed is counted whatever it is.
mkdir faulty
: >faulty/empty.txt
printf '{' >faulty/broken.json
printf '{' >faulty/other.json
ln -s nothing faulty/gone.txt
expect 66 import --dry-run faulty
says out '1 text, 2 sets, 1 unreadable path could not be brought in, as named above'

# A folder: sorted, below it too; what is no text is left out, what fails is named and
# the rest goes on; the findings are summed.
mkdir -p folder/b folder/.hidden
printf 'Ms. Example (Kazakhstan): Folder, first.\n' >folder/a.txt
printf 'Mr. Nobody (Nowhereland): Folder, second.\n' >folder/b/c.TXT
printf 'Mr. Nobody (Nowhereland): Folder, third.\n' >folder/b/d.txt
printf 'hidden\n' >folder/.hidden/e.txt
printf 'left out\n' >folder/f.doc
: >folder/g.txt
ln -s .. folder/b/circle
expect 65 import --dry-run folder
says out '3 texts read, not stored: 3 statements, 3 turns'
says out '1 text could not be brought in'
says err 'g.txt'
says err '1 file left out: only .txt, .text, .pdf, .json and .jsonl are taken (f.doc)'
says err 'folder/g.txt is empty'
matches out '^ *2 +unresolved +the speaker.s delegation'
says out 'folder/a.txt: 1 statement, 1 finding; the text does not say its date'
expect 0 statement list --filter 'blocks.text:Folder' -o jsonl
lines 0
expect 65 import folder
says out '3 texts read, stored'
[ "$(grep -c ': 1 statement, ' out)" -ge 3 ] || fault "a file of the folder is not told"
grep -n '^folder' out | head -1 | grep -q a.txt || fault "the folder is not sorted"
where="--store nowhere" # what fails for all is said once
expect 3 import folder
[ "$(grep -vc "^hint:" err)" -eq 1 ] || fault "a store that is not there is told for each file"
where="--store store"
rm folder/g.txt
expect 0 import folder
says out '3 texts read, 0 of them stored: 0 statements, 0 turns'
says out '3 texts on record before'
expect 64 import folder --id x
expect 0 import nothing
says out '0 texts read'

# Two texts of one meeting: each says which of them replaces the other, and a folder that is brought in
# every night comes to rest.
mkdir meeting
"$truced" init nights >out || fault "no store for the meeting"
where="--store nights"
for n in 1 2; do
	printf 'United Nations\nS/PV.9001\nSecurity Council\n9001st meeting\nThursday, 4 January 2018, 10 a.m.\n' >meeting/$n.txt
	printf 'New York\n\nThe meeting was called to order at 10.05 a.m.\n\n' >>meeting/$n.txt
	printf 'The President: We meet for the %s.\n\nThe meeting rose at 11 a.m.\n' "time $n" >>meeting/$n.txt
done
expect 0 import meeting
says out '2.txt: 2 statements'
says out '1 turn changed; the meeting was on record by "1.txt", which this text replaces'
cp meeting/2.txt meeting/3.txt
expect 0 import meeting
says out '3 texts read, 0 of them stored: 0 statements'
says out '1.txt: 0 statements'
says out 'imported before; the meeting is on record by "2.txt", which replaced this text; by itself with --again this one replaces that'
expect 0 statement passages --about time
says out 'time 2'
says_not out 'time 1'
# After a move it is at rest there, too.
expect 0 export --format jsonl nights.jsonl
"$truced" init moved >out || fault "no store to move to"
where="--store moved"
expect 0 import nights.jsonl
expect 0 import meeting
says out '3 texts read, 0 of them stored: 0 statements'
expect 0 statement passages --about time
says out 'time 2'
says_not out 'time 1'
expect 0 export --format jsonl moved.jsonl
same nights.jsonl moved.jsonl "a record that was moved is written as another"
where="--store nights"
expect 0 import meeting/1.txt
says out 'imported before; nothing was stored again'
says_not out 'deleted'
expect 0 import --again meeting/1.txt
expect 0 statement passages --about time
says out 'time 1'
"$truce" $where log | sort >before
for twice in 1 2; do # read anew together, neither takes the other's place, nor does a copy of one
	expect 0 import --again meeting
	says out '1.txt: 2 statements, 1 finding, as before'
	says out '2.txt: 0 statements'
	says out 'by "1.txt", which replaced this text'
	expect 0 statement passages --about time
	says out 'time 1'
done
"$truce" $where log | sort | cmp -s - before || fault "what is read anew together changes the record"
expect 0 import --again meeting/2.txt
"$truce" $where log | sort >before
expect 0 import --again meeting/3.txt meeting/1.txt meeting/2.txt
"$truce" $where log | sort | cmp -s - before || fault "files that are read anew together change the record"
expect 0 statement passages --about time
says out 'time 2'
where="--store store"

# Findings that differ by the line that they quote are one row.
mkdir scans
for n in 1 2; do
	printf 'OFFICIAL RECORDS\n122%dth MEETING: 7 MAY 1965\nNEW YORK\n\n1. The PRESIDENT: We begin.\n\n' $n
	printf 'l%d. Mr. ODD (Norway) {translated from. French): We go on.\n\nThe mecting rose at 4 p.m.\n' $n
done >scans/one.txt
expect 0 import --dry-run scans
[ "$(grep -c 'a scan spoiled' out)" -eq 1 ] || fault "a row for each line that a scan spoiled"
matches out '^ *[2-9] +repair +letters that a scan spoiled'

# Lines that are left out are told with their words, while they are few.
printf 'Home\n\nNews\n\nThe truce goes on\n\nLAKEPORT, 3 July 2018 - Norway opposed it.\n' >scans/two.txt
expect 0 import --dry-run scans
says out 'left out: "Home", "News"'

# What would be stored, as a table and as JSON.
printf 'Ms. Other (Kazakhstan): What would be stored cites resolution 2254 (2015).\n' >try.txt
expect 0 import --dry-run --id try try.txt
says out '(not stored)'
matches out '^try +speech +Ms. Other +KAZ'
says out 'none was given with --date'
expect 0 import --dry-run --date 2017-12-20 "$TRUCE_SOURCE/tests/data/texts/joint.txt"
matches out '^joint-declaration.* joint statement +NOR TCD '
says_not out '--date'
expect 0 import --dry-run --id try try.txt -o json
says out '"name": "statements/try"'
expect 3 statement get try
"$truce" $where import --id piped-text - <try.txt >out 2>err || fault "no text from standard input"
expect 0 statement get piped-text

# Whole records that nobody held, in the shapes of eight decades: no turn is lost, and
# each meeting comes out again as a debate.
python3 "$TRUCE_SOURCE/bench/records/make_records.py" made 24 2 >counted || fault "no records were made"
turns=$(sed 's/.* \([0-9]*\) turns.*/\1/' counted)
expect 0 import made --jobs 8
says out "24 texts read, stored"
grep '^made/' out | sort -c || fault "texts on their way at once are not told in order"
says out " $turns turns"
expect 0 statement list --all --filter 'kind = KIND_MEETING_RECORD' -o jsonl
lines 24
meeting=$(sed -n 's/.*"name":"\(statements[^"]*\)".*/\1/;2p' out)
expect 0 export --format akn --statement "$meeting"
says out '<speech '
says out '<narrative '
expect 0 export --format csv --statement "$meeting"
matches out '^"s-pv-[0-9]+-t1","S/PV'

# What the record lacks of a body's meetings.
for n in 101 103; do
	printf 'Ms. Example (Kazakhstan): Meeting %s.\n' $n >m.txt
	expect 0 import --id m$n --organ 'Security Council' --meeting $n m.txt
done
expect 0 statement create meeting --set kind=KIND_MEETING_RECORD --set 'symbol=S/PV.104 (Resumption 1)' --set 'sources=[{"id":"s"}]'
expect 0 coverage --body 'security council' --from 100 --to 105
matches out '^meeting +100 *$'
matches out '^record +101 *$'
matches out '^meeting +102 *$'
matches out '^first part +meeting 104$'
says out '1 of 6 meetings on record, 2 in part'
expect 0 coverage --body 'Security Council' --from 100 --to 105 -o jsonl
says out '"kind":"KIND_FIRST_PART"'
expect 0 coverage
expect 64 coverage --body 'Security Council' --from 100
says err 'to'
expect 64 coverage --body 'Security Council' --from x --to 3
expect 0 coverage --body 'Security Counsil' --from 100 --to 105
says out '0 of 6 meetings on record, 0 in part'
says err 'no meeting from 100 to 105 of "Security Counsil" is on record; there are meetings of:'
matches err '^  --body "Security Council"$'
expect 0 coverage --body 'Security Council' --session 3 --from 100 --to 105
says err 'no meeting from 100 to 105 of "Security Council" in session 3 is on record'

# A corrected record tells which turns it changes, and what became of every byte.
cat >meeting.txt <<'T'
S/PV.9100

President: Mr. First (Ghana)

The meeting was called to order at 3 p.m.

Ms. Odd (Norway): The harbour is closed.

Mr. Third (India): We wait for the rain.

The meeting rose at 4 p.m.
T
expect 0 import meeting.txt
matches out '^  bytes: cover [0-9]+, turn [0-9]+, direction [0-9]+, adjournment [0-9]+$'
says_not out CHANGE
sed 's/^Mr. Third/Ms. New (Peru): I was left out.\n\n&/; s/closed/open again/' meeting.txt >corrected.txt
expect 0 import corrected.txt
matches out '^changed +s-pv-9100-t1 +Ms. Odd \(Norway\)$'
matches out '^added +s-pv-9100-t3 +Ms. New \(Peru\)$'
says_not out 'gone'
expect 0 statement get s-pv-9100-t2
says out 'We wait for the rain'

# The field's instruments are known by their names once they are on record, and by
# nothing else: not by the words that they are made of.
expect 0 import "$TRUCE_SOURCE"/data/field/instruments.json
cat >instruments.txt <<'T'
Ms. Odd (Norway): We recall the Geneva Communiqué, the Dayton Agreement and the Oslo
Accords. The Fourth Geneva Convention of 12 August 1949 binds us all.

We asked for a package of measures, for an agreement on disengagement of the trucks and
for a road map. The Agreement of 23 October 2020 holds.
T
expect 0 import --id instruments instruments.txt
expect 0 statement get instruments -o json
for name in geneva-communique-2012 dayton-agreement-1995 oslo-declaration-1993 \
	fourth-geneva-convention-1949 libya-ceasefire-2020; do
	says out "\"statement\": \"statements/$name\""
done
[ "$(grep -o '"statement": "statements/' out | wc -l)" -eq 5 ] || fault "what is no instrument is cited as one"

# At a terminal standard input is asked for, and ends where it is ended once.
python3 - <<'P' || fault "a text that is typed is not read up to its end"
import os, pty, select, sys, time
def typed(*command):
    pid, tty = pty.fork()
    if pid == 0:
        os.execv(os.environ["TRUCE_BIN"] + "/truce", ["truce", "--store", "store", *command])
    seen, sent, until = b"", False, time.time() + 60
    while time.time() < until:
        if select.select([tty], [], [], 1)[0]:
            try:
                seen += os.read(tty, 4096)
            except OSError:
                break
        if b"Ctrl-D" in seen and not sent:
            os.write(tty, b"{}\n\x04" if command[0] == "call" else b"Mr. Typed (Chad): We type.\n\x04")
            sent = True
    else:
        os.kill(pid, 9)
        sys.exit(f"{command} goes on reading: {seen}")
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen
for command in ("import", "--id", "typed", "-"), ("call", "GetHead", "-"):
    code, seen = typed(*command)
    assert code == 0, (code, seen)
P
expect 0 statement get typed
# That there are more is told behind the list. A value of an enum goes by its short name.
"$truce" $where statement list -n 1 >out 2>&1
[ "$(tail -1 out)" = "truce: there are more; --all shows all" ] || fault "more than a list has is not told behind it"
"$truce" $where log -n 1 >out 2>&1
[ "$(tail -1 out)" = "truce: there are older changes; --all shows all" ] || fault "older changes are not told behind the others"
expect 0 statement create short --set kind=speech --set 'sources=[{"id":"s"}]'
expect 0 statement get short -o json
says out KIND_SPEECH
expect 65 statement create short2 --set kind=SPEACH
says err 'did you mean'
printf '{"name": "statements/a", "kind": "Speech", "sources": [{"id": "s"}]}' >short.json
expect 65 statement create short.json
says err 'did you mean "KIND_SPEECH"?'

# A link that leads nowhere is named, one to a folder followed.
mkdir -p links/in other
cp one.txt other/linked.txt
ln -s ../../other links/in/more
ln -s /nosuch links/dangling.txt
ln -s /nosuch links/dangling.bin
expect 66 import --dry-run links
says err 'links/dangling.txt: a link to what is not there'
says out 'links/in/more/linked.txt'
says err '1 file left out'

# A text that is too long is told with what helps.
head -c 3145729 /dev/zero | tr '\0' x >huge.txt
expect 5 import huge.txt
says err 'cut it, between two meetings'
# At a terminal a clause that binds is shown by its beginning, elsewhere whole.
python3 - <<'P'
import json
json.dump({"statements": [{"name": "statements/bound", "kind": "KIND_AGREEMENT", "sources": [{"id": "s"}],
  "commitments": [{"id": "long", "action": "Keep " + "far and " * 60 + "away from the lake."}]}]}, open("bound.json", "w"))
P
expect 0 import bound.json
expect 0 commitments
says out 'away from the lake'
python3 - <<'P' || fault "a clause of many lines is shown whole at a terminal"
import os, pty
pid, tty = pty.fork()
if pid == 0:
    os.execv(os.environ["TRUCE_BIN"] + "/truce", ["truce", "--store", "store", "commitments"])
seen = b""
while True:
    try:
        part = os.read(tty, 65536)
    except OSError:
        break
    if not part:
        break
    seen += part
os.waitpid(pid, 0)
assert b"far" in seen and b"lake" not in seen, seen
P

# A set takes nothing back that was changed since, but where that is asked for.
printf '{"zones": [{"name": "zones/lake", "kind": "KIND_SECURITY_BELT", "title": "Lake", "sources": [{"id": "s"}]}]}' >lake.json
expect 0 import lake.json
expect 0 zone update lake --set title="North of the lake"
expect 0 import lake.json
says out 'kept zones/lake'
says out '0 updated, 0 unchanged, 1 kept'
says out '--again'
expect 0 zone get lake
says out 'North of the lake'
expect 0 import --again lake.json
says out '1 updated'
done_testing
