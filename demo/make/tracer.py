"""A small ray tracer: boxes, spheres, cylinders, soft light, one bounce."""

import numpy as np

from noise import sample

FAR = np.float32(1e9)
NEAR = 1e-3
TILE = 80
AROUND = 1.7


class Material:
    """How a surface looks.

    texture is (h, w, 3) in 0…1; scale is metres per tile, or None to fit
    one tile to each face. emit makes it shine; mirror is its reflectance.
    """

    def __init__(self, texture, scale=None, emit=0.0, mirror=0.0, spec=0.0):
        if isinstance(texture, tuple):
            texture = np.array([[texture]], np.float32) / 255.0
        self.texture = np.asarray(texture, np.float32) ** 2.0
        self.scale = scale
        self.emit = emit
        self.mirror = mirror
        self.spec = spec
        self.mean = self.texture.mean(axis=(0, 1))


class Box:
    """An upright box; other materials can cover single faces.

    faces maps "+x", "-x", "+y", "-y", "+z", "-z" to materials.
    """

    def __init__(self, centre, size, material, yaw=0.0, faces=None):
        self.centre = np.array(centre, np.float32)
        self.half = np.array(size, np.float32) / 2
        self.bound = self.centre, float(np.linalg.norm(self.half))
        self.cos, self.sin = np.cos(yaw), np.sin(yaw)
        self.turned = yaw != 0
        self.materials = [material]
        self.face = [0] * 6
        for name, other in (faces or {}).items():
            place = "xyz".index(name[1]) * 2 + (name[0] == "+")
            self.face[place] = len(self.materials)
            self.materials.append(other)

    def _local(self, v):
        if not self.turned:
            return v
        return np.stack([self.cos * v[0] - self.sin * v[2], v[1],
                         self.sin * v[0] + self.cos * v[2]])

    def _world(self, v):
        return np.stack([self.cos * v[0] + self.sin * v[2], v[1],
                         -self.sin * v[0] + self.cos * v[2]])

    def meet(self, o, d):
        """Distances along the rays, FAR where they miss."""
        o = self._local(o - self.centre[:, None])
        d = self._local(d)
        half = self.half[:, None]
        inverse = 1.0 / np.where(np.abs(d) < 1e-7, 1e-7, d)
        middle = -o * inverse
        reach = np.abs(inverse) * half
        near = (middle - reach).max(axis=0)
        far = (middle + reach).min(axis=0)
        t = np.where(near > NEAR, near, far)
        return np.where((far > near) & (far > NEAR), t, FAR)

    def surface(self, p):
        """Normals, texture places in metres, face sizes and materials."""
        q = self._local(p - self.centre[:, None])
        part = np.abs(q) / self.half[:, None]
        axis = part.argmax(axis=0)
        pick = np.arange(q.shape[1])
        sign = np.sign(q[axis, pick])
        normal = np.zeros_like(q)
        normal[axis, pick] = sign
        u = np.where(axis == 0, q[2] * sign, q[0] * np.where(
            axis == 2, -sign, 1))
        v = np.where(axis == 1, -q[2] * sign, -q[1])
        width = np.where(axis == 0, self.half[2], self.half[0]) * 2
        height = np.where(axis == 1, self.half[2], self.half[1]) * 2
        face = np.array(self.face)[axis * 2 + (sign > 0)]
        return (self._world(normal), u + width / 2, v + height / 2,
                width, height, face)


class Sphere:
    """A ball, squashed to `flat` of its height if wanted."""

    def __init__(self, centre, radius, material, flat=1.0):
        self.centre = np.array(centre, np.float32)
        self.radius = radius
        self.bound = self.centre, radius * max(1, flat)
        self.squash = np.array([1, 1 / flat, 1], np.float32)[:, None]
        self.materials = [material]

    def meet(self, o, d):
        """Distances along the rays, FAR where they miss."""
        o = (o - self.centre[:, None]) * self.squash
        d = d * self.squash
        a = (d * d).sum(axis=0)
        b = (o * d).sum(axis=0)
        c = (o * o).sum(axis=0) - self.radius ** 2
        under = b * b - a * c
        root = np.sqrt(np.maximum(under, 0))
        t = (-b - root) / a
        t = np.where(t > NEAR, t, (-b + root) / a)
        return np.where((under > 0) & (t > NEAR), t, FAR)

    def surface(self, p):
        """Normals, texture places in metres, face sizes and materials."""
        q = (p - self.centre[:, None]) * self.squash
        normal = q * self.squash
        normal /= np.sqrt((normal * normal).sum(axis=0))
        turn = 2 * np.pi * self.radius
        u = (np.arctan2(q[0], q[2]) / (2 * np.pi) + 0.5) * turn
        lift = np.clip(q[1] / self.radius, -1, 1)
        v = np.arccos(lift) / np.pi * turn / 2
        one = np.ones_like(u)
        return (normal, u, v, one * turn, one * turn / 2,
                np.zeros(u.shape, np.int32))


class Cylinder:
    """An upright closed cylinder; `base` is the middle of its foot."""

    def __init__(self, base, radius, height, material, cap=None):
        self.base = np.array(base, np.float32)
        self.radius, self.height = radius, height
        middle = self.base + np.array([0, height / 2, 0], np.float32)
        self.bound = middle, float(np.hypot(radius, height / 2))
        self.materials = [material, cap or material]

    def meet(self, o, d):
        """Distances along the rays, FAR where they miss."""
        o = o - self.base[:, None]
        a = np.maximum(d[0] ** 2 + d[2] ** 2, 1e-9)
        b = o[0] * d[0] + o[2] * d[2]
        c = o[0] ** 2 + o[2] ** 2 - self.radius ** 2
        under = b * b - a * c
        root = np.sqrt(np.maximum(under, 0))
        dy = np.where(np.abs(d[1]) < 1e-7, 1e-7, d[1])
        foot, top = -o[1] / dy, (self.height - o[1]) / dy
        near = np.maximum((-b - root) / a, np.minimum(foot, top))
        far = np.minimum((-b + root) / a, np.maximum(foot, top))
        t = np.where(near > NEAR, near, far)
        hit = (under > 0) & (far > near) & (far > NEAR)
        return np.where(hit, t, FAR)

    def surface(self, p):
        """Normals, texture places in metres, face sizes and materials."""
        q = p - self.base[:, None]
        edge = np.hypot(q[0], q[2]) / self.radius
        up = np.abs(q[1] / self.height - 0.5) * 2
        lid = up * self.height > edge * self.height - 1e-4
        lid &= (up > 0.999)
        normal = np.stack([q[0], 0 * q[0], q[2]]) / self.radius
        normal = np.where(lid, np.stack(
            [0 * up, np.sign(q[1] / self.height - 0.5), 0 * up]), normal)
        turn = 2 * np.pi * self.radius
        u = (np.arctan2(q[0], q[2]) / (2 * np.pi) + 0.5) * turn
        u = np.where(lid, q[0] + self.radius, u)
        v = np.where(lid, q[2] + self.radius, self.height - q[1])
        width = np.where(lid, 2 * self.radius, turn)
        height = np.where(lid, 2 * self.radius, self.height)
        return normal, u, v, width, height, lid.astype(np.int32)


class Scene:
    """Shapes, lights and the sky.

    lights are (position, radius, colour); sun is (direction, colour) or
    None; sky(directions) gives colours; ambient is the light all around.
    """

    def __init__(self, shapes, lights=(), sun=None, sky=None,
                 ambient=(0.5, 0.5, 0.5), reach=1.2, haze=0.0):
        self.shapes = list(shapes)
        self.lights = list(lights)
        self.sun, self.sky = sun, sky
        self.ambient = np.array(ambient, np.float32)[:, None]
        self.reach, self.haze = reach, haze
        self.middles = np.array([shape.bound[0] for shape in self.shapes])
        self.radii = np.array([shape.bound[1] for shape in self.shapes])

    def near(self, start, end, radius):
        """The numbers of the shapes near the way from start to end."""
        along = end - start
        part = (self.middles - start) @ along / max(along @ along, 1e-9)
        foot = start + np.clip(part, 0, 1)[:, None] * along
        away = np.linalg.norm(self.middles - foot, axis=1)
        return np.nonzero(away < self.radii + radius)[0]

    def within(self, eye, d):
        """The numbers of the shapes inside the cone of the rays."""
        axis = _unit(d.mean(axis=1))
        spread = np.arccos(np.clip((axis[:, None] * d).sum(0).min(), -1, 1))
        aim = self.middles - eye
        far = np.maximum(np.linalg.norm(aim, axis=1), 1e-6)
        angle = np.arccos(np.clip(aim @ axis / far, -1, 1))
        wide = np.arcsin(np.clip(self.radii / far, 0, 1))
        inside = (far <= self.radii) | (angle < spread + wide + 1e-3)
        return np.nonzero(inside)[0]

    def nearest(self, o, d, some=None):
        """The distance and number of the first shape on each ray."""
        best = np.full(o.shape[1], FAR, np.float32)
        which = np.full(o.shape[1], -1, np.int32)
        for number in range(len(self.shapes)) if some is None else some:
            t = self.shapes[number].meet(o, d)
            closer = t < best
            best = np.where(closer, t, best)
            which[closer] = number
        return best, which

    def blocked(self, o, d, limit, some):
        """Whether something shades the ray before `limit`."""
        shade = np.zeros(o.shape[1], bool)
        for shape in (self.shapes[number] for number in some):
            if shape.materials[0].emit < 1:
                shade |= shape.meet(o, d) < limit
        return shade

    def describe(self, p, which):
        """Normal, colour, emission, mirror and gloss at the points."""
        count = p.shape[1]
        normal = np.zeros((3, count), np.float32)
        colour = np.zeros((3, count), np.float32)
        rest = np.zeros((3, count), np.float32)
        for number in np.unique(which[which >= 0]):
            at = np.nonzero(which == number)[0]
            shape = self.shapes[number]
            n, u, v, w, h, face = shape.surface(p[:, at])
            normal[:, at] = n
            for place, material in enumerate(shape.materials):
                on = np.nonzero(face == place)[0]
                if not on.size:
                    continue
                across = material.scale or w[on]
                down = material.scale or h[on]
                colour[:, at[on]] = sample(
                    material.texture, u[on] / across, v[on] / down).T
                rest[:, at[on]] = np.array(
                    [[material.emit], [material.mirror], [material.spec]])
        return normal, colour, rest


def _unit(v):
    return v / np.sqrt((v * v).sum(axis=0))


def _ball(rng, count):
    return _unit(rng.normal(size=(3, count)).astype(np.float32))


def _direct(scene, rng, p, n, d, ball):
    light = np.zeros_like(p)
    shine = np.zeros_like(p)
    count = p.shape[1]
    sources = [(None, 0.02, s) for s in [scene.sun] if s]
    sources += [(place, r, c) for place, r, c in scene.lights]
    for place, radius, colour in sources:
        if place is None:
            colour, limit = colour[1], FAR
            aim = np.array(scene.sun[0], np.float32)[:, None]
            aim = _unit(aim + radius * _ball(rng, count))
            fall = 1.0
            end = ball[0] + 200 * np.array(scene.sun[0], np.float32)
        else:
            aim = np.array(place, np.float32)[:, None] - p
            aim = aim + radius * _ball(rng, count)
            span = np.sqrt((aim * aim).sum(axis=0))
            aim, limit, fall = aim / span, span * 0.98, 1 / (span * span)
            end = np.array(place, np.float32)
        some = scene.near(ball[0], end, max(ball[1], radius))
        facing = np.maximum((aim * n).sum(axis=0), 0)
        facing[scene.blocked(p + n * 2e-3, aim, limit, some)] = 0
        colour = np.array(colour, np.float32)[:, None]
        light += colour * facing * fall
        half = np.maximum((_unit(aim - d) * n).sum(axis=0), 0)
        shine += colour * fall * (facing > 0) * half ** 60
    return light, shine


def _around(scene, rng, p, n, ball):
    d = _unit(n + 0.999 * _ball(rng, p.shape[1]))
    some = scene.near(ball[0], ball[0], ball[1] + AROUND)
    t, which = scene.nearest(p + n * 2e-3, d, some)
    means = np.array([s.materials[0].mean for s in scene.shapes] + [[0] * 3])
    bounce = (0.35 + 1.1 * means.T[:, which]) * (t / (t + scene.reach))
    if scene.sky is not None:
        open_sky = 0.4 + 1.0 * scene.sky(d)
        bounce = np.where(which < 0, open_sky, bounce * 0.6)
    return scene.ambient * bounce


def _smooth(light, which, normal, shape):
    """Averages noisy light over neighbours on the same flat surface."""
    height, width = shape
    light = light.reshape(-1, height, width)
    which = which.reshape(height, width)
    normal = normal.reshape(3, height, width)
    for step in (1, 2, 4, 8):
        for axis in (0, 1):
            total, weight = light.copy(), np.ones((height, width), np.float32)
            for shift in (-2 * step, -step, step, 2 * step):
                same = np.roll(which, shift, axis) == which
                other = np.roll(normal, shift, axis + 1)
                alike = np.maximum((other * normal).sum(axis=0), 0) ** 24
                w = same * alike * (0.7 if abs(shift) == step else 0.35)
                total += w * np.roll(light, shift, axis + 1)
                weight += w
            light = total / weight
    return light.reshape(light.shape[0], -1)


def camera_rays(eye, target, field, width, height):
    """Directions (3, height · width) of a pinhole camera; field in °."""
    forward = np.array(target, np.float32) - np.array(eye, np.float32)
    forward /= np.linalg.norm(forward)
    right = np.cross([0, 1, 0], forward)
    right /= np.linalg.norm(right)
    up = np.cross(forward, right)
    span = np.tan(np.radians(field) / 2)
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    y = (1 - (np.arange(height, dtype=np.float32) + 0.5) / height * 2)
    x, y = np.meshgrid(x * span, y * span * height / width)
    d = (forward[:, None] + right[:, None] * x.ravel()
         + up[:, None] * y.ravel())
    return _unit(d.astype(np.float32))


def render(scene, rng, eye, target, size, field=62.0, finer=2):
    """Linear light (height, width, 3), `finer`² rays for each pixel."""
    width, height = size[0] * finer, size[1] * finer
    rays = camera_rays(eye, target, field, width, height)
    count = rays.shape[1]
    flat = np.zeros((15, count), np.float32)
    whose = np.zeros(count, np.int32)
    start = np.array(eye, np.float32)[:, None]
    grid = np.arange(count).reshape(height, width)
    for top in range(0, height, TILE):
        for left in range(0, width, TILE):
            at = grid[top:top + TILE, left:left + TILE].ravel()
            flat[:, at], whose[at] = _shade(scene, rng, start, rays[:, at])
    light = _smooth(flat[0:3], whose, flat[9:12], (height, width))
    picture = light * flat[3:6] + flat[6:9]
    picture = picture.reshape(3, size[1], finer, size[0], finer)
    picture = np.minimum(picture, 3.0).mean(axis=(2, 4))
    return picture.transpose(1, 2, 0)


def _shade(scene, rng, start, d):
    """Light, colour, additions, normals and places for one tile."""
    o = np.repeat(start, d.shape[1], axis=1)
    t, which = scene.nearest(o, d, scene.within(start[:, 0], d))
    miss = which < 0
    p = o + d * np.where(miss, 1, t)
    n, colour, rest = scene.describe(p, which)
    n = np.where((n * d).sum(axis=0) > 0, -n, n)
    n[1, miss] = 1
    seen = p[:, ~miss] if not miss.all() else p
    middle = (seen.min(axis=1) + seen.max(axis=1)) / 2
    ball = middle, float(np.linalg.norm(seen.max(axis=1) - middle))
    light, shine = _direct(scene, rng, p, n, d, ball)
    light += _around(scene, rng, p, n, ball)
    extra = colour * rest[0] + shine * rest[2]
    if rest[1].any():
        extra += _mirrored(scene, p, n, d, rest[1])
    if scene.sky is not None:
        sky = scene.sky(d)
        extra = np.where(miss, sky, extra)
        fade = np.exp(-scene.haze * t)[None] * ~miss
        level = d.copy()
        level[1] = 0.05
        extra = np.where(miss, extra, extra * fade
                         + scene.sky(_unit(level)) * (1 - fade))
        colour = colour * fade
    colour = np.where(miss | (rest[0] >= 1), 0, colour)
    return np.concatenate([light, colour, extra, n, p]), which


def _mirrored(scene, p, n, d, mirror):
    out = np.zeros_like(p)
    at = np.nonzero(mirror > 0)[0]
    p, n, d = p[:, at], n[:, at], d[:, at]
    cosine = -(n * d).sum(axis=0)
    bounced = _unit(d + 2 * cosine * n)
    t, which = scene.nearest(p + n * 2e-3, bounced)
    _, colour, rest = scene.describe(p + bounced * t, which)
    glow = colour * (scene.ambient * 1.6 + rest[0])
    if scene.sky is not None:
        glow = np.where(which < 0, scene.sky(bounced), glow)
    fresnel = 0.25 + 0.75 * (1 - np.clip(cosine, 0, 1)) ** 3
    out[:, at] = glow * fresnel * mirror[at]
    return out
