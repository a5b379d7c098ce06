// Asks before something larger is done.

const dialog = document.getElementById("question");

/** Asks a question; answers whether the user agreed. */
export function ask(title, detail, yes) {
    dialog.querySelector("h2").textContent = title;
    dialog.querySelector("[data-detail]").textContent = detail;
    dialog.querySelector("[data-yes]").textContent = yes;
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((resolve) => {
        dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    });
}
