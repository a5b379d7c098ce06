"""The core of the work without scripts."""

from browser import sign_in
from work import CASE


def without_scripts(report, watch, started, password):
    """Signs in, goes from the desk to a case, an item and a pair, codes, decides and takes back."""
    context = watch.context(started, java_script_enabled=False)
    page = context.new_page()
    page.goto("/login")
    page.fill("#name", "colleague")
    page.fill("#password", "not this one")
    page.click("main form button[type=submit]")
    report.check("a wrong password is told", page.locator("[role=alert]").count() == 1)
    sign_in(page, "colleague", password)
    report.check("the case list is there", page.locator("table.cases tbody tr").count() == 3)
    page.locator("table.cases tbody th a").first.click()
    report.check("a case opens", page.locator("#exhibits-title").count() == 1)

    page.goto(f"{CASE}/review?state=uncoded")
    stack = page.locator(".tile").first.get_attribute("data-stack")
    page.locator(".tile input[type=checkbox]").first.check()
    page.click('.bar button[name=code][value="2"]')
    page.goto(f"{CASE}/review?state=coded")
    report.check("a stack is coded", page.locator(f"#stack-{stack}").count() == 1)
    page.locator(".bar [data-act=undo]").click()
    page.goto(f"{CASE}/review?state=coded")
    report.check("the code is taken back", page.locator(f"#stack-{stack}").count() == 0)

    page.goto(f"{CASE}/review?kind=image")
    page.locator(".tile a.cover").first.click()
    report.check("an item opens", page.locator(".item dl.facts").count() > 0)
    report.check("the original is offered only after a question", confirms(page), page.inner_text("main"))

    page.goto(f"{CASE}/overlaps?state=undecided")
    page.locator("tbody th a").first.click()
    address, pair = page.url, page.get_attribute("#pair", "data-pair")
    page.click(".verdict.unsure")
    report.check("a verdict leads to the next pair", page.get_attribute("#pair", "data-pair") != pair)
    page.goto(address)
    report.check("the verdict is kept", "colleague" in page.inner_text("#deciders"))
    page.click(".verdicts [data-act=undo]")
    page.goto(address)
    report.check("the verdict is taken back", page.locator(".verdict[aria-pressed=true]").count() == 0)
    page.goto("/keys")
    report.check("the keys are a page too", page.locator("kbd").count() > 20)
    page.click("form.leave button")
    report.check("signing out works", page.locator("form.leave").count() == 0)
    context.close()


def confirms(page):
    """Whether asking for the original leads to a question and not to the file."""
    page.locator('form[action$="/original"] button').click()
    return page.locator("input[name=confirmed]").count() == 1
