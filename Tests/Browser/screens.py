"""Every screen, looked at in several ways, with axe on each."""

from axe_playwright_python.sync_playwright import Axe

from browser import settle, sign_in

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Name, and how the browser and the settings are for it.
WAYS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "ar": {"color_scheme": "light"},
    "zoom": {"color_scheme": "light", "width": 683, "height": 425, "device_scale_factor": 2},
    "blur": {"color_scheme": "light"},
}


def addresses(page):
    """The address of each screen, found by following the pages themselves."""
    case = "/cases/HARBOUR-21"
    found = {
        "desk": "/",
        "case": case,
        "review": f"{case}/review",
        "review-nothing": f"{case}/review?kind=archive&state=failed",
        "failures": "/cases/FAIR-23/failures",
        "overlaps": f"{case}/overlaps",
        "compare-done": f"{case}/overlaps/done",
        "seen": f"{case}/seen",
        "ingest": f"{case}/ingest",
        "reported": f"{case}/reported",
        "report": f"{case}/report",
        "operation": "/operation",
        "map": "/map",
        "series-list": "/series",
        "subjects": "/subjects",
        "lists": "/lists",
        "statistics": "/statistics",
        "watches": "/watches",
        "search": "/search",
        "search-nothing": "/search?q=" + "0" * 64,
        "settings": "/settings",
        "keys": "/keys",
        "problem": "/cases/NO-SUCH-CASE",
    }
    for kind in ["image", "video", "audio", "text"]:
        page.goto(f"{case}/review?kind={kind}")
        if page.locator(".tile a.cover").count():
            found[f"item-{kind}"] = page.locator(".tile a.cover").first.get_attribute("href")
    for kind in ["near_duplicate", "partial_copy", "video_segment", "audio_segment", "same_scene", "identifier"]:
        page.goto(f"{case}/overlaps?kind={kind}")
        if page.locator("tbody th a").count():
            found[f"compare-{kind}"] = page.locator("tbody th a").first.get_attribute("href")
    page.goto("/series")
    page.fill("#name", "Attic")
    page.click("form[action='/series'] button")
    settle(page)
    found["series"] = page.url
    page.goto("/statistics")
    page.click("form[action='/statistics'] button")
    settle(page)
    found["statistics-tables"] = page.url
    return found


def look(report, watch, started, server, password, folder):
    """Takes a picture of each screen in each way and lets axe judge it."""
    folder.mkdir(parents=True, exist_ok=True)
    context = watch.context(started)
    page = context.new_page()
    sign_in(page, "expert", password)
    found = addresses(page)
    context.close()
    items = {"item-image", "item-video", "item-text"}
    expected = items | {"compare-near_duplicate", "compare-video_segment"}
    report.check("every kind of screen is there to look at", expected <= set(found), sorted(expected - set(found)))
    for way, options in WAYS.items():
        look_in_one_way(report, watch, started, password, folder, found, way, options)
    look_outside(report, watch, started, folder)
    look_as_keeper(report, watch, started, server, password, folder)


def look_in_one_way(report, watch, started, password, folder, found, way, options):
    context = watch.context(started, **options)
    page = context.new_page()
    sign_in(page, "expert", password)
    choose(page, language="ar" if way == "ar" else "en", blur=way == "blur")
    direction = page.get_attribute("html", "dir")
    report.check(f"{way}: the page runs {'from right to left' if way == 'ar' else 'from left to right'}",
                 direction == ("rtl" if way == "ar" else "ltr"), direction)
    for name, address in found.items():
        judge(report, page, folder, name, address, way)
    choose(page, language="en", blur=False)
    context.close()


def look_outside(report, watch, started, folder):
    for way in ["light", "dark", "zoom"]:
        context = watch.context(started, **WAYS[way])
        page = context.new_page()
        for name, address in {"login": "/login", "login-ar": "/login?language=ar", "link": "/link?token=none"}.items():
            judge(report, page, folder, name, address, way)
        context.close()


def look_as_keeper(report, watch, started, server, password, folder):
    """The screens of those who keep accounts and the log."""
    context = watch.context(started, **WAYS["light"])
    page = context.new_page()
    sign_in(page, "auditor", password)
    judge(report, page, folder, "audit", "/audit", "light")
    context.close()
    page = server.owner.new_page()
    received = server.prepare_exchange()
    keepers = {
        "admin": "/admin",
        "admin-account": "/admin?account=colleague",
        "lists-keeper": "/lists",
        "list": "/lists/list?name=known.txt",
        "release": "/cases/HARBOUR-21/release",
        "exchange": "/exchange",
        "exchange-partners": "/exchange/partners",
        "exchange-sent": f"/exchange/bundles/{received - 1}",
        "exchange-received": f"/exchange/bundles/{received}",
    }
    for name, address in keepers.items():
        judge(report, page, folder, name, address, "light")
    page.click("form[action$='/draft'] button")
    judge_shown(report, page, folder, "exchange-draft", "light")
    report.check("the draft says what matches and whom to ask", "Desk 4" in page.inner_text("main"))
    page.click("form[action$='/answer'] button")
    judge_shown(report, page, folder, "exchange-answered", "light")
    with page.expect_download() as taken:
        page.click("a[download]")
    report.check("the answer is taken as a file", taken.value.suggested_filename.endswith(".bundle"))
    page.close()


def choose(page, *, language, blur):
    """Sets the language and the blur as a user does."""
    page.goto("/settings")
    page.check(f"input[name=language][value={language}]")
    page.set_checked("input[name=blur]", blur)
    with page.expect_navigation():
        page.locator("input[name=language]").first.evaluate("(field) => field.form.requestSubmit()")
    settle(page)


def judge(report, page, folder, name, address, way):
    """One screen in one way."""
    page.goto(address)
    judge_shown(report, page, folder, name, way)


def judge_shown(report, page, folder, name, way):
    """The screen that is shown."""
    settle(page)
    page.screenshot(path=folder / f"{name}-{way}.png", full_page=way != "zoom")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    told = [(one["id"], one["nodes"][0]["html"][:160]) for one in found]
    report.check(f"{way} {name}: axe finds nothing", not told, told)
    too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    report.check(f"{way} {name}: nothing is wider than the window", not too_wide)
    raw = page.evaluate("document.body.innerText.match(/\\{\\d\\}|\\{\\{/)")
    report.check(f"{way} {name}: no place in a sentence is left empty", raw is None, raw)
