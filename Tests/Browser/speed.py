"""How fast it is: printed, never a reason to fail."""

import io
import statistics
import time

from PIL import Image

from browser import settle, sign_in
from server import REPOSITORY
from work import CASE

DECISIONS = 60
COPIES = "COPIES-30"

# Presses a key and waits until the next pair is painted with its pictures.
PRESS = """(key) => new Promise((resolve) => {
    const before = document.getElementById("pair");
    const start = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", {
        key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true,
    }));
    const look = () => {
        const now = document.getElementById("pair");
        const isThere = now !== before && [...now.querySelectorAll(".frame img")].every((picture) => picture.complete);
        if (isThere) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        else if (performance.now() - start > 10000) resolve(null);
        else requestAnimationFrame(look);
    };
    look();
})"""


def plant_copies(server):
    """A case of re-encoded copies of the demonstration pictures: more pairs than anybody decides in a minute."""
    folder = server.folder / "copies"
    folder.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted((REPOSITORY / "demo").glob("*_*/**/*.jp*g"))):
        with Image.open(io.BytesIO(path.read_bytes())) as picture:
            smaller = picture.convert("RGB").resize((picture.width * 3 // 4, picture.height * 3 // 4))
            smaller.save(folder / f"copy-{number:03}.jpg", quality=70)
    server.run("case", "add", COPIES, "--agency", "North")
    server.run("case", "member", "add", COPIES, "sorter")
    server.run("ingest", COPIES, str(folder))


def sixty_decisions(report, watch, started, server, password):
    """Sixty verdicts by key, one a second, each on another pair; then the end of the list."""
    plant_copies(server)
    context = watch.context(started)
    page = context.new_page()
    sign_in(page, "sorter", password)
    page.goto(f"/cases/{COPIES}/overlaps")
    page.locator("tbody th a").first.click()
    settle(page)
    times = []
    answers = []

    def note(response):
        if response.url.endswith("/decisions"):
            answers.append(response.status)

    page.on("response", note)
    begun = time.monotonic()
    while len(times) < DECISIONS and not page.locator("#pair[data-done]").count():
        taken = page.evaluate(PRESS, "yonu"[len(times) % 4])
        if taken is None:
            break
        times.append(taken)
        page.wait_for_timeout(max(0, 1000 - taken))
    whole = time.monotonic() - begun
    settle(page)
    report.check(f"{DECISIONS} verdicts by key", len(times) == DECISIONS, len(times))
    report.check("each is answered and saved", answers.count(200) == len(times), answers)
    if times:
        ordered = sorted(times)
        at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]
        print(f"  {len(times)} decisions in {whole:.1f} s; key to painted: median {statistics.median(times):.0f} ms, "
              f"95 of 100 within {at(0.95):.0f} ms, at most {ordered[-1]:.0f} ms")
    for _ in range(500):
        if page.locator("#pair[data-done]").count() or page.evaluate(PRESS, "y") is None:
            break
    report.check("after the last pair the list is done", page.locator("#pair[data-done]").count() == 1, page.url)
    context.close()


def pages(report, watch, started, password):
    """How long the server takes for the pages that are opened most."""
    context = watch.context(started)
    page = context.new_page()
    sign_in(page, "expert", password)
    addresses = {
        "desk": "/",
        "review": f"{CASE}/review",
        "overlaps": f"{CASE}/overlaps",
        "next pair": f"{CASE}/overlaps/next",
    }
    for name, address in addresses.items():
        times = []
        for _ in range(10):
            begun = time.monotonic()
            answer = page.request.get(address)
            times.append((time.monotonic() - begun) * 1000)
        report.check(f"{name} answers", answer.ok, answer.status)
        print(f"  {name}: median {statistics.median(times):.0f} ms, at most {max(times):.0f} ms")
    context.close()
