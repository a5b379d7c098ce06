"""Drives the workbench in Chromium: run.py CAIRN FOLDER."""

import pathlib
import sys

import casework
import hostile
import plain
import screens
import speed
import work
from browser import Watch, browser, sign_in
from report import Report
from server import PASSWORD, Server


def main(cairn, folder):
    """Prepares, works, looks, measures; answers with the exit code."""
    report = Report()
    server = Server(cairn, folder)
    pictures = pathlib.Path(folder) / "pictures"
    print("preparing the demonstration cases", flush=True)
    server.prepare()
    server.start()
    watch = Watch(server.origin)
    try:
        with browser() as started:
            report.part("sign in by a link", work.sign_in_by_link, report, watch, started, server)
            context = watch.context(started)
            page = context.new_page()
            sign_in(page, "expert", PASSWORD)
            report.part("desk", work.desk, report, page)
            report.part("need to know", work.need_to_know, report, watch, started, PASSWORD)
            report.part("review", work.review, report, page)
            pictures.mkdir(parents=True, exist_ok=True)
            report.part("compare", work.compare, report, page, lambda name: pictures / f"{name}.png")
            report.part("two at once", work.disagree, report, watch, started, PASSWORD, page)
            report.part("share", work.share, report, watch, started, PASSWORD, page)
            report.part("search", work.search, report, page)
            report.part("soften", work.soften, report, page)
            report.part("add evidence", work.add_evidence, report, server, page)
            report.part("audit", work.audit, report, watch, started, PASSWORD)
            report.part("without scripts", plain.without_scripts, report, watch, started, PASSWORD)
            report.part("sixty decisions", speed.sixty_decisions, report, watch, started, server, PASSWORD)
            report.part("pages", speed.pages, report, watch, started, PASSWORD)
            report.part("every screen", screens.look, report, watch, started, server, PASSWORD, pictures)
            report.part("strange texts", hostile.look, report, watch, started, server, PASSWORD)
            report.part("seizure to outcome", casework.walk, report, server, lambda name: pictures / f"{name}.png")
            report.part("panic", work.panic, report, watch, started, PASSWORD)
    finally:
        server.stop()
    print("over the whole run", flush=True)
    watch.conclude(report)
    print(f"  pictures are in {pictures}")
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
