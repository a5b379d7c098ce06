// Draws a rectangle on a picture, to search for what is in it.

import { announce } from "./notices.js";
import { figure, text } from "./texts.js";

const namespace = "http://www.w3.org/2000/svg";
const smallest = 8;

/** Makes every picture of the page that regions may be drawn on ready. */
export function startRegions() {
    for (const canvas of document.querySelectorAll("[data-region-source]")) prepare(canvas);
}

function prepare(canvas) {
    const form = canvas.closest("form");
    const field = form.querySelector("[name=region]");
    const button = form.querySelector("[data-act=draw-region]");
    const whole = { width: Number(canvas.dataset.width), height: Number(canvas.dataset.height) };
    const drawn = shape("svg", { viewBox: `0 0 ${whole.width} ${whole.height}`, preserveAspectRatio: "none", class: "drawn" });
    const rectangle = drawn.appendChild(shape("rect", { width: 0, height: 0 }));
    canvas.append(drawn);
    let start = null;

    const draw = (region) => {
        for (const name of ["x", "y", "width", "height"]) rectangle.setAttribute(name, region?.[name] ?? 0);
    };
    const place = (event) => {
        const box = canvas.querySelector("img").getBoundingClientRect();
        const along = (offset, size, length) => Math.round(Math.min(1, Math.max(0, offset / size)) * length);
        return { x: along(event.clientX - box.left, box.width, whole.width), y: along(event.clientY - box.top, box.height, whole.height) };
    };
    const setDrawing = (isDrawing) => {
        button.setAttribute("aria-pressed", String(isDrawing));
        canvas.toggleAttribute("data-drawing", isDrawing);
        if (isDrawing) announce(text("regionDrawing"));
    };

    button.hidden = false;
    button.addEventListener("click", () => setDrawing(button.getAttribute("aria-pressed") !== "true"));
    field.addEventListener("input", () => draw(parse(field.value)));
    draw(parse(field.value));
    canvas.addEventListener("pointerdown", (event) => {
        if (!canvas.hasAttribute("data-drawing") || event.button !== 0) return;
        event.preventDefault();
        canvas.setPointerCapture(event.pointerId);
        document.body.classList.add("revealing");
        start = place(event);
    });
    canvas.addEventListener("pointermove", (event) => {
        if (start) draw(between(start, place(event)));
    });
    const finish = (event) => {
        if (!start) return;
        const region = between(start, place(event));
        start = null;
        document.body.classList.remove("revealing");
        const isLarge = region.width >= smallest && region.height >= smallest;
        field.value = isLarge ? `${region.x},${region.y},${region.width},${region.height}` : "";
        draw(isLarge ? region : null);
        announce(isLarge ? text("region", figure(region.width), figure(region.height), figure(region.x), figure(region.y)) : text("regionNone"));
        if (isLarge) setDrawing(false);
    };
    canvas.addEventListener("pointerup", finish);
    canvas.addEventListener("pointercancel", finish);
}

function between(first, second) {
    return {
        x: Math.min(first.x, second.x),
        y: Math.min(first.y, second.y),
        width: Math.abs(first.x - second.x),
        height: Math.abs(first.y - second.y),
    };
}

function parse(words) {
    const [x, y, width, height] = words.split(",").map(Number);
    return [x, y, width, height].every((number) => Number.isFinite(number) && number >= 0) ? { x, y, width, height } : null;
}

function shape(name, attributes) {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
}
