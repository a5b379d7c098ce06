"""Many officers at once on one server, on loopback: how long their requests take, and whether a decision is lost."""

import argparse
import collections
import html
import http.client
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


class Server:
    """A copy of a data directory, served."""

    def __init__(self, cairn, data):
        self.cairn = str(cairn)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cairn-load-"))
        self.data = self.folder / "data"
        if data:
            shutil.copytree(data, self.data)
        else:
            for folder in sorted(path for path in (REPOSITORY / "demo").glob("*_*") if path.is_dir()):
                reference, _, title = folder.name.partition("_")
                self.run("case", "add", reference, "--title", title, "--agency", "North")
                self.run("ingest", reference, str(folder))
        self.cases = [json.loads(line)["case"] for line in self.run("case", "list", "--json").splitlines()]

    def run(self, *arguments):
        command = [self.cairn, "--data", str(self.data), *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    def tokens(self, count):
        """One account and token for each officer, on the team of every case."""
        tokens = []
        for number in range(count):
            name = f"officer-{number:03}"
            self.run("user", "add", name, "--role", "case_officer", "--no-password")
            for case in self.cases:
                self.run("case", "member", "add", case, name)
            scopes = ["--scope", "read", "--scope", "decide"]
            tokens.append((name, self.run("user", "token", "add", name, "--label", "load", *scopes).strip()))
        return tokens

    def start(self):
        self.log = open(self.folder / "serve.log", "w+")
        command = [self.cairn, "--data", str(self.data), "serve", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)
        for _ in range(200):
            found = re.search(r"on http://127\.0\.0\.1:(\d+)", (self.folder / "serve.log").read_text())
            if found:
                self.port = int(found[1])
                return
            time.sleep(0.1)
        raise RuntimeError("the server does not start: " + (self.folder / "serve.log").read_text())

    def resident_megabytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder)


class Officer:
    """One who asks, over a connection of their own, and notes how long each answer took."""

    def __init__(self, port, name, token, figures):
        self.port, self.name, self.token, self.figures = port, name, token, figures
        self.connection = None

    def ask(self, kind, method, path, form=None):
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "text/html"}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        for attempt in range(2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            start = time.perf_counter()
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                text = answer.read()
            except (http.client.HTTPException, OSError):
                # A connection that the server closed while it was idle; a form may have arrived, so it is not sent twice.
                self.connection.close()
                self.connection = None
                if attempt == 0 and method == "GET":
                    continue
                raise
            self.figures[kind].append(time.perf_counter() - start)
            self.figures["status"].append(answer.status)
            return answer.status, text
        raise RuntimeError("no answer")


def pairs_of(officer, case):
    """The addresses of a case's pairs that can be decided."""
    _, text = officer.ask("list of overlaps", "GET", f"/cases/{case}/overlaps")
    return [html.unescape(path) for path in re.findall(r'<th scope="row"><a href="([^"]+/overlaps/[^"]+)"', text.decode())]


def fields_of(text):
    """The hidden fields of a page's form for verdicts; nothing if the page has none."""
    form = re.search(r'<form class="bar verdicts".*?</form>', text.decode(), re.S)
    if not form:
        return None
    return {
        name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form[0])
        if name in {"pair", "sideA", "sideB", "version", "returnTo"}
    }


def work(officer, cases, end, made, faults):
    dice = random.Random(officer.name)
    time.sleep(dice.uniform(0, 5))
    try:
        while time.time() < end:
            case = dice.choice(cases)
            _, text = officer.ask("review page", "GET", f"/cases/{case}/review")
            pictures = re.findall(r'src="(/renditions/[0-9a-f]+)"', text.decode())
            for picture in dice.sample(pictures, min(4, len(pictures))):
                officer.ask("picture", "GET", picture)
            pairs = pairs_of(officer, case)
            for path in dice.sample(pairs, min(3, len(pairs))):
                time.sleep(dice.uniform(1, 3))
                status, text = officer.ask("compare page", "GET", path)
                fields = fields_of(text) if status == 200 else None
                if not fields:
                    continue
                verdict = dice.choice(["same", "same_thing", "different", "unsure"])
                status, text = officer.ask("decision", "POST", "/decisions", fields | {"verdict": verdict})
                if status == 200:
                    made.append((fields["sideA"], fields["sideB"], json.loads(text)["version"], verdict, officer.name))
                elif status != 409:
                    faults.append(f"decision: {status} {text[:200]!r}")
            officer.ask("search", "GET", "/search?q=tilda.brandt%40philately.example")
            time.sleep(dice.uniform(1, 3))
    except Exception as error:
        faults.append(f"{officer.name}: {error!r}")


def lost(officer, made):
    """Decisions that were answered with success and are not on record."""
    count = 0
    histories = {}
    for a, b, version, verdict, author in made:
        key = tuple(sorted((a, b)))
        if key not in histories:
            _, text = officer.ask("history", "GET", f"/api/v1/decisions?a={a}&b={b}")
            histories[key] = {one["version"]: one for one in json.loads(text)["decisions"]}
        stored = histories[key].get(version)
        if not stored or stored["verdict"] != verdict or stored["author"] != author:
            count += 1
    return count


def race(server, tokens, case, count):
    """Two officers decide at once on one version of one pair after the other; one must win and the other be told."""
    figures = collections.defaultdict(list)
    officers = [Officer(server.port, name, token, figures) for name, token in tokens[:2]]
    found = [fields_of(officers[0].ask("compare page", "GET", path)[1]) for path in pairs_of(officers[0], case)]
    pairs = [fields for fields in found if fields]
    versions = [int(fields["version"]) for fields in pairs]
    outcomes = collections.Counter()
    barrier = threading.Barrier(3)
    statuses = [None, None]
    verdicts = ["same", "different"]

    def run(number):
        for turn in range(count):
            barrier.wait()
            at = turn % len(pairs)
            form = pairs[at] | {"version": str(versions[at]), "verdict": verdicts[number]}
            try:
                statuses[number] = officers[number].ask("racing decision", "POST", "/decisions", form)[0]
            except (http.client.HTTPException, OSError) as error:
                statuses[number] = repr(error)
            barrier.wait()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for turn in range(count):
        barrier.wait()
        barrier.wait()
        outcomes[tuple(sorted(statuses, key=str))] += 1
        versions[turn % len(pairs)] += 1
    for thread in threads:
        thread.join()
    is_whole = True
    for fields, version in zip(pairs, versions):
        _, text = officers[0].ask("history", "GET", f"/api/v1/decisions?a={fields['sideA']}&b={fields['sideB']}")
        stored = [one["version"] for one in json.loads(text)["decisions"]]
        is_whole = is_whole and stored == list(range(1, version + 1))
    return outcomes, is_whole, figures


def report(figures):
    print(f"{'request':20} {'count':>7} {'median':>9} {'95 %':>9} {'99 %':>9}")
    for kind, times in sorted(figures.items()):
        if kind == "status" or not times:
            continue
        times.sort()
        at = [times[min(len(times) - 1, int(len(times) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
        print(f"{kind:20} {len(times):7} {at[0]:6.0f} ms {at[1]:6.0f} ms {at[2]:6.0f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--officers", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--races", type=int, default=10_000)
    parser.add_argument("--cairn", default=str(REPOSITORY / ".build/release/cairn"))
    parser.add_argument("data", nargs="?", help="a data directory to copy; else the demonstration cases are ingested")
    options = parser.parse_args()
    server = Server(options.cairn, options.data)
    tokens = server.tokens(options.officers)
    server.start()
    ingest = None
    try:
        server.run("case", "add", "LOAD-1", "--agency", "North")
        command = [server.cairn, "--data", str(server.data), "ingest", "LOAD-1", str(REPOSITORY / "demo"), "--jobs", "1"]
        ingest = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        figures = collections.defaultdict(list)
        made, faults = [], []
        end = time.time() + options.seconds
        officers = [Officer(server.port, name, token, figures) for name, token in tokens]
        threads = [
            threading.Thread(target=work, args=(officer, server.cases, end, made, faults)) for officer in officers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        was_ingesting = ingest.poll() is None
        report(figures)
        statuses = collections.Counter(figures["status"])
        missing = lost(officers[0], made)
        print(f"{len(officers)} officers, {options.seconds} s, ingest "
              f"{'all the time' if was_ingesting else 'part of the time'}, server {server.resident_megabytes()} MB")
        print(f"decisions made {len(made)}, lost {missing}, refused as late {statuses[409]}, "
              f"server errors {sum(count for status, count in statuses.items() if status >= 500)}, faults {len(faults)}")
        for fault in faults[:5]:
            print("  " + fault)
        outcomes, is_whole, raced = race(server, tokens, server.cases[0], options.races)
        report(raced)
        print(f"races {options.races}: outcomes {dict(outcomes)}, history without a gap: {is_whole}")
        is_good = (
            missing == 0 and not faults and is_whole and set(outcomes) <= {(200, 409)}
            and not any(status >= 500 for status in statuses)
        )
        raise SystemExit(0 if is_good else 1)
    finally:
        if ingest and ingest.poll() is None:
            ingest.terminate()
            ingest.wait()
        server.stop()


sys.stdout.reconfigure(line_buffering=True)
main()
