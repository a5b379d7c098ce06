// The next pairs, fetched before they are asked for, with their pictures.

const depth = 3;
const pairs = new Map();

import { fragment } from "./server.js";

/** The pair at an address, ready to be shown; null if the server gives no part of the page. */
export async function fetchPair(href) {
    const section = await (pairs.get(href) ?? load(href));
    pairs.delete(href);
    return section;
}

/** Fetches the pairs after this one, each telling where the next is. */
export async function prefetchAfter(section) {
    let href = nextOf(section);
    const wanted = new Set();
    for (let count = 0; href && count < depth; count += 1) {
        wanted.add(href);
        if (!pairs.has(href)) pairs.set(href, load(href));
        const next = await pairs.get(href);
        if (!next) break;
        href = nextOf(next);
    }
    // Only what lies ahead is kept, so that an old pair never shows an old state.
    if (section.isConnected) for (const old of pairs.keys()) if (!wanted.has(old)) pairs.delete(old);
}

/** Drops a pair whose state has changed. */
export function forget(href) {
    pairs.delete(href);
}

function nextOf(section) {
    return section.querySelector("a[rel=next]")?.getAttribute("href");
}

async function load(href) {
    try {
        const section = await fragment(href);
        if (!section?.matches("#pair")) return null;
        // In this document, its pictures load though it is not shown yet.
        document.adoptNode(section);
        await Promise.allSettled([...section.querySelectorAll("img")].map((picture) => picture.decode()));
        return section;
    } catch {
        return null;
    }
}
