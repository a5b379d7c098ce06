"""The work of an expert, by keys and mouse."""

import re

from browser import enter, settle, sign_in
from server import REPOSITORY

CASE = "/cases/HARBOUR-21"


def sign_in_by_link(report, watch, started, server):
    """A link works once; the owner's session is kept for later parts."""
    context = watch.context(started)
    page = context.new_page()
    enter(page, server.first_link)
    report.check("a link leads to the desk", page.locator("table.cases tbody tr").count() == 3)
    again = watch.context(started).new_page()
    again.goto(server.first_link)
    again.click("main form button[type=submit]")
    report.check("a link works once", again.locator("form.leave").count() == 0, again.inner_text("main"))
    again.context.close()
    page.close()
    server.owner = context


def desk(report, page):
    """The desk leads to the cases and to what waits."""
    page.goto("/")
    names = page.locator("table.cases tbody th a").all_inner_texts()
    report.check("the desk lists the three cases", set(names) == {"HARBOUR-21", "LAKES-22", "FAIR-23"}, names)
    report.check("the desk tells what waits", page.locator(".queues a").count() > 0)
    page.locator(".queues a").first.click()
    report.check("a queue leads to work", page.locator("[data-screen], table").count() > 0, page.url)


def need_to_know(report, watch, started, password):
    """Who is on no team finds nothing, not even that a case is there."""
    context = watch.context(started)
    page = context.new_page()
    sign_in(page, "stranger", password)
    report.check("a stranger's desk has no case", page.locator("table.cases tbody tr").count() == 0)
    answers = [page.request.get(address) for address in (CASE, f"{CASE}/review", "/cases/NO-SUCH-CASE")]
    report.check("a case of others is as absent as one that is not there",
                 {answer.status for answer in answers} == {404}, [answer.status for answer in answers])
    report.check("a stranger is not let into the log", page.request.get("/audit").status in (403, 404))
    context.close()


def review(report, page):
    """Codes by key, one by one and for a selection; all undone."""
    page.goto(f"{CASE}/review?state=uncoded")
    settle(page)
    first = page.locator(".tile").first
    stack = first.get_attribute("data-stack")
    page.keyboard.press("j")
    page.keyboard.press("3")
    settle(page)
    shown = page.locator(f"#stack-{stack} [data-code]").inner_text()
    report.check("a digit codes the marked stack", shown.startswith("3"), shown)
    marked = page.locator(".tile.current").get_attribute("data-stack")
    following = page.locator(".tile").nth(1).get_attribute("data-stack")
    report.check("the next stack is marked", marked == following, marked)
    page.goto(f"{CASE}/review?state=coded")
    report.check("the code is kept", page.locator(f"#stack-{stack}").count() == 1)
    page.goto(f"{CASE}/review")
    settle(page)
    page.keyboard.press("z")
    settle(page)
    page.goto(f"{CASE}/review?state=coded")
    report.check("the code is taken back", page.locator(f"#stack-{stack}").count() == 0)

    page.goto(f"{CASE}/review?state=uncoded")
    settle(page)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    chosen = page.locator(".tile:has(input:checked)")
    stacks = [tile.get_attribute("data-stack") for tile in chosen.all()]
    report.check("three stacks are selected", len(stacks) == 3, stacks)
    page.keyboard.press("5")
    report.check("a code for many is asked for first", page.is_visible("#question"))
    page.click("#question [data-yes]")
    settle(page)
    page.goto(f"{CASE}/review?state=coded")
    kept = [page.locator(f"#stack-{stack}").count() for stack in stacks]
    report.check("all three are coded", kept == [1, 1, 1], kept)
    settle(page)
    page.keyboard.press("z")
    settle(page)
    page.goto(f"{CASE}/review?state=coded")
    left = [page.locator(f"#stack-{stack}").count() for stack in stacks]
    report.check("they are taken back as one step", left == [0, 0, 0], left)


def first_pair(page, query="state=undecided"):
    """Opens the first pair of the list; answers with its identifier."""
    page.goto(f"{CASE}/overlaps?{query}")
    page.locator("tbody th a").first.click()
    settle(page)
    return page.get_attribute("#pair", "data-pair")


def compare(report, page, picture):
    """Decides by key, goes on, takes back; looks in all views."""
    pair = first_pair(page)
    address = page.get_attribute("#pair", "data-href")
    page.keyboard.press("y")
    page.wait_for_function("(pair) => document.getElementById('pair').dataset.pair !== pair", arg=pair)
    report.check("a verdict leads to the next pair", page.get_attribute("#pair", "data-pair") != pair)
    settle(page)
    page.goto(address)
    deciders = page.inner_text("#deciders")
    report.check("the verdict is kept, with who decided", "expert" in deciders, deciders)
    settle(page)
    page.keyboard.press("z")
    settle(page)
    report.check("undo brings the pair back", page.get_attribute("#pair", "data-pair") == pair)
    page.goto(address)
    chosen = page.locator(".verdict[aria-pressed=true]").count()
    report.check("the verdict is taken back", chosen == 0, page.inner_text("#deciders"))

    first_pair(page, "kind=near_duplicate")
    for view in ["slider", "blink", "difference", "side"]:
        page.keyboard.press("v")
        shown = page.get_attribute("[data-view][aria-pressed=true]", "data-view")
        report.check(f"one key leads to the view {view}", shown == view, shown)
        page.screenshot(path=picture(f"view-{view}"))
    page.keyboard.press("v")
    page.keyboard.press("v")
    page.keyboard.press("v")
    page.wait_for_selector("[data-view=difference][aria-pressed=true]")
    bright = page.evaluate("""() => {
        const canvas = document.querySelector(".together canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        let sum = 0;
        for (let at = 0; at < data.length; at += 4) sum += data[at] + data[at + 1] + data[at + 2];
        return sum / (3 * data.length / 4);
    }""")
    report.check("copies that are laid over each other hardly differ", bright < 64, bright)
    page.keyboard.press("v")
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    report.check("the keys are shown on the page", page.locator("#keys kbd").count() > 20)
    page.keyboard.press("Escape")


def disagree(report, watch, started, password, page):
    """Two who decide on one pair at once: the second sees both verdicts, and nothing is lost."""
    other = watch.context(started)
    second = other.new_page()
    sign_in(second, "colleague", password)
    first_pair(page)
    address = page.get_attribute("#pair", "data-href")
    second.goto(address)
    settle(second)
    page.keyboard.press("n")
    settle(page)
    second.keyboard.press("y")
    second.wait_for_selector("#messages .warning")
    told = second.inner_text("#messages")
    report.check("the second is told who decided what", "expert" in told, told)
    second.locator("#messages button").first.click()
    settle(second)
    page.goto(address)
    deciders = page.inner_text("#deciders")
    report.check("both verdicts are kept", "expert" in deciders and "colleague" in deciders, deciders)
    second.keyboard.press("z")
    settle(second)
    other.close()


def share(report, watch, started, password, page):
    """What is shared is seen at once, at its level and no further; so is its end."""
    page.goto(CASE)
    page.select_option("#audience", "community")
    page.select_option("#level", "renditions")
    page.click("#sharing form.row button")
    page.click("main button.primary")
    report.check("the sharing is shown", page.locator("#sharing tbody th").count() == 1, page.inner_text("#sharing"))
    context = watch.context(started)
    other = context.new_page()
    sign_in(other, "stranger", password)
    names = other.locator("table.cases tbody th a").all_inner_texts()
    report.check("others see the case", names == ["HARBOUR-21"], names)
    other.goto(f"{CASE}/review")
    report.check("they see its small pictures", other.locator(".tile img").count() > 0)
    other.locator(".tile a.cover").first.click()
    report.check("they are not offered the files", other.locator('form[action$="/original"]').count() == 0)
    other.goto(CASE)
    report.check("they cannot say with whom it is shared", other.locator("#sharing form").count() == 0)
    page.goto(CASE)
    page.click("#sharing td button")
    report.check("it ends at once", other.request.get(f"{CASE}/review").status == 404)
    context.close()


def search(report, page):
    """By digest, by file, by region."""
    page.goto(f"{CASE}/review?kind=image")
    page.locator(".tile a.cover").first.click()
    digest = re.search(r"\b[0-9a-f]{64}\b", page.inner_text("main")).group(0)
    page.goto("/search")
    page.fill("#q", digest)
    page.click("form[role=search] button")
    report.check("a digest finds its item", page.locator(".result").count() > 0, page.inner_text("main"))
    nearby = REPOSITORY / "demo" / "FAIR-23_card" / "PRIVATE" / "SHARE" / "photo_5.jpg"
    page.goto("/search")
    page.set_input_files("#file", str(nearby))
    page.click('form[enctype="multipart/form-data"] button')
    page.wait_for_selector(".results, .empty", timeout=120000)
    results = page.inner_text("main")
    report.check("a file finds its copy in another case", "HARBOUR-21" in results, results)
    if page.locator("[data-region-source]").count():
        settle(page)
        draw(page)
        region = page.input_value("#region")
        report.check("a region can be drawn", re.fullmatch(r"\d+,\d+,\d+,\d+", region), region)
        page.click("form.look button[type=submit]")
        page.wait_for_selector(".results, .empty", timeout=120000)
        report.check("the search in the region is told", region in page.content())


def draw(page):
    """Draws a rectangle over the middle of the picture."""
    page.click("[data-act=draw-region]")
    box = page.locator("[data-region-source] img").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.8, steps=5)
    page.mouse.up()


def soften(report, page):
    """Switches by key are kept; a picture is clear only while the key is held."""
    page.goto(f"{CASE}/review?kind=image")
    page.locator(".tile a.cover").first.click()
    settle(page)
    filter_of = "() => getComputedStyle(document.querySelector('.look .evidence')).filter"
    if "blur" in page.evaluate(filter_of):
        page.keyboard.press("b")
        settle(page)
    page.keyboard.press("b")
    settle(page)
    report.check("a key blurs pictures", "blur" in page.evaluate(filter_of))
    page.reload()
    settle(page)
    report.check("the blur is kept", "blur" in page.evaluate(filter_of))
    page.keyboard.down(" ")
    report.check("a held key shows them", "blur" not in page.evaluate(filter_of))
    page.keyboard.up(" ")
    report.check("let go, they are blurred again", "blur" in page.evaluate(filter_of))
    page.keyboard.press("b")
    settle(page)


def add_evidence(report, server, page):
    """Files are uploaded in pieces and ingested, with progress."""
    page = server.owner.new_page()
    page.goto(f"{CASE}/ingest")
    settle(page)
    before = page.locator("#runs-title ~ * tbody tr").count()
    page.fill("#upload-exhibit", "browser-upload")
    page.set_input_files("#files", str(REPOSITORY / "demo" / "FAIR-23_card" / "MISC" / "NOTES.TXT"))
    page.click("#upload button[type=submit]")
    page.wait_for_function(
        "(before) => document.querySelectorAll('#runs-title ~ * tbody tr').length > before", arg=before, timeout=120000
    )
    report.check("an upload becomes an ingest", "browser-upload" in page.inner_text("main"), page.inner_text("main"))
    page.close()


def audit(report, watch, started, password):
    """The auditor sees who did what, and that the log is whole; but no evidence."""
    context = watch.context(started)
    page = context.new_page()
    sign_in(page, "auditor", password)
    page.goto("/audit?actor=expert")
    report.check("decisions are in the log", "decision.made" in page.inner_text("main"), page.inner_text("main"))
    page.click('form[action="/audit/verify"] button')
    report.check("the log is whole", page.locator(".notice.good").count() == 1, page.inner_text("main"))
    page.goto("/audit")
    page.click('form[action="/audit/checkpoint"] button')
    report.check("a checkpoint is signed", page.locator("pre.secret").count() == 1)
    report.check("an auditor sees no evidence", page.request.get(f"{CASE}/review").status in (403, 404))
    context.close()


def panic(report, watch, started, password):
    """One key hides everything and ends the session."""
    context = watch.context(started)
    page = context.new_page()
    sign_in(page, "colleague", password)
    first_pair(page, "")
    page.keyboard.press("p")
    page.wait_for_url("**/login**")
    page.goto("/")
    report.check("after the panic key nobody is signed in", page.locator("form.leave").count() == 0)
    context.close()
