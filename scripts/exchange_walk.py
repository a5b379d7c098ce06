"""Walks two agencies through an exchange, and tries what must be refused: exchange_walk.py CAIRN."""

import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

DEMO = pathlib.Path(__file__).resolve().parents[1] / "demo"
REFUSED = 13
# All that agencies compare; the rest of an ingest takes longer.
BYTES_AND_WHOLE_PICTURES = ["--quick-only", "--features", "none", "--sensor-noise", "none"]


class Failure(Exception):
    """A step that does not hold."""


def step(text):
    """Says what is done next."""
    print(f"\n== {text}", flush=True)


def holds(what, is_so):
    """Says whether something is so, and stops if it is not."""
    print(f"   {'ok' if is_so else 'NOT SO'}: {what}", flush=True)
    if not is_so:
        raise Failure(what)


class Agency:
    """An agency with a data directory of its own."""

    def __init__(self, cairn, folder, name, cases):
        self.cairn = cairn
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        self.bundles = 0
        for case in cases:
            reference = case.name.partition("_")[0]
            self.run("case", "add", reference)
            self.run("ingest", reference, str(case), *BYTES_AND_WHOLE_PICTURES)
        self.card = self.folder / "card"
        shown = self.json("exchange", "key", "--agency", name, "--output", str(self.card))[0]
        self.fingerprint, self.words = shown["fingerprint"], shown["words"]

    def tried(self, *arguments):
        """Runs a command of cairn on the agency's data directory; gives its end."""
        command = [self.cairn, "--data", str(self.folder / "data"), *arguments]
        return subprocess.run(command, capture_output=True, text=True)

    def run(self, *arguments):
        """The same for a command that must succeed; gives what it prints."""
        done = self.tried(*arguments)
        if done.returncode != 0:
            raise Failure(f"{self.name}: cairn {' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def json(self, *arguments):
        """The objects that a command prints."""
        return [json.loads(line) for line in self.run(*arguments, "--json").splitlines()]

    def trust(self, other):
        """Trusts another agency, as after a telephone call."""
        self.run("exchange", "partner", "add", str(other.card), "--fingerprint", other.words)

    def rule(self, case, partner, answer, *more):
        """Says what may be told a partner of a case."""
        wish = ["--partner", partner.name, "--release", "digests,pictures", "--answer", answer]
        self.run("exchange", "rule", case, *wish, *more)

    def send(self, act, *arguments):
        """Makes a bundle; gives its file."""
        self.bundles += 1
        path = self.folder / f"{self.bundles}.bundle"
        sent = self.json("exchange", act, *map(str, arguments), "--output", str(path))[0]
        print(f"   {self.name}: {act} -> bundle {sent['number']}, {path.stat().st_size} bytes", flush=True)
        return path

    def receive(self, path):
        """Takes a bundle in; gives what is told of it."""
        received = self.json("exchange", "receive", str(path))[0]
        print(f"   {self.name}: took in {received['kind']} {received['number']} of {received['partner']}", flush=True)
        return received

    def refuses(self, path, what):
        """Tries to take a bundle in that must be refused, with nothing of it kept."""
        before, recorded = self.run("exchange", "inbox", "--json"), self.rejections()
        done = self.tried("exchange", "receive", str(path))
        print(f"   {self.name}: {done.stderr.strip()}", flush=True)
        holds(f"{what} is refused", done.returncode == REFUSED)
        holds("nothing of it is in the inbox", self.run("exchange", "inbox", "--json") == before)
        holds("the refusal is on record", self.rejections() == recorded + 1)

    def rejections(self):
        """How many refusals are on record."""
        return len(self.json("audit", "list", "--act", "exchange.rejected", "--limit", "1000"))


def look_inside(path, agencies, secrets):
    """What anybody sees of a bundle's file: one line that names the format, and what looks like chance."""
    content = path.read_bytes()
    header, _, sealed = content.partition(b"\n")
    print(f"   {path.name}: {header.decode()!r}, then {len(sealed)} bytes of cipher text", flush=True)
    for secret in secrets + [agency.name for agency in agencies]:
        holds(f"{secret[:24]!r} is not in it", secret.encode() not in content)
    for agency in agencies:
        holds(f"neither is the fingerprint of {agency.name}", bytes.fromhex(agency.fingerprint) not in content)
    # Bytes drawn by chance spread evenly: chi squared of 255 degrees of freedom stays below 500.
    expected = len(sealed) / 256
    spread = sum((sealed.count(value) - expected) ** 2 / expected for value in range(256))
    holds("its bytes spread evenly, as those of a cipher do", spread < 500)


def exchange(north, south):
    """From offer to grant; gives the files that passed and the digest of what both hold."""
    step("North offers HARBOUR-21: without a rule nothing leaves")
    early = north.tried("exchange", "offer", "HARBOUR-21", "--to", "South", "--output", str(north.folder / "early"))
    holds("a case without a rule lets nothing out", early.returncode == REFUSED)
    holds("and no file is made", not (north.folder / "early").exists())
    north.rule("HARBOUR-21", south, "silent")
    offer = north.send("offer", "HARBOUR-21", "--to", "South")

    step("South receives it, and looks at what an answer would say")
    south.rule("LAKES-22", north, "pointer", "--contact", "Desk 4")
    south.rule("FAIR-23", north, "existence")
    received = south.receive(offer)
    holds("some of the entries match", received["matching"] > 0)
    draft = south.json("exchange", "draft", str(received["number"]))[0]
    holds("both cases hold something of it", {one["case"] for one in draft["matches"]} == {"LAKES-22", "FAIR-23"})
    holds("nothing was sent by looking", south.run("exchange", "outbox", "--json") == "")

    step("South releases the answer, North reads which of its items match")
    answer = south.send("answer", received["number"])
    told = north.receive(answer)
    shown = north.json("exchange", "show", str(told["number"]))[0]
    pointers = {one["level"]: one for one in shown["pointers"]}
    holds("of FAIR-23 it is told only that so many match", "found" not in pointers["existence"])
    pointer = pointers["pointer"]
    holds("of LAKES-22 whom to ask", pointer["contact"] == "Desk 4")
    items = [item for one in pointer["found"] for item in one["items"]]
    shared = "IMG-20210502-WA0004.jpg"
    holds(f"{shared} is among the items that match", any(item.endswith(shared) for item in items))
    holds("no case of South is named", not any(name in json.dumps(shown) for name in ["LAKES-22", "FAIR-23"]))

    step("North asks for more, South grants it")
    request = north.send("request", told["number"], "--pointer", pointer["pointer"], "--reason", "The same picture.")
    asked = south.receive(request)
    concerned = south.json("exchange", "show", str(asked["number"]))[0]
    holds("South sees which case it is about", list(concerned["requested"].values()) == [["LAKES-22"]])
    grant = south.send(
        "grant", asked["number"], "--contact", "Officer Brook", "--text", "Call us.", "--tell-case", "LAKES-22"
    )
    granted = north.receive(grant)
    last = north.json("exchange", "show", str(granted["number"]))[0]
    holds("North knows whom to call", last["contact"] == "Officer Brook" and last["case"] == "LAKES-22")
    states = [[one["state"] for one in agency.json("exchange", "outbox")] for agency in (north, south)]
    holds("each side sees where its bundles stand", states == [["answered", "granted"], ["requested", "sent"]])
    picture = next((DEMO / "HARBOUR-21_phone").rglob(shared))
    return [offer, answer, request, grant], hashlib.sha256(picture.read_bytes()).hexdigest()


def refusals(north, south, third, files):
    """What must be refused."""
    step("The same offer once more")
    south.refuses(files[0], "a bundle that was received before")

    step("A bundle altered on its way, by one bit")
    changed = south.folder / "altered"
    content = bytearray(north.send("offer", "HARBOUR-21", "--to", "South").read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    south.refuses(changed, "an altered bundle")

    step("A bundle signed by a third key, whose agency South does not trust")
    third.trust(south)
    third.rule("THIRD-1", south, "silent")
    forged = third.send("offer", "THIRD-1", "--to", "South")
    south.refuses(forged, "a bundle signed by a stranger")

    step("A bundle for another agency")
    north.refuses(forged, "a bundle for South, brought to North,")


def third_learns_nothing(north, south, third, files, digest):
    """What a third agency gets of all files that passed."""
    step("A third agency gets hold of every file that passed")
    secrets = ["HARBOUR-21", "LAKES-22", "FAIR-23", "Desk 4", "Officer Brook", "The same picture", digest]
    for path in files:
        third.refuses(path, "a bundle for another")
        look_inside(path, [north, south], secrets)
    holds("its inbox is empty", third.run("exchange", "inbox", "--json") == "")

    step("It asks South itself, once trusted but without a rule: the answer is the same whether South holds it or not")
    south.trust(third)
    sizes, answers, matching = set(), [], []
    for case in ["THIRD-1", "THIRD-2"]:
        third.rule(case, south, "silent")
        received = south.receive(third.send("offer", case, "--to", "South"))
        matching.append(received["matching"])
        print(f"   South alone knows that {received['matching']} entries match", flush=True)
        reply = south.send("answer", received["number"])
        sizes.add(reply.stat().st_size)
        shown = third.json("exchange", "show", str(third.receive(reply)["number"]))[0]
        answers.append((shown["asked"], shown["pointers"]))
    holds("South holds what the first asks about, and not the second", matching == [1, 0])
    holds("both answers point to nothing", answers == [(1, []), (1, [])])
    holds("both have the same size", len(sizes) == 1)


def main(cairn):
    """Walks through all; answers with the exit code."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cairn-exchange-"))
    try:
        step("Two agencies with databases of their own, and a third: the demonstration cases are split between them")
        third_cases = []
        for reference, path in [
            ("THIRD-1", "HARBOUR-21_phone/WhatsApp/Media/WhatsApp Images/IMG-20210502-WA0004.jpg"),
            ("THIRD-2", "HARBOUR-21_phone/DCIM/Camera/IMG_20210403_114110.jpg"),
        ]:
            case = folder / f"{reference}_copy"
            case.mkdir()
            shutil.copy(DEMO / path, case)
            third_cases.append(case)
        north = Agency(cairn, folder, "North", [DEMO / "HARBOUR-21_phone"])
        south = Agency(cairn, folder, "South", [DEMO / "LAKES-22_laptop", DEMO / "FAIR-23_card"])
        third = Agency(cairn, folder, "Third", third_cases)
        for agency in (north, south, third):
            print(f"   {agency.name}: {agency.words}")
        wrong = north.tried("exchange", "partner", "add", str(south.card), "--fingerprint", third.words)
        holds("a card with another fingerprint than was told is not trusted", wrong.returncode == REFUSED)
        north.trust(south)
        south.trust(north)

        files, digest = exchange(north, south)
        refusals(north, south, third, files)
        third_learns_nothing(north, south, third, files, digest)

        step("The audit log of each agency")
        for agency in (north, south, third):
            agency.run("audit", "verify")
            acts = [one["act"] for one in agency.json("audit", "list", "--act", "exchange", "--limit", "1000")]
            print(f"   {agency.name}: {len(acts)} acts of exchange, verified")
        print("\nEvery step holds.")
        return 0
    except Failure as failure:
        print(f"\nA step does not hold: {failure}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
