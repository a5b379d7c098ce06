// What the page hands to its scripts: texts in its language, who works, and the token of its forms.

const page = document.getElementById("script-texts")?.dataset ?? {};

/** A text of the page, with values in the places {0}, {1} and so on. */
export function text(name, ...values) {
    return (page[name] ?? name).replace(/\{(\d)\}/g, (place, number) => values[number] ?? place);
}

export const crossSiteToken = page.crossSiteToken ?? "";
export const viewer = page.viewer ?? "";

/** A number as the page's language writes it. */
export function figure(value) {
    return Number(value).toLocaleString(document.documentElement.lang);
}

/** A share of a whole in whole percent. */
export function percent(part, whole) {
    return figure(whole > 0 ? Math.floor((100 * part) / whole) : 100);
}
