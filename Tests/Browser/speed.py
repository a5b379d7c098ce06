"""How fast it is: printed, never a reason to fail."""

import statistics
import time

from browser import settle, sign_in
from work import CASE

DECISIONS = 60

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


def sixty_decisions(report, watch, started, password):
    """Sixty verdicts by key, one a second, through the list and again from its start."""
    context = watch.context(started)
    page = context.new_page()
    sign_in(page, "expert", password)
    address = f"{CASE}/overlaps/1"
    page.goto(address)
    settle(page)
    times = []
    answers = []

    def note(response):
        if response.url.endswith("/decisions"):
            answers.append(response.status)

    page.on("response", note)
    begun = time.monotonic()
    while len(times) < DECISIONS:
        if page.locator("#pair[data-done]").count():
            page.goto(address)
            settle(page)
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
        "pair": f"{CASE}/overlaps/1?fragment=1",
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
