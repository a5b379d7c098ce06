// How the two sides are laid: side by side, or over each other with a slider, blinking, or as their difference.

import { onAct } from "./keys.js";
import { drawTogether } from "./together.js";

const order = ["side", "slider", "blink", "difference"];
const blinkTime = 500;
const mostStrings = 40;
const state = { view: "side", hasMarks: true, zoom: 1 };
let timer = 0;
let isBAbove = false;

const page = () => document.getElementById("pair");
const wantsStillness = () =>
    document.body.classList.contains("reduced") || matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Listens for the keys and buttons of all pairs. */
export function startViews() {
    onAct("view", () => setView(order[(order.indexOf(state.view) + 1) % order.length]));
    onAct("marks", toggleMarks);
    onAct("larger", () => setZoom(state.zoom * 1.4));
    onAct("smaller", () => setZoom(state.zoom / 1.4));
    onAct("fit", () => setZoom(1));
    const acts = {
        "marks": toggleMarks,
        "zoom-in": () => setZoom(state.zoom * 1.4),
        "zoom-out": () => setZoom(state.zoom / 1.4),
        "fit": () => setZoom(1),
    };
    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("#pair .modes button");
        if (!button) return;
        if (button.dataset.view) setView(button.dataset.view);
        else acts[button.dataset.act]?.();
    });
    document.addEventListener("input", (event) => {
        if (event.target.matches("[data-mix]")) draw();
    });
    document.addEventListener("pointermove", (event) => {
        const canvas = event.target.closest?.(".together canvas");
        if (!canvas || event.buttons !== 1 || state.view !== "slider") return;
        const box = canvas.getBoundingClientRect();
        mixer().value = String((100 * (event.clientX - box.left)) / box.width);
        draw();
    });
    document.addEventListener("scroll", scrollTogether, true);
    addEventListener("resize", drawStrings);
}

/** Makes a pair that has just been shown look as the one before. */
export function viewPair(section) {
    const modes = section.querySelector(".modes");
    if (!modes) return;
    modes.hidden = false;
    for (const picture of section.querySelectorAll(".side img")) {
        picture.addEventListener("load", () => {
            applyZoom();
            draw();
        });
    }
    section.classList.toggle("no-marks", !state.hasMarks);
    modes.querySelector("[data-act=marks]")?.setAttribute("aria-pressed", String(state.hasMarks));
    setView(state.view);
    applyZoom();
}

function setView(view) {
    const section = page();
    if (!section.querySelector(".modes")) return;
    const canOverlay = section.querySelectorAll(".side .frame img").length === 2;
    state.view = view;
    const shown = canOverlay ? view : "side";
    for (const button of section.querySelectorAll("[data-view]")) {
        button.setAttribute("aria-pressed", String(button.dataset.view === shown));
    }
    section.querySelector(".together").hidden = shown === "side";
    section.querySelector(".stage").classList.toggle("laid-over", shown !== "side");
    clearInterval(timer);
    if (shown === "blink" && !wantsStillness()) {
        timer = setInterval(() => {
            isBAbove = !isBAbove;
            if (section.isConnected) draw();
            else clearInterval(timer);
        }, blinkTime);
    }
    section.querySelector("[data-mix-gain]").hidden = shown !== "difference";
    section.querySelector("[data-mix-share]").hidden = shown === "difference";
    mixer().closest("label").hidden = shown === "blink" && !wantsStillness();
    draw();
}

function mixer() {
    return page().querySelector("[data-mix]");
}

function draw() {
    drawStrings();
    const section = page();
    const canvas = section.querySelector(".together:not([hidden]) canvas");
    const [a, b] = section.querySelectorAll(".side .frame img");
    if (!canvas || !a?.complete || !b?.complete || !a.naturalWidth || !b.naturalWidth) return;
    const share = Number(mixer().value) / 100;
    const isBlinking = state.view === "blink";
    const above = isBlinking && !wantsStillness() ? isBAbove : share > 0.5;
    drawTogether(canvas, a, b, section.dataset.map, isBlinking ? { view: "blink", isBAbove: above } : { view: state.view, share });
    const width = Math.min(canvas.width, canvas.closest(".stage").clientWidth) * state.zoom;
    canvas.style.inlineSize = state.zoom === 1 ? "" : `${width}px`;
    canvas.style.maxInlineSize = state.zoom === 1 ? "" : "none";
    canvas.parentElement.style.overflow = state.zoom === 1 ? "" : "auto";
}

function toggleMarks() {
    state.hasMarks = !state.hasMarks;
    page().classList.toggle("no-marks", !state.hasMarks);
    page().querySelector("[data-act=marks]")?.setAttribute("aria-pressed", String(state.hasMarks));
    drawStrings();
}

function setZoom(zoom) {
    state.zoom = Math.abs(zoom - 1) < 0.1 ? 1 : Math.min(8, Math.max(0.5, zoom));
    applyZoom();
    draw();
}

/** Larger and smaller count from the size at which a picture fits. */
function applyZoom() {
    for (const picture of page().querySelectorAll(".side .frame img")) {
        picture.classList.remove("zoomed");
        picture.style.inlineSize = "";
        if (state.zoom === 1 || !picture.complete) continue;
        const fitting = picture.getBoundingClientRect().width;
        picture.classList.add("zoomed");
        picture.style.inlineSize = `${fitting * state.zoom}px`;
        const window = picture.closest(".canvas");
        window.scrollTo((window.scrollWidth - window.clientWidth) / 2, (window.scrollHeight - window.clientHeight) / 2);
    }
}

/** Both sides show the same part. */
function scrollTogether(event) {
    const moved = event.target;
    if (!(moved instanceof Element) || !moved.matches("#pair .side .canvas")) return;
    for (const other of page().querySelectorAll(".side .canvas")) {
        if (other === moved) continue;
        other.scrollLeft = share(moved.scrollLeft, moved, other, "Width");
        other.scrollTop = share(moved.scrollTop, moved, other, "Height");
    }
    drawStrings();
}

function share(offset, from, to, side) {
    const room = from[`scroll${side}`] - from[`client${side}`];
    return room > 0 ? (offset / room) * (to[`scroll${side}`] - to[`client${side}`]) : 0;
}

/** Lines between points that belong together. */
function drawStrings() {
    const strings = page()?.querySelector(".strings");
    if (!strings) return;
    strings.replaceChildren();
    if (state.view !== "side" || !state.hasMarks) return;
    const box = strings.getBoundingClientRect();
    const [first, second] = page().querySelectorAll(".side .overlay");
    if (!first || !second || box.width === 0) return;
    const ends = new Map([...second.querySelectorAll("circle")].map((circle) => [circle.dataset.link, circle]));
    const starts = [...first.querySelectorAll("circle")].filter((circle) => ends.has(circle.dataset.link));
    const every = Math.ceil(starts.length / mostStrings);
    for (const start of starts.filter((_, index) => index % every === 0)) {
        const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
        const from = centre(start, box);
        const to = centre(ends.get(start.dataset.link), box);
        for (const [name, value] of [["x1", from.x], ["y1", from.y], ["x2", to.x], ["y2", to.y]]) {
            line.setAttribute(name, value.toFixed(1));
        }
        strings.append(line);
    }
}

function centre(circle, origin) {
    const box = circle.getBoundingClientRect();
    return { x: box.left + box.width / 2 - origin.left, y: box.top + box.height / 2 - origin.top };
}
