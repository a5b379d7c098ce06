// How pictures and sound are met: blur, grey, mute, reveal while held, panic.

import { onAct } from "./keys.js";
import { announce } from "./notices.js";
import { send } from "./server.js";
import { text } from "./texts.js";
import { settled } from "./pending.js";

const pressDelay = 180;

/** Starts the switches of the frame and the keys that belong to them. */
export function startLooking() {
    for (const name of ["blur", "grey", "mute"]) onAct(name, () => flip(name));
    onAct("reveal", (isDown) => document.body.classList.toggle("revealing", isDown));
    onAct("panic", panic);
    document.querySelector("form.switches")?.addEventListener("submit", (event) => {
        const name = event.submitter?.dataset.switch;
        if (!name) return;
        event.preventDefault();
        flip(name);
    });
    document.addEventListener("play", (event) => applyMute(event.target), true);
    revealByPressing();
}

/** Turns a switch at once, and tells the server so that the next page has it too. */
function flip(name) {
    const isOn = document.body.classList.toggle(name);
    const button = document.querySelector(`[data-switch="${name}"]`);
    button?.setAttribute("aria-pressed", String(isOn));
    announce(text(isOn ? "switchedOn" : "switchedOff", button?.textContent ?? name));
    if (name === "mute") document.querySelectorAll("audio, video").forEach(applyMute);
    send("/settings/switch", { switch: name, state: isOn ? "on" : "off" }).catch(() => {});
}

function applyMute(media) {
    if ("muted" in media) media.muted = document.body.classList.contains("mute");
}

/** A blurred picture is clear while it is pressed, or, without "reveal on hold", from a press until the next. */
function revealByPressing() {
    let timer = 0;
    let shown = null;
    let wasLong = false;
    const end = () => {
        clearTimeout(timer);
        shown?.classList.remove("pressed");
        shown = null;
    };
    document.addEventListener("pointerdown", (event) => {
        const picture = event.target.closest?.(".evidence, .cover")?.closest(".evidence, .cover");
        const evidence = picture?.matches(".evidence") ? picture : picture?.querySelector(".evidence");
        wasLong = false;
        if (!evidence || !document.body.classList.contains("blur") || event.button !== 0) return;
        if (!document.body.classList.contains("hold")) {
            if (!evidence.closest("a")) evidence.classList.toggle("pressed");
            return;
        }
        timer = setTimeout(() => {
            wasLong = true;
            shown = evidence;
            evidence.classList.add("pressed");
        }, evidence.closest("a") ? pressDelay : 0);
    });
    for (const type of ["pointerup", "pointercancel", "blur"]) addEventListener(type, end);
    // Letting go after a long press on a tile must not open it.
    document.addEventListener("click", (event) => {
        if (wasLong && event.target.closest?.(".cover")) event.preventDefault();
        wasLong = false;
    }, true);
    document.addEventListener("dragstart", (event) => {
        if (event.target.closest?.(".cover, .canvas")) event.preventDefault();
    });
}

/** Hides everything at once; then what was decided is sent, and the session ends. */
async function panic() {
    document.getElementById("panic").hidden = false;
    document.title = "Cairn";
    for (const media of document.querySelectorAll("audio, video")) media.pause();
    document.querySelector("main").hidden = true;
    await settled(3000);
    try {
        await send("/logout", {}, { keepalive: true });
    } finally {
        location.replace("/login");
    }
}
