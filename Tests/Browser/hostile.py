"""Text from evidence and from people that would be a script, were it not shown as text."""

import io
import urllib.parse
import zipfile

from PIL import Image

from browser import settle, sign_in

CASES = ["STRANGE-40", "STRANGE-41"]
RUN = "executed=1,alert(1)"

# Ways in which text has become a script elsewhere: in elements, attributes, addresses, styles, templates, other alphabets.
CORPUS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    f"<details open ontoggle={RUN}>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<a href='javascript:{RUN}' autofocus onfocus={RUN}>x</a>",
    f'" autofocus onfocus="{RUN}" x="',
    f"' autofocus onfocus='{RUN}' x='",
    f"` autofocus onfocus={RUN} x=`",
    f'" style="animation-name:x" onanimationstart="{RUN}',
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<form action='javascript:{RUN}'><input type=submit autofocus></form>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<style>@import 'javascript:{RUN}';</style>",
    f"<link rel=stylesheet href='javascript:{RUN}'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f"<base href='javascript:{RUN}//'>",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"{{{{{{{RUN}}}}}}}",
    f"<%= {RUN} %>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\u003cscript\u003e{RUN}\u003c/script\u003e",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"<scr\x00ipt>{RUN}</scr\x00ipt>",
    f"\u202e<img src=x onerror={RUN}>\u202c",
    f"<x onclick={RUN}>\n<b onmouseover={RUN}>",
    f"=cmd|' /C calc'!A0<script>{RUN}</script>",
]


def plant(server):
    """Two cases whose titles, exhibits, files, metadata, chats and archives carry the corpus."""
    server.run("agency", "add", CORPUS[4])
    for number, case in enumerate(CASES):
        folder = server.folder / case
        folder.mkdir(parents=True, exist_ok=True)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            for index, text in enumerate(CORPUS):
                name = text.replace("/", "\u2215").replace("\0", "")
                picture = painted(index, quality=90 - 20 * number, text=text)
                (folder / f"{name}.jpg").write_bytes(picture)
                packed.writestr(f"{text}.txt".replace("\0", ""), f"{text}\nsomebody-{index}@strange.example\n")
        (folder / "packed.zip").write_bytes(archive.getvalue())
        chat = "".join(f"{1 + index % 28:02}/05/2021, 09:{index % 60:02} - {text}: {text} "
                       f"talker{index}@strange.example https://strange.example/{index}?{text}\n"
                       for index, text in enumerate(CORPUS) if "\n" not in text)
        (folder / f"WhatsApp Chat with {CORPUS[4]}.txt").write_text(chat)
        server.run("case", "add", case, "--title", CORPUS[number], "--agency", CORPUS[4])
        server.run("case", "member", "add", case, "expert")
        server.run("ingest", case, str(folder), "--exhibit", CORPUS[5 + number])


def painted(index, *, quality, text):
    """A picture with a pattern of its own, the text in every field of its metadata that holds text."""
    picture = Image.effect_mandelbrot((480, 360), (-2 + index * 0.01, -1.2, 0.6, 1.2 - index * 0.015), 60).convert("RGB")
    tags = picture.getexif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298):
        tags[tag] = text.replace("\0", "")
    inner = tags.get_ifd(0x8769)
    inner[0xA431], inner[0xA434], inner[0x9003] = text.replace("\0", ""), text.replace("\0", ""), text.replace("\0", "")
    held = io.BytesIO()
    picture.save(held, "jpeg", quality=quality, exif=tags)
    return held.getvalue()


def look(report, watch, started, server, password):
    """Opens every kind of page on the cases, types the corpus into every field, and watches for anything that runs."""
    plant(server)
    context = watch.context(started)
    ran = []
    context.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page = context.new_page()
    sign_in(page, "expert", password)
    visited = 0

    def visit(address):
        nonlocal visited
        page.goto(address)
        settle(page)
        visited += 1
        if page.evaluate("() => typeof window.executed !== 'undefined'"):
            ran.append(address)

    for address in ["/", "/map", "/settings", "/keys", "/series", "/subjects", "/lists", "/statistics", "/watches"]:
        visit(address)
    for case in CASES:
        for part in ["", "/review", "/overlaps", "/overlaps/next", "/seen", "/ingest", "/report"]:
            visit(f"/cases/{case}{part}")
    page.goto(f"/cases/{CASES[0]}/review")
    items = [tile.get_attribute("href") for tile in page.locator(".tile a.cover").all()]
    page.goto(f"/cases/{CASES[0]}/overlaps")
    pairs = [link.get_attribute("href") for link in page.locator("tbody th a").all()]
    report.check("the strange files are there, and their pairs", len(items) > 40 and len(pairs) > 20, [len(items), len(pairs)])
    for address in items + pairs[:30]:
        visit(address)
    for text in CORPUS:
        page.goto("/search")
        page.fill("#q", text)
        page.click("form[role=search] button")
        settle(page)
        visited += 1
    fields = ["/login?name=", "/search?q=", f"/cases/{CASES[0]}/review?kind=", f"/cases/{CASES[0]}/overlaps?state=",
              "/map?kind=", "/audit?actor=", "/link?token=", "/cases/"]
    for address in fields:
        for text in CORPUS[:12]:
            answer = page.request.get(address + urllib.parse.quote(text, safe=""))
            kind = answer.headers.get("content-type", "")
            if text in answer.text() and "json" not in kind:
                ran.append(f"{address}: told again as it was written")
    visit(f"/cases/{CASES[0]}")
    page.fill("#member", CORPUS[5])
    page.press("#member", "Enter")
    settle(page)
    context.close()
    context = watch.context(started)
    context.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page = context.new_page()
    sign_in(page, "auditor", password)
    visit("/audit")
    context.close()
    page = server.owner.new_page()
    for address in ["/admin", "/audit"]:
        visit(address)
    page.close()
    report.check(f"none of {len(CORPUS)} strange texts ran, on {visited} pages", not ran, ran[:5])
