// Sentences for the user: shown over the page, spoken by screen readers.

import { text } from "./texts.js";

const list = document.getElementById("messages");
const announcer = document.getElementById("announcer");

/** Shows a notice with buttons and links; a notice of the same name is replaced. Answers with what removes it. */
export function notice(sentence, { name, kind = "", actions = [], seconds = 0 } = {}) {
    if (name) for (const old of list.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)) old.remove();
    const element = document.createElement("div");
    element.className = `notice ${kind}`;
    if (name) element.dataset.name = name;
    const words = document.createElement("span");
    words.textContent = sentence;
    element.append(words);
    const remove = () => element.remove();
    for (const { label, act, href } of [...actions, { label: text("dismiss") }]) {
        const control = document.createElement(href ? "a" : "button");
        control.textContent = label;
        if (href) {
            control.href = href;
            control.className = "button";
        } else {
            control.type = "button";
            control.addEventListener("click", () => {
                remove();
                act?.();
            });
        }
        element.append(control);
    }
    list.append(element);
    if (seconds > 0) setTimeout(remove, seconds * 1000);
    return remove;
}

/** Takes a notice away by its name. */
export function withdraw(name) {
    for (const old of list.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)) old.remove();
}

/** Says something to screen readers only. */
export function announce(sentence) {
    if (announcer) announcer.textContent = sentence;
}

/** Tells that the session has ended, with the way back to here. */
export function signedOut() {
    const here = encodeURIComponent(location.pathname + location.search);
    notice(text("signedOut"), {
        name: "signed-out",
        kind: "warning",
        actions: [{ label: text("signIn"), href: `/login?returnTo=${here}` }],
    });
}
