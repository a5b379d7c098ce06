"""One case from seizure to outcome, by the pages alone."""

import time

from browser import settle
from server import REPOSITORY

REFERENCE = "MARKET-40"
CASE = f"/cases/{REFERENCE}"
WAIT = 180


def walk(report, server, picture):
    """What an officer does with a seized card until the case is closed, each step seen on the page that follows."""
    page = server.owner.new_page()
    seize(report, page)
    overlaps(report, page)
    digest = code(report, page)
    series(report, page, digest, picture)
    subject(report, page, picture)
    outcome(report, page, picture)
    told(report, page, digest, picture)
    page.close()


def seize(report, page):
    """A case is opened and a card ingested into it, from a folder of the machine."""
    page.goto("/")
    page.locator("details:has(#reference) > summary").click()
    page.fill("#reference", REFERENCE)
    page.fill("#case-title", "Card of a market stall")
    page.select_option("#agency", label="North")
    page.click('form[action="/cases"] button.primary')
    page.goto(CASE)
    report.check("a case is opened on the desk", "Card of a market stall" in page.inner_text("main"))
    page.goto(f"{CASE}/ingest")
    settle(page)
    page.fill("#path", str(REPOSITORY / "demo" / "FAIR-23_card"))
    page.fill("#path-exhibit", "card")
    page.click(f'form[action="{CASE}/ingest"] button.primary')
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        page.goto(f"{CASE}/overlaps")
        if page.locator("tbody th a").count():
            break
        time.sleep(1)
    report.check("what was ingested overlaps with another case", "FAIR-23" in page.inner_text("main"))
    page.goto(CASE)
    report.check("the case tells of its exhibit", "card" in page.inner_text("main"), page.inner_text("main"))


def overlaps(report, page):
    """Pairs are decided, and it is on record who did."""
    page.goto(f"{CASE}/overlaps?state=undecided")
    rows = page.locator("tbody th a").count()
    if not rows:
        page.goto(f"{CASE}/overlaps")
        report.check("equal files need no decision", page.locator("td .badge.confirmed").count() > 0)
        return
    page.locator("tbody th a").first.click()
    settle(page)
    address = page.get_attribute("#pair", "data-href")
    page.keyboard.press("y")
    settle(page)
    page.goto(address)
    report.check("a pair is decided, by whom and when", "machine:" in page.inner_text("#deciders"),
                 page.inner_text("#deciders"))


def code(report, page):
    """A stack gets a code; answers with the digest of its first picture."""
    page.goto(f"{CASE}/review?kind=image")
    settle(page)
    stack = page.locator(".tile").first.get_attribute("data-stack")
    page.keyboard.press("j")
    page.keyboard.press("2")
    settle(page)
    shown = page.locator(f"#stack-{stack} [data-code]").inner_text()
    report.check("a stack is coded", shown.startswith("2"), shown)
    page.goto(f"{CASE}/review?state=coded")
    page.locator(".tile a.cover").first.click()
    return page.evaluate("() => document.querySelector('main').innerText.match(/\\b[0-9a-f]{64}\\b/)[0]")


def series(report, page, digest, picture):
    """The picture begins a series, whose victim is not identified yet."""
    page.goto("/series")
    page.fill("#name", "Market stall")
    page.select_option("#case", REFERENCE)
    page.click('form[action="/series"] button.primary')
    page.fill("#contents", digest)
    page.select_option("form[action$='/media'] select[name=case]", REFERENCE)
    page.click("button[name=action][value=add]")
    report.check("the picture is in the series", page.locator(".grid .tile").count() == 1, page.inner_text("main"))
    page.locator("button[name=value][value=yes]").first.click()
    report.check("a flag is set, by whom and when", page.locator("main ol li, main td").count() > 0)
    page.screenshot(path=picture("walk-series"), full_page=True)


def subject(report, page, picture):
    """A victim is recorded by number alone, and later identified on a day."""
    page.goto("/subjects")
    page.select_option("#kind", "victim")
    page.select_option("#case", REFERENCE)
    page.click('form[action="/subjects"] button.primary')
    give_reason(page)
    report.check("a subject has a number and no name", "V-" in page.inner_text("h1"), page.inner_text("h1"))
    page.select_option("#value-status", "identified")
    page.fill("#day-status", "2026-11-20")
    page.click("form:has(#value-status) button")
    give_reason(page)
    report.check("the status is dated", "2026-11-20" in page.inner_text("main"), page.inner_text("main"))
    page.screenshot(path=picture("walk-subject"), full_page=True)


def give_reason(page):
    """Says why a subject's record is opened, if that is asked."""
    why = page.locator("main input[name=why]:not([type=hidden]), main #reason")
    if why.count():
        why.first.fill("trial of the pages")
        page.locator("main form button[type=submit]").first.click()


def outcome(report, page, picture):
    """What the investigation led to stands on the case's time line."""
    page.goto(CASE)
    page.select_option("#outcome-kind", "victims_safeguarded")
    page.fill("#outcome-count", "1")
    page.fill("#outcome-day", "2026-11-21")
    page.fill("#outcome-note", "by the local unit")
    page.click(f'form[action="{CASE}/outcomes"] button')
    report.check("the outcome is on the case's page", "2026-11-21" in page.inner_text("#outcomes"))
    page.screenshot(path=picture("walk-case"), full_page=True)


def told(report, page, digest, picture):
    """The report tells all of it, and can be taken along."""
    page.goto(f"{CASE}/report")
    text = page.inner_text("main")
    report.check("the report has the exhibit, the outcome and the case", all(
        part in text for part in ("card", "2026-11-21", REFERENCE)), text[:400])
    page.screenshot(path=picture("walk-report"), full_page=True)
    for link in page.locator("a[download]").all():
        answer = page.request.get(link.get_attribute("href"))
        report.check(f"it can be taken along as {link.inner_text()}", answer.ok and len(answer.body()) > 500, answer.status)
    page.goto("/search")
    page.fill("#q", digest)
    page.click("form[role=search] button")
    report.check("who asks next finds the case", REFERENCE in page.inner_text("main"))
