// The keys: one table, static/keys.json, says which key does what; screens say how.

const handlers = new Map();
const bindings = new Map();
let held = null;

/** Loads the table and listens. */
export async function startKeys() {
    const table = await (await fetch("/static/keys.json")).json();
    for (const group of table.groups) {
        for (const binding of group.bindings) {
            for (const key of binding.keys) bindings.set(key, [...(bindings.get(key) ?? []), binding]);
        }
    }
    document.addEventListener("keydown", pressed);
    document.addEventListener("keyup", released);
    addEventListener("blur", letGo);
}

/** Says what an act of the table does on this screen. A held key's handler gets true and later false. */
export function onAct(act, handler) {
    handlers.set(act, handler);
}

/** Does an act as if its key were pressed. */
export function perform(act, detail) {
    return handlers.get(act)?.(detail);
}

function pressed(event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (document.querySelector("dialog[open]")) return;
    const key = nameOf(event);
    const binding = bindings.get(key)?.find((one) => handlers.has(one.act));
    if (!binding || belongsToTarget(event, key)) return;
    // One character alone is off for those who speak to their machine or hit keys by mistake: then with Alt.
    const isCharacter = key.length === 1 && key !== " ";
    if (isCharacter && event.altKey === document.body.classList.contains("single-keys")) return;
    if (!isCharacter && event.altKey) return;
    event.preventDefault();
    if (binding.isHeld) {
        if (!event.repeat) hold(binding);
    } else if (!event.repeat || isRepeatable(binding)) {
        handlers.get(binding.act)({ key, binding });
    }
}

/** Moving repeats while a key is down; deciding never does. */
function isRepeatable(binding) {
    return ["next", "previous", "above", "below", "nextMoment", "previousMoment"].includes(binding.act);
}

function hold(binding) {
    held = binding;
    handlers.get(binding.act)(true);
}

function released(event) {
    if (held?.keys.includes(nameOf(event))) letGo();
}

function letGo() {
    if (held) handlers.get(held.act)(false);
    held = null;
}

/** The key's name in the table. Under Alt, or in a script that has no Latin letters, the place of the key counts. */
function nameOf(event) {
    if (event.key.length > 1) return (event.shiftKey ? "Shift+" : "") + event.key;
    if (!event.altKey && /^[ -~]$/.test(event.key)) return event.key;
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    if (letter) return event.shiftKey ? letter : letter.toLowerCase();
    return /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? event.key;
}

/** Whether the element that has the focus needs this key itself. */
function belongsToTarget(event, key) {
    const target = event.target instanceof Element ? event.target : document.body;
    if (key === "Escape") return false;
    if (target.isContentEditable || target.matches("textarea, select, audio, video")) return true;
    if (target.matches("input:not([type=checkbox], [type=radio], [type=range], [type=submit], [type=button])")) return true;
    if (target.matches("input[type=radio], input[type=range]")) return key.includes("Arrow") || key === " ";
    if (key === " " || key === "Enter") {
        return target.matches("input, button, summary, [role=button]") || (key === "Enter" && target.closest("a") !== null);
    }
    return key.includes("Arrow") && target.closest(".scroll, .strip, .text-lines, pre") !== null;
}
