// Shows a running ingest as it goes on.

import { figure, text } from "./texts.js";

const ended = ["done", "stopped", "failed"];
const retryDelay = 5000;

/** Listens for the progress of the run that the page shows, if one is under way. */
export function startProgress() {
    const section = document.getElementById("run");
    if (!section || ended.includes(section.dataset.state)) return;
    section.querySelector("[data-run-refresh]").hidden = true;
    listen(section);
}

function listen(section) {
    const words = section.querySelector("[data-run-text]");
    const events = new EventSource(section.dataset.events);
    events.addEventListener("message", (event) => {
        const run = JSON.parse(event.data);
        show(section, run);
        if (!ended.includes(run.state)) return;
        events.close();
        location.reload();
    });
    events.addEventListener("error", () => {
        words.textContent = text("progressLost");
        section.querySelector("[data-run-refresh]").hidden = false;
        if (events.readyState !== EventSource.CLOSED) return;
        setTimeout(() => listen(section), retryDelay);
    });
}

function show(section, run) {
    const bar = section.querySelector("[data-run-bar]");
    bar.max = Math.max(1, run.total);
    bar.value = run.done;
    section.querySelector("[data-run-state]").textContent = run.stateText;
    const sentences = [text("progress", figure(run.done), figure(run.total))];
    if (run.rate > 0) sentences.push(text("progressRate", figure(Math.round(run.rate * 10) / 10)));
    if (run.eta > 0) sentences.push(text("progressLeft", duration(run.eta)));
    if (run.failed > 0) sentences.push(text("progressFailed", figure(run.failed)));
    section.querySelector("[data-run-text]").textContent = sentences.join(" ");
}

/** Seconds as the page's language writes them: seconds, minutes, or hours and minutes. */
function duration(seconds) {
    const unit = (value, name) =>
        new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
    if (seconds < 90) return unit(Math.ceil(seconds), "second");
    const minutes = Math.round(seconds / 60);
    return minutes < 90 ? unit(minutes, "minute") : `${unit(Math.floor(minutes / 60), "hour")} ${unit(minutes % 60, "minute")}`;
}
