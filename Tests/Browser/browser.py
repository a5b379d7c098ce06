"""A browser that notes what a page must never do."""

import contextlib
import os

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CAIRN_CHROMIUM", "/usr/bin/chromium")

# Pages report breaches of their policy to this listener, which is there before they are.
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy breached: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


@contextlib.contextmanager
def browser():
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield started
        finally:
            started.close()


class Watch:
    """What went wrong in all contexts of a run."""

    def __init__(self, origin):
        self.origin = origin
        self.foreign = []
        self.breaches = []
        self.errors = []
        self.failed = []
        self.requests = 0

    def context(self, started, *, width=1366, height=850, **options):
        """A new session of a user."""
        context = started.new_context(viewport={"width": width, "height": height}, base_url=self.origin, **options)
        if options.get("java_script_enabled", True):
            context.add_init_script(WATCH_POLICY)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.set_default_timeout(15000)
        return context

    def _request(self, request):
        self.requests += 1
        if not request.url.startswith((self.origin + "/", "blob:" + self.origin)):
            self.foreign.append(request.url)

    def _response(self, response):
        if response.status >= 500:
            self.failed.append(f"{response.status} {response.request.method} {response.url}")

    def _console(self, message):
        if "policy" in message.text.lower() and message.type == "error":
            self.breaches.append(message.text)

    def conclude(self, report):
        """Checks what must hold over the whole run."""
        report.check(f"no request to another origin, of {self.requests}", not self.foreign, self.foreign[:5])
        report.check("the content security policy was never breached", not self.breaches, self.breaches[:5])
        report.check("no error in a script", not self.errors, self.errors[:5])
        report.check("no answer of the server is a failure of its own", not self.failed, self.failed[:5])


def enter(page, link):
    """Signs in by a link."""
    page.goto(link)
    page.click("main form button[type=submit]")
    page.wait_for_selector("form.leave")


def sign_in(page, name, password):
    """Signs in by password."""
    page.goto("/login")
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("main form button[type=submit]")
    page.wait_for_selector("form.leave")


def settle(page):
    """Waits until a page with scripts is ready for keys and nothing is on its way."""
    page.wait_for_load_state("networkidle")
