// One item: go to its neighbours, code its stack and go on, make its picture larger.

import { onAct } from "./keys.js";
import { announce } from "./notices.js";
import { receive, settled, submit } from "./pending.js";
import { text } from "./texts.js";

/** Starts the screen. */
export function startItem() {
    const form = document.getElementById("item-codes");
    const follow = async (relation) => {
        const link = document.querySelector(`.item a[rel=${relation}]`);
        if (!link) {
            announce(text("lastItem"));
            return;
        }
        await settled();
        location.assign(link.href);
    };
    onAct("next", () => follow("next"));
    onAct("previous", () => follow("prev"));
    onAct("compare", compare);
    onAct("larger", () => enlarge(true));
    onAct("smaller", () => enlarge(false));
    if (!form) return;
    receive("codes", (job, status) => {
        if (status !== 200) location.reload();
    });
    const code = (value) => {
        const stack = form.querySelector("[name=stack]").value;
        submit({ kind: "codes", address: form.getAttribute("action"), fields: [["stack", stack], ["code", value], ["confirmed", "yes"]] });
        follow("next");
    };
    onAct("code", ({ key }) => form.querySelector(`[data-code-value="${key}"]`) && code(key));
    onAct("noCode", () => code("0"));
    onAct("undo", () => form.querySelector("[data-act=undo]").click());
}

/** Opens the strongest overlap. */
async function compare() {
    const link = document.querySelector("[aria-labelledby=linked-title] .seen a");
    if (!link) {
        announce(text("noOverlap"));
        return;
    }
    await settled();
    location.assign(link.href);
}

function enlarge(isLarge) {
    document.querySelector(".look .evidence")?.classList.toggle("enlarged", isLarge);
}
