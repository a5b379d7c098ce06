"""Fractal landscapes: height field, sun, haze, water, clouds."""

import numpy as np

from noise import fractal, ramp, sample

SIZE = 2048


class Land:
    """A height field with colours, made from a seeded generator."""

    def __init__(self, rng, style):
        self.style = style
        broad = fractal(rng, SIZE, 3.3)
        rugged = 1 - np.abs(2 * fractal(rng, SIZE, 3.0) - 1)
        fine = fractal(rng, SIZE, 1.3)
        rise = {"alps": 0.62, "desert": 0.26, "coast": 0.36, "hills": 0.2,
                "autumn": 0.24}[style]
        height = broad * (0.5 + 0.42 * rugged) + 0.025 * fine
        if style == "desert":
            wave = fractal(rng, SIZE, 3.6, (2, 1)) * 40
            height = 0.6 * broad + 0.05 * np.abs(np.sin(wave)) + 0.01 * fine
        self.level = np.quantile(height, {
            "coast": 0.45, "alps": 0.25, "desert": 0.0}.get(style, 0.24))
        grove = fractal(rng, SIZE, 1.7)
        wooded = (grove > 0.55) & (height > self.level + 0.02)
        if style in ("alps", "coast"):
            wooded &= height < self.level + 0.22
        if style == "desert":
            wooded &= grove > 0.8
        crown = fractal(rng, SIZE, 0.2) ** 2
        height = height + wooded * crown * 0.005 / rise
        self.water = height <= self.level
        self.height = np.maximum(height, self.level) * rise
        self.level *= rise
        gy, gx = np.gradient(self.height * SIZE * 0.5)
        sun = np.array([0.62, 0.5, -0.6])
        normal = np.stack([-gx, np.ones_like(gx), -gy], -1)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        lit = np.clip(normal @ sun / np.linalg.norm(sun), 0, 1)
        self.colour = self._colours(wooded, fine, normal[..., 1], crown)
        self.colour *= (0.5 + 1.1 * lit)[..., None]
        self.sky = sky_picture(rng, style)
        self.speckle = fractal(rng, SIZE, 0.1)[..., None]

    def _colours(self, wooded, fine, flat, crown):
        up = (self.height - self.level) / (self.height.max() - self.level)
        stops = {
            "alps": [(0, (96, 112, 62)), (.35, (110, 118, 70)),
                     (.55, (120, 112, 100)), (.68, (150, 146, 142)),
                     (.78, (238, 240, 246)), (1, (252, 252, 255))],
            "coast": [(0, (214, 194, 146)), (.08, (196, 178, 128)),
                      (.14, (112, 124, 66)), (.6, (130, 126, 88)),
                      (1, (158, 148, 132))],
            "hills": [(0, (104, 134, 54)), (.4, (138, 156, 70)),
                      (.7, (178, 166, 92)), (1, (140, 130, 90))],
            "autumn": [(0, (120, 116, 52)), (.5, (176, 136, 62)),
                       (1, (140, 110, 84))],
            "desert": [(0, (196, 140, 84)), (.5, (222, 172, 110)),
                       (1, (176, 104, 66))],
        }[self.style]
        colour = ramp(np.clip(up + 0.12 * (fine - 0.5), 0, 1), stops)
        steep = np.clip((0.82 - flat) * 6, 0, 1)[..., None]
        rock = ramp(fine, [(0, (70, 64, 60)), (1, (150, 140, 130))])
        if self.style != "desert":
            colour = colour * (1 - steep) + rock * steep
        tree = {"autumn": [(0, (90, 34, 14)), (.5, (196, 96, 26)),
                           (1, (226, 176, 52))]}.get(
            self.style, [(0, (14, 34, 16)), (.6, (44, 78, 34)),
                         (1, (96, 120, 56))])
        return np.where(wooded[..., None], ramp(crown, tree), colour)


def sky_picture(rng, style):
    """The sky from the zenith (top) to the horizon, with clouds."""
    y = np.linspace(0, 1, SIZE)[:, None] * np.ones((1, SIZE))
    top, low = {"desert": ((70, 120, 190), (240, 222, 192)),
                "autumn": ((96, 130, 176), (246, 214, 170)),
                }.get(style, ((48, 104, 186), (200, 220, 238)))
    colour = ramp(1 - (1 - y) ** 1.5, [(0, top), (1, low)])
    cloud = fractal(rng, SIZE, 1.9, (3.0, 1.0))
    cover = rng.uniform(0.46, 0.62)
    thick = np.clip((cloud - cover) * 4.5, 0, 1)
    thick *= np.clip((0.93 - y) * 6, 0, 1)
    soft = fractal(rng, SIZE, 2.8, (2.0, 1.0))
    shade = np.clip(1.06 - 0.5 * thick * soft - 0.2 * cloud, 0.4, 1.05)
    white = np.stack([shade, shade, np.minimum(shade * 1.04, 1)], -1)
    return colour * (1 - thick[..., None]) + white * thick[..., None]


def view(land, size, place, turn, lift=0.07, slices=1100):
    """Linear light seen from `place` (in maps) towards `turn` radians."""
    width, height = size
    depth = 0.012 * 1.0042 ** np.arange(slices)
    depth = depth[depth < 0.75]
    column = (np.arange(width) + 0.5) / width * 2 - 1
    span = 0.62
    dx = np.sin(turn) + np.cos(turn) * column * span
    dz = np.cos(turn) - np.sin(turn) * column * span
    u = place[0] + depth[:, None] * dx
    v = place[1] + depth[:, None] * dz
    field = land.height[..., None] * np.ones(3)
    rise = sample(field, u, v)[..., 0]
    here = sample(field, np.array([[place[0]]]), np.array([[place[1]]]))
    near = rise[:120].max()
    eye = max(float(here.max()), near * 0.9, land.level) + lift
    horizon = height * 0.40
    zoom = width / 2 / span * 0.3
    line = horizon + (eye - rise) / depth[:, None] * zoom
    top = np.minimum.accumulate(line, axis=0)
    rows = np.arange(height) + 0.5
    found = np.stack([np.searchsorted(-top[:, x], -rows)
                      for x in range(width)], axis=1)
    sky = found >= len(depth)
    pick = np.minimum(found, len(depth) - 1)
    across = np.arange(width)[None, :]
    pu, pv = u[pick, across], v[pick, across]
    colour = sample(land.colour, pu, pv)
    far = depth[pick][..., None]
    for zoomed in (4, 15, 60):
        detail = sample(land.speckle * np.ones(3), pu * zoomed, pv * zoomed)
        colour = colour * (1 + 0.75 * (detail - 0.5) * np.exp(
            -far * zoomed * 0.35))
    wet = sample(land.water[..., None] * np.ones(3), pu, pv)[..., 0] > 0.5
    wet &= ~sky
    air = np.clip((rows / horizon) * 0.98, 0, 0.999)[:, None]
    around = (turn / 6.0 + column * 0.16)[None, :] + 0 * air
    heavens = sample(land.sky, around, 0.02 + air * 0.96 + 0 * around)
    ripple = sample(land.speckle * np.ones(3), pu * 40, pv * 9)[..., 0] - 0.5
    mirror = np.abs(2 * horizon - rows[:, None] + ripple * 60 / (
        1 + far[..., 0] * 30))
    dry = np.where(sky[..., None], heavens, colour)
    glass = sample(land.sky, around, np.clip(mirror / horizon, 0, .99))
    sea = glass * np.array([0.5, 0.62, 0.7]) + 0.35 * ripple[..., None] ** 2
    sea = sea * (0.8 + 0.5 * ripple[..., None])
    dry = np.where(wet[..., None], sea, dry)
    haze = (1 - np.exp(-far * 1.6)) * ~sky[..., None]
    pale = sample(land.sky, np.zeros((1, 1)), np.full((1, 1), 0.97))
    return (dry * (1 - haze) + pale * 0.95 * haze) ** 1.9 * 1.15
