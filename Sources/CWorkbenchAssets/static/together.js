// Draws B over A: B is carried onto A by a projective map, in small triangles.

const cells = 16;
const gainAtMost = 8;

/** Draws one of the views that lay the pictures over each other. */
export function drawTogether(canvas, a, b, map, { view, share = 0.5, isBAbove = false }) {
    canvas.width = a.naturalWidth;
    canvas.height = a.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(a, 0, 0);
    if (view === "blink" && !isBAbove) return;
    const above = carried(b, numbers(map, a, b), canvas.width, canvas.height);
    if (view === "difference") {
        difference(context, above, share);
    } else if (view === "slider") {
        const edge = Math.round(canvas.width * share);
        context.clearRect(edge, 0, canvas.width - edge, canvas.height);
        context.drawImage(above, edge, 0, canvas.width - edge, canvas.height, edge, 0, canvas.width - edge, canvas.height);
        context.fillStyle = "#ffb000";
        context.fillRect(edge - 1, 0, 2, canvas.height);
    } else {
        context.clearRect(0, 0, canvas.width, canvas.height);
        context.drawImage(above, 0, 0);
    }
}

/** What differs is bright, the brighter the further the slider is to the right; outside of B nothing is shown. */
function difference(context, above, share) {
    const { canvas } = context;
    context.globalCompositeOperation = "difference";
    context.drawImage(above, 0, 0);
    context.globalCompositeOperation = "destination-in";
    context.drawImage(above, 0, 0);
    const copy = blank(canvas.width, canvas.height);
    copy.getContext("2d").drawImage(canvas, 0, 0);
    context.globalCompositeOperation = "lighter";
    for (let times = 1; times < 1 + share * (gainAtMost - 1); times += 1) context.drawImage(copy, 0, 0);
    context.globalCompositeOperation = "destination-over";
    context.fillStyle = "#000";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.globalCompositeOperation = "source-over";
}

/** The map's nine numbers; if there is none, B is stretched over A. */
function numbers(map, a, b) {
    const given = (map ?? "").split(",").map(Number);
    if (given.length === 9 && given.every(Number.isFinite)) return given;
    return [a.naturalWidth / b.naturalWidth, 0, 0, 0, a.naturalHeight / b.naturalHeight, 0, 0, 0, 1];
}

function carried(picture, map, width, height) {
    const layer = blank(width, height);
    const context = layer.getContext("2d");
    const [a, b, c, d, e, f, g, h, i] = map;
    if (g === 0 && h === 0) {
        context.setTransform(a / i, d / i, b / i, e / i, c / i, f / i);
        context.drawImage(picture, 0, 0);
        return layer;
    }
    const stepX = picture.naturalWidth / cells;
    const stepY = picture.naturalHeight / cells;
    for (let row = 0; row < cells; row += 1) {
        for (let column = 0; column < cells; column += 1) {
            const corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => [(column + x) * stepX, (row + y) * stepY]);
            triangle(context, picture, [corners[0], corners[1], corners[2]], map);
            triangle(context, picture, [corners[0], corners[2], corners[3]], map);
        }
    }
    return layer;
}

/** Draws one triangle of a picture where the map puts it. */
function triangle(context, picture, from, map) {
    const to = from.map((point) => project(point, map));
    if (to.some((point) => point === null)) return;
    const [[x0, y0], [x1, y1], [x2, y2]] = from;
    const [[u0, v0], [u1, v1], [u2, v2]] = to;
    const area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    const a = ((u1 - u0) * (y2 - y0) - (u2 - u0) * (y1 - y0)) / area;
    const c = ((x1 - x0) * (u2 - u0) - (x2 - x0) * (u1 - u0)) / area;
    const b = ((v1 - v0) * (y2 - y0) - (v2 - v0) * (y1 - y0)) / area;
    const d = ((x1 - x0) * (v2 - v0) - (x2 - x0) * (v1 - v0)) / area;
    context.save();
    context.beginPath();
    const middle = [(u0 + u1 + u2) / 3, (v0 + v1 + v2) / 3];
    // A little larger than it is, so that no seams show.
    for (const [u, v] of to) context.lineTo(u + Math.sign(u - middle[0]) * 0.7, v + Math.sign(v - middle[1]) * 0.7);
    context.closePath();
    context.clip();
    context.setTransform(a, b, c, d, u0 - a * x0 - c * y0, v0 - b * x0 - d * y0);
    context.drawImage(picture, 0, 0);
    context.restore();
}

/** Where a point goes; null beyond the horizon. */
function project([x, y], [a, b, c, d, e, f, g, h, i]) {
    const depth = g * x + h * y + i;
    return depth > 1e-9 ? [(a * x + b * y + c) / depth, (d * x + e * y + f) / depth] : null;
}

function blank(width, height) {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    return canvas;
}
