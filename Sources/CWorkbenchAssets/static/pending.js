// What was decided and is not yet saved. It is sent in order, kept over a reload of the tab, and never dropped silently.

import { notice, signedOut, withdraw } from "./notices.js";
import { send, Unreachable } from "./server.js";
import { figure, text, viewer } from "./texts.js";

const place = "cairn.pending";
const retryDelay = 2500;
const receivers = new Map();
let queue = [];
let isSending = false;
let isOffline = false;

/** Says what is done with the server's answers to jobs of a kind: `answered(job, status, body)`. */
export function receive(kind, answered) {
    receivers.set(kind, answered);
}

/** Queues a job: `kind`, `address`, `fields` as pairs, and anything its receiver needs that JSON can hold. */
export function submit(job) {
    queue.push(job);
    keep();
    sendAll();
}

/** Takes up what an earlier page of this tab could not send, if the same person works. */
export function resume() {
    let kept = null;
    try {
        kept = JSON.parse(sessionStorage.getItem(place));
    } catch {
        // Nothing usable was kept.
    }
    if (kept?.viewer === viewer) queue = [...kept.jobs, ...queue];
    keep();
    sendAll();
    addEventListener("beforeunload", (event) => {
        if (isOffline) event.preventDefault();
    });
}

/** Waits until all is sent, at most so many milliseconds; answers whether it is. */
export async function settled(patience = 10000) {
    const end = Date.now() + patience;
    while (queue.length > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    return queue.length === 0;
}

async function sendAll() {
    if (isSending) return;
    isSending = true;
    try {
        while (queue.length > 0 && await sendFirst());
    } finally {
        isSending = false;
    }
}

/** Sends the first job; answers whether to go on. */
async function sendFirst() {
    const job = queue[0];
    let answer = null;
    try {
        // Kept alive, a request that is under way ends even if the page goes.
        answer = await send(job.address, job.fields, { keepalive: true });
    } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        isOffline = true;
        notice(`${text("offline")} ${text("pending", figure(queue.length))}`, { name: "offline", kind: "warning" });
        await new Promise((resolve) => setTimeout(resolve, retryDelay));
        return true;
    }
    if (isOffline) withdraw("offline");
    isOffline = false;
    if (answer.status === 401) {
        signedOut();
        return false;
    }
    queue.shift();
    keep();
    receivers.get(job.kind)?.(job, answer.status, answer.body);
    return true;
}

function keep() {
    if (queue.length > 0) sessionStorage.setItem(place, JSON.stringify({ viewer, jobs: queue }));
    else sessionStorage.removeItem(place);
}
