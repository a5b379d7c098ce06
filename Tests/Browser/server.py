"""The demonstration cases, served by the real program."""

import json
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "seven-quiet-harbours-" + secrets.token_hex(4)

# A case, and a picture of it that another agency holds too.
CASE = "HARBOUR-21"
SHARED = "HARBOUR-21_phone/DCIM/Camera/IMG_20210502_141203.jpg"

# Name, role, agency, and the cases whose team the account is on.
ACCOUNTS = [
    ("expert", "case_officer", "North", ["HARBOUR-21", "LAKES-22", "FAIR-23"]),
    ("colleague", "analyst", "North", ["HARBOUR-21", "LAKES-22", "FAIR-23"]),
    ("sorter", "analyst", "North", ["HARBOUR-21", "LAKES-22", "FAIR-23"]),
    ("stranger", "analyst", "Riverside", []),
    ("auditor", "auditor", "North", []),
]


class Server:
    """A data directory and the server on it."""

    def __init__(self, cairn, folder):
        self.cairn = str(cairn)
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.process = None
        self.first_link = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"

    def run(self, *arguments, check=True, data=None):
        """Runs a command of cairn on the data directory, or on another one."""
        command = [self.cairn, "--data", str(data or self.data), *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def prepare(self):
        """Ingests the demonstration cases and makes the accounts, from nothing."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in sorted((REPOSITORY / "demo").glob("*_*")):
            if not folder.is_dir():
                continue
            reference, _, title = folder.name.partition("_")
            self.run("case", "add", reference, "--title", title, "--agency", "North")
            print(f"  ingesting {folder.name}", flush=True)
            self.run("ingest", reference, str(folder))
        password = self.folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o600)
        for agency in sorted({agency for _, _, agency, _ in ACCOUNTS} - {"North"}):
            self.run("agency", "add", agency)
        for name, role, agency, cases in ACCOUNTS:
            self.run("user", "add", name, "--role", role, "--agency", agency, "--password-file", str(password))
            for case in cases:
                self.run("case", "member", "add", case, name)

    def prepare_exchange(self):
        """Another agency that holds one of the pictures: it is trusted, gets an offer and sends one; and a hash list."""
        other = self.folder / "partner"
        shutil.rmtree(other, ignore_errors=True)
        other.mkdir()
        data = other / "data"
        self.run("case", "add", "RIVER-1", data=data)
        self.run("ingest", "RIVER-1", str(REPOSITORY / "demo" / SHARED), data=data)
        cards = {}
        for name, place in [("North", self.data), ("River", data)]:
            shown = self.run(
                "exchange", "key", "--agency", name, "--output", str(other / name), "--json", data=place
            )
            cards[name] = json.loads(shown)["words"]
        self.run("exchange", "partner", "add", str(other / "River"), "--fingerprint", cards["River"])
        self.run("exchange", "partner", "add", str(other / "North"), "--fingerprint", cards["North"], data=data)
        released = ["--release", "digests,pictures", "--answer"]
        self.run("exchange", "rule", CASE, "--partner", "River", *released, "pointer", "--contact", "Desk 4")
        self.run("exchange", "rule", "RIVER-1", "--partner", "North", *released, "silent", data=data)
        self.run("exchange", "offer", CASE, "--to", "River", "--output", str(other / "1.bundle"))
        offer = str(other / "2.bundle")
        self.run("exchange", "offer", "RIVER-1", "--to", "North", "--output", offer, data=data)
        received = json.loads(self.run("exchange", "receive", offer, "--json"))["number"]
        (other / "known.txt").write_text("0" * 64 + "  x\n")
        self.run("import", "md5sum", str(other / "known.txt"))
        return received

    def start(self):
        """Starts the server and waits until it answers and has printed its link for a single sign-in."""
        self.log = open(self.folder / "server.log", "w+")
        self.process = subprocess.Popen(
            [self.cairn, "--data", str(self.data), "serve", "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError("the server ended: " + self.output())
            link = re.search(r"(/link\?token=[\w.~-]+)", self.output())
            if link and self.answers():
                self.first_link = self.origin + link.group(1)
                return
            time.sleep(0.1)
        raise RuntimeError("the server gave no link: " + self.output())

    def answers(self):
        """Whether the sign-in page is there."""
        try:
            with urllib.request.urlopen(self.origin + "/login", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False

    def output(self):
        """What the server has printed."""
        return pathlib.Path(self.log.name).read_text()

    def stop(self):
        """Ends the server; answers with its exit code."""
        if self.process is None:
            return None
        self.process.terminate()
        try:
            return self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None

    def planted(self):
        """What is planted in the demonstration cases."""
        return json.loads((REPOSITORY / "demo" / "truth.json").read_text())["overlaps"]
