// The grid of stacks: mark, select, code and go on.

import { onAct } from "./keys.js";
import { announce, notice } from "./notices.js";
import { receive, settled, submit } from "./pending.js";
import { ask } from "./question.js";
import { send } from "./server.js";
import { figure, text } from "./texts.js";

const form = document.getElementById("grid");
const tiles = () => [...form.querySelectorAll(".tile")];
const selected = () => tiles().filter((tile) => box(tile).checked);
const box = (tile) => tile.querySelector("input[type=checkbox]");
let current = -1;
let anchor = -1;

/** Starts the screen. */
export function startReview() {
    onAct("next", () => mark(current + 1));
    onAct("previous", () => mark(current - 1));
    onAct("below", () => mark(current < 0 ? 0 : current + columns()));
    onAct("above", () => mark(current - columns()));
    onAct("open", () => tiles()[current]?.querySelector("a").click());
    onAct("select", () => choose(current, !box(tiles()[current] ?? tiles()[0]).checked));
    onAct("extend", extend);
    onAct("selectAll", selectAll);
    onAct("code", ({ key }) => code(key));
    onAct("noCode", () => code("0"));
    onAct("undo", undo);
    receive("codes", answered);
    form.addEventListener("submit", submitted);
    form.addEventListener("change", showSelection);
    form.addEventListener("click", clicked);
    form.addEventListener("focusin", (event) => {
        const tile = event.target.closest(".tile");
        if (tile) markOnly(tiles().indexOf(tile));
    });
    const all = form.querySelector("[data-act=select-all]");
    all.hidden = false;
    all.addEventListener("click", selectAll);
    // Where the filters would fill the window, they start closed.
    if (matchMedia("(max-width: 62rem)").matches) document.querySelector(".facets details").open = false;
    showSelection();
}

function columns() {
    const all = tiles();
    const first = all[0]?.offsetTop;
    return Math.max(1, all.findIndex((tile) => tile.offsetTop !== first) === -1
        ? all.length : all.findIndex((tile) => tile.offsetTop !== first));
}

function mark(index) {
    const all = tiles();
    if (index >= all.length) {
        turnPage("next", all.length - 1);
        return;
    }
    markOnly(Math.max(0, index));
    const tile = all[current];
    tile?.querySelector("a").focus({ preventScroll: true });
    tile?.scrollIntoView({ block: "nearest" });
    keepAboveBar(tile);
}

/** The bar at the bottom hides nothing that is marked. */
function keepAboveBar(tile) {
    const bar = form.querySelector(".bar");
    if (!tile || getComputedStyle(bar).position !== "sticky") return;
    const hidden = tile.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
    if (hidden > 0) scrollBy({ top: hidden + 8 });
}

function markOnly(index) {
    tiles().forEach((tile, position) => tile.classList.toggle("current", position === index));
    current = index;
}

async function turnPage(relation, index) {
    const next = form.querySelector(`a[rel=${relation}]`);
    markOnly(index);
    if (!next) {
        announce(text("lastItem"));
        return;
    }
    await settled();
    location.assign(next.href);
}

function choose(index, isChosen) {
    const tile = tiles()[Math.max(0, index)];
    if (!tile) return;
    box(tile).checked = isChosen;
    anchor = Math.max(0, index);
    showSelection();
}

function extend() {
    choose(current, true);
    mark(current + 1);
    choose(current, true);
}

function selectAll() {
    const all = tiles();
    const isAll = selected().length === all.length;
    for (const tile of all) box(tile).checked = !isAll;
    showSelection();
}

/** A box clicked with Shift takes all between it and the last. */
function clicked(event) {
    if (!event.target.matches(".tile input[type=checkbox]")) return;
    const index = tiles().indexOf(event.target.closest(".tile"));
    if (event.shiftKey && anchor >= 0) {
        const [from, to] = [Math.min(anchor, index), Math.max(anchor, index)];
        for (const tile of tiles().slice(from, to + 1)) box(tile).checked = event.target.checked;
    }
    anchor = index;
}

function filesOf(some) {
    return some.reduce((sum, tile) => sum + Number(tile.dataset.files), 0);
}

function showSelection() {
    const some = selected();
    document.getElementById("selection").textContent = some.length > 0
        ? text("selection", figure(some.length), figure(filesOf(some))) : text("selectionNone");
}

function submitted(event) {
    const { submitter } = event;
    event.preventDefault();
    if (submitter?.dataset.act === "undo") undo();
    else if (submitter?.name === "code") code(submitter.value);
}

/** Codes the selection, after a question, or else the marked stack, and goes on. */
async function code(value) {
    const some = selected();
    const name = value === "0" ? "" : form.querySelector(`[data-code-value="${value}"]`)?.dataset.codeName;
    if (name === undefined) return;
    if (some.length > 1) {
        const label = value === "0" ? text("noCode") : `${value} ${name}`;
        const agreed = await ask(
            text("confirmCodes", label),
            text("confirmCodesDetail", figure(some.length), figure(filesOf(some))),
            text("confirmCodesYes", label),
        );
        if (!agreed) return;
    }
    const given = some.length > 0 ? some : tiles().slice(Math.max(0, current), Math.max(0, current) + 1);
    if (given.length === 0) return;
    submit({
        kind: "codes",
        address: form.getAttribute("action"),
        fields: [...given.map((tile) => ["stack", tile.dataset.stack]), ["code", value], ["confirmed", "yes"]],
        before: given.map((tile) => [tile.dataset.stack, codeOf(tile)]),
    });
    for (const tile of given) {
        show(tile, value === "0" ? "" : `${value} ${name}`);
        box(tile).checked = false;
    }
    showSelection();
    if (some.length === 0) mark(Math.max(0, current) + 1);
}

const codeOf = (tile) => tile.querySelector("[data-code]").textContent.trim();

function show(tile, words) {
    if (tile) tile.querySelector("[data-code]").textContent = words;
}

function tileOf(stack) {
    return form.querySelector(`.tile[data-stack="${CSS.escape(stack)}"]`);
}

/** What the server said; if it refused, the tiles are as before. */
function answered(job, status, body) {
    if (status === 200) {
        showStacks(body.stacks ?? []);
        return;
    }
    for (const [stack, words] of job.before) show(tileOf(stack), words);
    const why = [body.title, body.detail].filter(Boolean).join(". ");
    notice(why || text("refused"), { kind: "warning" });
    const first = tileOf(job.before[0]?.[0] ?? "");
    if (first) mark(tiles().indexOf(first));
}

function showStacks(stacks) {
    for (const { stack, code: value, codeName } of stacks) show(tileOf(stack), value === "0" ? "" : `${value} ${codeName}`);
}

async function undo() {
    await settled();
    const { status, body } = await send(`${form.getAttribute("action")}/undo`, {});
    if (status !== 200) {
        notice(text("nothingToUndo"), { name: "undo", seconds: 4 });
        return;
    }
    showStacks(body.stacks ?? []);
    notice(text("undone"), { name: "undo", seconds: 4 });
    const first = tileOf(body.stacks?.[0]?.stack ?? "");
    if (first) mark(tiles().indexOf(first));
}
