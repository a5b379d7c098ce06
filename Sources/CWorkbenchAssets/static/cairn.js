// Starts what the page needs. All core work runs without scripts; they make it faster.

import { onAct, startKeys } from "./keys.js";
import { startLooking } from "./looking.js";
import { resume } from "./pending.js";

const screens = {
    compare: async () => (await import("./compare.js")).startCompare(),
    review: async () => (await import("./review.js")).startReview(),
    item: async () => {
        (await import("./item.js")).startItem();
        (await import("./regions.js")).startRegions();
    },
    search: async () => (await import("./regions.js")).startRegions(),
    ingest: async () => {
        (await import("./uploads.js")).startUploads();
        (await import("./progress.js")).startProgress();
    },
};

const overlay = document.getElementById("keys");

async function showKeys() {
    if (overlay.childElementCount === 0) {
        const { fragment } = await import("./server.js");
        const table = await fragment("/keys");
        if (!table) {
            location.assign("/keys");
            return;
        }
        const close = document.createElement("button");
        close.type = "button";
        close.textContent = (await import("./texts.js")).text("close");
        close.addEventListener("click", () => overlay.close());
        overlay.append(close, table);
    }
    overlay.showModal();
}

function startFrame() {
    onAct("help", showKeys);
    onAct("search", () => {
        const field = document.querySelector("[data-search-field]");
        if (field) field.focus();
        else location.assign("/search");
    });
    onAct("back", () => {
        const back = document.querySelector(".pages a:not([rel])") ?? document.querySelector(".trail a:last-of-type");
        if (document.activeElement?.matches("input, textarea, select")) document.activeElement.blur();
        else if (back) location.assign(back.href);
    });
    document.querySelector("[data-opens-keys]")?.addEventListener("click", (event) => {
        event.preventDefault();
        showKeys();
    });
    const print = document.querySelector("[data-act=print]");
    if (print) {
        print.hidden = false;
        print.addEventListener("click", () => window.print());
    }
}

/** A table's window is a stop for the keyboard only while there is something to scroll. */
function startWindows() {
    const windows = [...document.querySelectorAll(".scroll")];
    const watcher = new ResizeObserver(() => {
        for (const window of windows) {
            if (window.scrollWidth > window.clientWidth) window.tabIndex = 0;
            else window.removeAttribute("tabindex");
        }
    });
    windows.forEach((window) => watcher.observe(window));
}

startFrame();
startWindows();
startLooking();
await screens[document.querySelector("[data-screen]")?.dataset.screen]?.();
resume();
await startKeys();
