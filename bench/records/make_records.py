#!/usr/bin/env python3
"""Makes verbatim records of meetings that nobody held, in the shapes and with the faults
of real ones: covers of four decades, member tables in three styles, language notes that
wrap, page breaks inside sentences, divided words, votes won and lost, resumptions.

    make_records.py FOLDER [RECORDS] [SEED]

6,500 records have about 100,000 turns. The same seed makes the same records."""
import os
import random
import sys

MEMBERS = ("China", "France", "Russian Federation", "United Kingdom of Great Britain and Northern Ireland",
           "United States of America", "Bolivia (Plurinational State of)", "Côte d'Ivoire", "Equatorial Guinea",
           "Ethiopia", "Kazakhstan", "Kuwait", "Netherlands", "Peru", "Poland", "Sweden")
EARLY = ("China", "France", "Union of Soviet Socialist Republics", "United Kingdom", "United States of America", "Cuba",
         "Ecuador", "Egypt", "India", "Norway", "Yugoslavia")
OTHERS = ("Syrian Arab Republic", "Iran (Islamic Republic of)", "Turkey", "Iraq", "Jordan", "Lebanon", "Israel",
          "Saudi Arabia", "Brazil", "Japan", "South Africa", "Viet Nam", "Germany", "Spain", "Ukraine")
SYLLABLES = ("ba", "den", "fo", "gar", "hil", "jo", "kem", "lor", "mu", "nas", "or", "pel", "ri", "sta", "tov", "ul",
             "vek", "wen", "yar", "zan")
NOUNS = ("lake", "ferry", "harbour", "bridge", "orchard", "mill", "meadow", "lantern", "ledger", "signal", "quarry",
         "terrace", "granary", "beacon", "causeway", "council of boatmen", "committee on tides", "ford", "weir")
VERBS = ("keeps", "opens", "carries", "restores", "counts", "measures", "delays", "follows", "shelters", "guides")
ADJECTIVES = ("northern", "shared", "patient", "old", "open", "careful", "distant", "common", "long-awaited", "quiet")
CLOSES = ("before the autumn", "as was agreed", "in all seasons", "with the consent of all", "without delay",
          "so that the boats may pass", "in good faith", "under the supervision of the wardens")
LANGUAGES = ("Arabic", "Chinese", "French", "Russian", "Spanish")
TITLES = ("Mr.", "Mr.", "Mr.", "Mrs.", "Ms.", "Sir")
ITEMS = ("The situation on the upper lake", "The question of the ferries", "Reports on the tides and their causes")


def ordinal(n):
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


class Record:
    def __init__(self, rng, number):
        self.rng, self.number = rng, number
        self.year = 1946 + number * 80 // 9000
        self.early = self.year < 1970
        self.symbol = f"S/PV.{number}"
        members = list(EARLY if self.early else MEMBERS)
        rng.shuffle(members)
        self.president, self.members = members[0], members[1:]
        self.people = {m: self.name() for m in members + list(OTHERS)}
        self.lines, self.paragraph = [], 0

    def name(self):
        rng = self.rng
        name = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()
        return rng.choice(TITLES), name

    # ---- Words

    def sentence(self):
        rng = self.rng
        roll = rng.random()
        if roll < 0.06:
            year = rng.randint(1995, 2015)
            number = {1995: 1000, 2000: 1300, 2005: 1600, 2010: 1930, 2015: 2200}[year - year % 5]
            return f"My delegation supports resolution {number} ({year - year % 5}) and the work of the wardens."
        if roll < 0.09:
            return f"We recall the record {rng.choice(('S/PV.', 'S/PV. '))}{rng.randint(100, 8000)} and document S/{self.year}/{rng.randint(1, 900)}."
        words = f"the {rng.choice(ADJECTIVES)} {rng.choice(NOUNS)} {rng.choice(VERBS)} the {rng.choice(NOUNS)} {rng.choice(CLOSES)}"
        if rng.random() < 0.4:
            words += f", and the {rng.choice(NOUNS)} {rng.choice(VERBS)} the {rng.choice(ADJECTIVES)} {rng.choice(NOUNS)}"
        return words[0].upper() + words[1:] + "."

    def text(self, sentences):
        return " ".join(self.sentence() for _ in range(sentences))

    def put(self, text=""):
        """Wraps a paragraph, dividing a word at the end of a line now and then."""
        width, line = (56 if self.early else 62), ""
        for word in text.split():
            if len(line) + len(word) + 1 > width:
                room = width - len(line) - 2
                if self.rng.random() < 0.04 and len(word) > 8 and word.isalpha() and room > 3:
                    self.lines.append(f"{line} {word[:4]}-")
                    line = word[4:]
                    continue
                self.lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        self.lines.append(line)

    # ---- Parts

    def cover(self):
        rng = self.rng
        president = self.people[self.president]
        self.lines += ["United Nations", self.symbol, "Security Council", f"{ordinal(self.year - 1945).capitalize()} year",
                       "Provisional", ""]
        if rng.random() < 0.5:
            self.lines += [f"{self.number}", f"{ordinal(self.number)[-2:]} meeting"]
        else:
            self.lines += [f"{ordinal(self.number)} meeting"]
        self.lines += [f"Thursday, {rng.randint(1, 28)} December {self.year}, 3 p.m.", "New York", ""]
        name = president[1].upper() if self.early else president[1]
        self.lines.append(f"President: {president[0]} {name} {'. ' * 20}({self.president})")
        style = rng.randint(0, 2)
        shown = sorted(self.members)
        people = [f"{self.people[m][0]} {self.people[m][1]}" for m in shown]
        if style == 0:
            self.lines += ["Members: " + f"{shown[0]} {'. ' * 20}{people[0]}"]
            self.lines += [f"{m} {'.' * 40} {p}" for m, p in zip(shown[1:], people[1:])]
        elif style == 1:
            self.lines += ["Members:"] + [f"{m} . . . . . . . . . ." for m in shown] + people
        else:
            self.lines += ["Members:"] + [line for m, p in zip(shown, people) for line in (f"{m} ..........", p)]
        self.lines += ["", "Agenda", f"{rng.choice(ITEMS)}", f"Letter dated 3 May {self.year} (S/{self.year}/{rng.randint(1, 999)})", "",
                       "This record contains the text of speeches delivered in English and of the translation of speeches",
                       "delivered in other languages. Corrections should be submitted to the original languages only.",
                       f"18-{rng.randint(10000, 49999)} (E)", "*1843649*", ""]

    def label(self, party):
        rng = self.rng
        title, name = self.people[party]
        name = name.upper() if self.early else name
        label = f"{title} {name} ({party})"
        if rng.random() < 0.4:
            note = ("translated from " if self.early else "spoke in " if self.year > 1990 else "interpretation from ")
            label += f" ({note}{rng.choice(LANGUAGES)})"
        if self.early:
            self.paragraph += 1
            label = f"{self.paragraph}. {label}"
        return label + (" :" if rng.random() < 0.02 else ":")

    def president_says(self, text):
        label = "The PRESIDENT" if self.early else "The President"
        if self.early:
            self.paragraph += 1
            label = f"{self.paragraph}. {label}"
        self.put(f"{label}: {text}")

    def turn(self, party):
        self.put(f"{self.label(party)} {self.text(self.rng.randint(3, 8))}")
        for _ in range(self.rng.randint(1, 5)):
            if self.early:
                self.paragraph += 1
            self.put((f"{self.paragraph}. " if self.early else "") + self.text(self.rng.randint(3, 7)))

    def vote(self):
        rng = self.rng
        voters = self.members + [self.president]
        rng.shuffle(voters)
        against, abstain = rng.choice(((0, 0), (0, 2), (1, 1), (2, 3)))
        lists = [("In favour", sorted(voters[against + abstain:])), ("Against", sorted(voters[:against])),
                 ("Abstaining", sorted(voters[against:against + abstain]))]
        self.lines += ["A vote was taken by show of hands.", ""]
        for head, parties in lists:
            self.lines.append(f"{head}:")
            self.put(", ".join(parties) if parties else "None")
            self.lines.append("")
        counts = [len(parties) for _, parties in lists]
        ended = ("The draft resolution has been adopted." if not against else
                 "The draft resolution has not been adopted, owing to the negative vote of a permanent member of the Council.")
        self.president_says(f"There were {counts[0]} votes in favour, {counts[1]} against and {counts[2]} abstentions. {ended}")

    def break_pages(self):
        """Furniture between lines, wherever the page ends, sentences cut in two among it."""
        out, page = [], 1
        for i, line in enumerate(self.lines):
            out.append(line)
            if i > 60 and i % 52 == 0:
                page += 1
                out += self.rng.choice(([f"18-43649{page}/9", f"S/PV. {self.number}"], [f"{page}/9", "18-43649"],
                                        [f"\f{self.symbol}", f"{page}"]))
        self.lines = out

    def make(self, turns):
        rng = self.rng
        resumed = rng.random() < 0.03
        self.symbol += " (Resumption 1)" if resumed else ""
        self.cover()
        self.lines += [f"The meeting {'resumed' if resumed else 'was called to order'} at 3.{rng.randint(10, 55)} p.m.", ""]
        if not resumed:
            self.lines += ["Adoption of the agenda", "", "The agenda was adopted.", "", rng.choice(ITEMS), ""]
        self.president_says(self.text(3))
        spoken = 1
        voted = rng.random() < 0.2
        while spoken < turns - 1:
            party = rng.choice(self.members + [p for p in OTHERS if not self.early or p not in ("Germany", "Japan")])
            self.turn(party)
            spoken += 1
            if spoken < turns - 1 and rng.random() < 0.3:
                self.president_says("I thank the representative for the statement. I now give the floor to the next speaker.")
                spoken += 1
            if voted and spoken == turns // 2:
                self.vote()
                spoken += 1
        self.president_says("There are no more names inscribed on the list of speakers.")
        self.lines += [f"The meeting rose at {rng.randint(4, 6)}.{rng.randint(10, 55)} p.m.", ""]
        self.break_pages()
        return "\n".join(self.lines), spoken + 1


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    folder, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 6500
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    os.makedirs(folder, exist_ok=True)
    turns = written = 0
    for i in range(count):
        text, spoken = Record(rng, 1 + i * 8999 // max(count - 1, 1)).make(rng.randint(6, 25))
        data = text.encode()
        with open(os.path.join(folder, f"made-{i + 1:05d}.txt"), "wb") as file:
            file.write(data)
        turns += spoken
        written += len(data)
    print(f"{count} records, {turns} turns, {written} bytes")


if __name__ == "__main__":
    main()
