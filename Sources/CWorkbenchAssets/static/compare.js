// The pair: decide and go on at once; the decision is sent behind.

import { onAct } from "./keys.js";
import { startMoments } from "./moments.js";
import { announce, notice, withdraw } from "./notices.js";
import { receive, settled, submit } from "./pending.js";
import { fetchPair, forget, prefetchAfter } from "./prefetch.js";
import { send } from "./server.js";
import { text, viewer } from "./texts.js";
import { startViews, viewPair } from "./views.js";

const undone = [];
const page = () => document.getElementById("pair");
const linked = (relation) => page().querySelector(`a[rel=${relation}]`)?.getAttribute("href");

/** Starts the screen. */
export function startCompare() {
    startViews();
    startMoments();
    for (const act of ["same", "sameThing", "different", "unsure", "skip"]) {
        onAct(act, ({ binding }) => decide(binding.verdict));
    }
    onAct("next", () => step("next"));
    onAct("previous", () => step("prev"));
    onAct("undo", undo);
    onAct("redo", redo);
    onAct("open", () => page().querySelector(".side figcaption a:last-of-type")?.click());
    onAct("deciders", () => document.getElementById("deciders")?.focus());
    document.addEventListener("submit", submitted);
    document.addEventListener("click", clicked);
    addEventListener("popstate", () => show(location.pathname + location.search));
    receive("decision", answered);
    begin();
}

function begin() {
    viewPair(page());
    prefetchAfter(page());
}

function submitted(event) {
    const { target: form, submitter } = event;
    if (form.action.endsWith("/decisions") && submitter?.name === "verdict" && form.matches(".verdicts")) {
        event.preventDefault();
        decide(submitter.value);
    } else if (submitter?.dataset.act === "undo") {
        event.preventDefault();
        undo();
    }
}

function clicked(event) {
    const link = event.target.closest?.("#pair a[rel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(link.rel);
}

function step(relation) {
    const href = linked(relation);
    if (href) show(href);
    else announce(text("lastItem"));
}

/** Decides on the pair that is shown, shows the next, and sends the decision. */
function decide(verdict) {
    const form = page().querySelector("form.verdicts");
    const button = form?.querySelector(`button[value="${CSS.escape(verdict)}"]`);
    if (!button) return;
    const fields = [...new FormData(form)].filter(([name]) => name !== "crossSiteToken" && name !== "returnTo");
    undone.length = 0;
    submit({
        kind: "decision",
        address: "/decisions",
        fields: [...fields, ["verdict", verdict]],
        href: page().dataset.href,
        label: labelOf(button),
        verdict,
    });
    forget(page().dataset.href);
    const next = linked("next");
    if (next) show(next, { focus: button.matches(":focus") ? verdict : null });
}

function labelOf(button) {
    return button.textContent.replace(button.querySelector("kbd")?.textContent ?? "", "").trim();
}

/** Shows the pair at an address, without its frame; the page as a whole if the server gives no part. */
async function show(href, { focus = null } = {}) {
    const section = await fetchPair(href);
    if (!section) {
        await settled();
        location.assign(href);
        return;
    }
    page().replaceWith(section);
    history.replaceState(null, "", href);
    document.title = `${section.dataset.title} · Cairn`;
    announce([section.querySelector("h1"), section.querySelector(".position")].map((one) => one?.textContent.trim()).join(", "));
    section.querySelector(focus ? `button[value="${CSS.escape(focus)}"]` : ".none")?.focus();
    scrollTo({ top: Math.min(scrollY, section.offsetTop) });
    begin();
}

/** What the server said to a decision. */
function answered(job, status, body) {
    if (status === 200) {
        announce(text("saved", job.label));
    } else if (status === 409 && body.theirs) {
        // An answer that was lost on the way makes our own decision look like another's.
        if (body.theirs.by === viewer && body.theirs.verdict === job.verdict) return;
        conflict(job, body);
    } else {
        bringBack(job, body);
    }
}

function conflict(job, { theirs, version }) {
    const again = job.fields.map(([name, value]) => [name, name === "version" ? version : value]);
    notice(text("conflict", theirs.by, theirs.verdictText, job.label), {
        kind: "warning",
        actions: [
            { label: text("saveMine"), act: () => submit({ ...job, fields: again }) },
            { label: text("keepTheirs"), act: () => forget(job.href) },
            { label: text("look"), act: () => show(job.href) },
        ],
    });
}

function bringBack(job, problem) {
    const why = [problem.title, problem.detail].filter(Boolean).join(". ");
    notice(`${text("notSaved", job.label)} ${why || text("refused")}`, { kind: "warning" });
    forget(job.href);
    show(job.href);
}

/** Takes the last decision back and shows its pair again. */
async function undo() {
    await settled();
    const { status, body } = await send("/decisions/undo", {});
    if (status !== 200) {
        notice(text("nothingToUndo"), { name: "undo", seconds: 4 });
        return;
    }
    withdraw("undo");
    undone.push({ href: body.href, verdict: body.verdict });
    forget(body.href);
    await show(body.href);
    notice(text("undone"), { name: "undo", seconds: 4 });
}

/** Decides again what was just taken back. */
async function redo() {
    const last = undone.pop();
    if (!last) return;
    const rest = [...undone];
    if (page().dataset.href !== last.href) await show(last.href);
    decide(last.verdict);
    undone.push(...rest);
}
