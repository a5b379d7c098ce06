// Sends forms in the background.

import { crossSiteToken } from "./texts.js";

/** No answer came; what was sent may or may not have arrived. */
export class Unreachable extends Error {}

/** Sends a form's fields, given as pairs; answers with the status and the JSON body. */
export async function send(address, fields, options = {}) {
    const response = await reach(address, {
        method: "POST",
        headers: {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Cross-Site-Token": crossSiteToken,
        },
        body: new URLSearchParams(fields).toString(),
        ...options,
    });
    return { status: response.status, body: await bodyOf(response) };
}

/** Sends a piece of a file. */
export async function put(address, piece) {
    const response = await reach(address, {
        method: "PUT",
        headers: { "Accept": "application/json", "X-Cross-Site-Token": crossSiteToken },
        body: piece,
    });
    return { status: response.status, body: await bodyOf(response) };
}

/** Fetches a part of a page; nothing if the server does not give it. */
export async function fragment(address) {
    const url = new URL(address, location.href);
    url.searchParams.set("fragment", "1");
    const response = await reach(url, { headers: { "Accept": "text/html" } });
    if (!response.ok || response.redirected) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html").body.firstElementChild;
}

async function reach(address, options) {
    try {
        return await fetch(address, { credentials: "same-origin", redirect: "follow", ...options });
    } catch (error) {
        throw new Unreachable(String(error));
    }
}

async function bodyOf(response) {
    try {
        return await response.json();
    } catch {
        return {};
    }
}
