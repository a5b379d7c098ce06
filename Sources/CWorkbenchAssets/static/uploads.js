// Takes files piece by piece to the server; what broke off goes on where it was.

import { notice, signedOut } from "./notices.js";
import { put, send, Unreachable } from "./server.js";
import { percent, text, viewer } from "./texts.js";

const longestWait = 15000;

/** Makes the upload form work in pieces, and take files that are dropped on it. */
export function startUploads() {
    const form = document.getElementById("upload");
    const input = form.querySelector("input[type=file]");
    const zone = form.querySelector("[data-drop-zone]");
    for (const type of ["dragenter", "dragover"]) {
        zone.addEventListener(type, (event) => {
            event.preventDefault();
            zone.classList.add("over");
        });
    }
    for (const type of ["dragleave", "drop"]) zone.addEventListener(type, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
        event.preventDefault();
        if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
    });
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        uploadAll(form, [...input.files]);
    });
}

async function uploadAll(form, files) {
    const exhibit = form.querySelector("[name=exhibit]").value.trim();
    const list = form.querySelector("[data-upload-list]");
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    list.replaceChildren();
    try {
        const uploads = [];
        for (const file of files) {
            const identifier = await upload(form, file, exhibit, row(list));
            if (!identifier) return;
            uploads.push(["upload", identifier]);
        }
        const { status, body } = await send(form.dataset.finish, [["exhibit", exhibit], ...uploads]);
        if (status === 200) location.reload();
        else notice([body.title, body.detail].filter(Boolean).join(". ") || text("refused"), { kind: "warning" });
    } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        notice(text("offline"), { name: "offline", kind: "warning" });
    } finally {
        button.disabled = false;
    }
}

/** Uploads one file; answers with its identifier, or nothing if the server refused it. */
async function upload(form, file, exhibit, show) {
    const identifier = await identify(form, file, exhibit);
    const chunk = Number(form.dataset.chunk) || 4194304;
    let received = 0;
    let isAsking = true;
    let wait = 1000;
    for (;;) {
        const address = `${form.dataset.uploads}/${identifier}?${new URLSearchParams({ offset: received, size: file.size, name: file.name, exhibit })}`;
        try {
            // The first request brings nothing: it asks how much an earlier attempt brought.
            const { status, body } = await put(address, isAsking ? new Blob([]) : file.slice(received, received + chunk));
            if (status === 401) signedOut();
            if ((status === 200 || status === 409) && Number.isSafeInteger(body.received)) {
                received = body.received;
            } else {
                show(text("uploadFailed", file.name, body.detail ?? text("refused")), received, file.size);
                return null;
            }
            isAsking = false;
            wait = 1000;
            if (received >= file.size) {
                show(text("uploadDone", file.name), received, file.size);
                return identifier;
            }
            show(text("uploadRunning", file.name, percent(received, file.size), size(file.size)), received, file.size);
        } catch (error) {
            if (!(error instanceof Unreachable)) throw error;
            show(text("uploadWaiting", file.name, percent(received, file.size)), received, file.size);
            await new Promise((resolve) => setTimeout(resolve, wait));
            wait = Math.min(longestWait, wait * 2);
        }
    }
}

function row(list) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    const bar = document.createElement("progress");
    item.append(words, " ", bar);
    list.append(item);
    return (sentence, done, total) => {
        words.textContent = sentence;
        bar.setAttribute("aria-label", sentence);
        bar.max = Math.max(1, total);
        bar.value = total === 0 ? 1 : done;
    };
}

function size(bytes) {
    const megabytes = bytes / 1e6;
    return `${megabytes.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;
}

/** The same file chosen again has the same identifier; nothing about it is kept on this computer. */
async function identify(form, file, exhibit) {
    const words = [form.dataset.uploads, viewer, exhibit, file.name, file.size, file.lastModified].join("\n");
    if (!crypto.subtle) return hex(crypto.getRandomValues(new Uint8Array(16)));
    return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words)))).slice(0, 32);
}

function hex(bytes) {
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
