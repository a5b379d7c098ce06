// Matching moments of two videos or recordings: one slider moves both.

import { onAct } from "./keys.js";

const page = () => document.getElementById("pair");

/** Listens for the keys and the slider of all pairs. */
export function startMoments() {
    onAct("nextMoment", () => move(1));
    onAct("previousMoment", () => move(-1));
    document.addEventListener("input", (event) => {
        if (event.target.matches("[data-step]")) apply();
    });
    document.addEventListener("click", (event) => {
        const act = event.target.closest?.(".stepper button")?.dataset.act;
        if (act) move(act === "next-step" ? 1 : -1);
    });
    new MutationObserver(prepare).observe(document.querySelector("main"), { childList: true });
    prepare();
}

function prepare() {
    const stepper = page()?.querySelector(".stepper[hidden]");
    if (!stepper) return;
    stepper.hidden = false;
    page().querySelector(".steps").hidden = true;
    apply();
}

function move(by) {
    const slider = page()?.querySelector("[data-step]");
    if (!slider) return;
    slider.value = String(Number(slider.value) + by);
    apply();
}

function apply() {
    const slider = page().querySelector("[data-step]");
    const moment = page().querySelectorAll("[data-moment]")[Number(slider.value)];
    if (!moment) return;
    page().querySelector("[data-step-text]").textContent = moment.textContent;
    for (const [letter, source, x] of [["A", moment.dataset.aSource, moment.dataset.aX], ["B", moment.dataset.bSource, moment.dataset.bX]]) {
        const side = page().querySelector(`.side[data-side=${letter}]`);
        const picture = side?.querySelector(".frame img");
        if (picture && source && picture.getAttribute("src") !== source) picture.src = source;
        const cursor = side?.querySelector("[data-cursor]");
        cursor?.setAttribute("x1", x);
        cursor?.setAttribute("x2", x);
    }
}
