"""Rooms seen in perspective, and still lifes on tables."""

import numpy as np

import textures as tx
from noise import to_image, from_image, sample
from tracer import Box, Cylinder, Material, Scene, Sphere

WIDE, DEEP, HIGH = 4.6, 5.4, 2.6


def _frame(shapes, x, y, z, size, picture, side, rim):
    """Hangs a framed picture on the back (0), left (1) or right wall."""
    w, h = size
    front = Material(picture)
    if side == 0:
        shapes.append(Box((x, y, z), (w, h, 0.04), rim))
        shapes.append(Box((x, y, z - 0.012), (w - .1, h - .1, 0.04), rim,
                          faces={"-z": front}))
    else:
        shapes.append(Box((x, y, z), (0.04, h, w), rim))
        inward = 0.012 if side == 1 else -0.012
        name = "+x" if side == 1 else "-x"
        shapes.append(Box((x + inward, y, z), (0.04, h - .1, w - .1), rim,
                          faces={name: front}))


def _sofa(shapes, rng, x, z, yaw, cover):
    def part(dx, y, dz, size):
        px = x + np.cos(yaw) * dx + np.sin(yaw) * dz
        pz = z - np.sin(yaw) * dx + np.cos(yaw) * dz
        shapes.append(Box((px, y, pz), size, cover, yaw))
    part(0, 0.24, 0, (1.9, 0.3, 0.85))
    part(0, 0.58, 0.36, (1.9, 0.6, 0.2))
    for side in (-0.95, 0.95):
        part(side, 0.36, 0, (0.2, 0.55, 0.9))
    for side in (-0.45, 0.45):
        part(side, 0.44, -0.04, (0.86, 0.14, 0.72))
    pillow = Material(tx.cloth(rng, tx.hue(rng)), 0.3)
    for side in (-0.62, 0.55):
        px = x + np.cos(yaw) * side + np.sin(yaw) * 0.14
        pz = z - np.sin(yaw) * side + np.cos(yaw) * 0.14
        shapes.append(Box((px, 0.66, pz), (0.4, 0.36, 0.14), pillow,
                          yaw + 0.2 * side))


def _table(shapes, x, z, size, high, timber):
    w, d = size
    shapes.append(Box((x, high, z), (w, 0.05, d), timber))
    for sx in (-1, 1):
        for sz in (-1, 1):
            shapes.append(Box((x + sx * (w / 2 - .06), high / 2,
                               z + sz * (d / 2 - .06)),
                              (0.06, high, 0.06), timber))


def _chair(shapes, x, z, timber, seat, yaw=0.0):
    shapes.append(Box((x, 0.45, z), (0.44, 0.06, 0.44), seat, yaw))
    back = (x + 0.2 * np.sin(yaw), 0.8, z + 0.2 * np.cos(yaw))
    shapes.append(Box(back, (0.42, 0.34, 0.04), timber, yaw))
    for sx in (-0.19, 0.19):
        for sz in (-0.19, 0.19):
            px = x + np.cos(yaw) * sx + np.sin(yaw) * sz
            pz = z - np.sin(yaw) * sx + np.cos(yaw) * sz
            high = 0.95 if sz > 0 else 0.44
            shapes.append(Box((px, high / 2, pz), (.04, high, .04),
                              timber, yaw))


def _plant(shapes, rng, x, y, z, big=1.0):
    pot = Material(tx.tiles(rng, tx.hue(rng), tx.hue(rng), 8))
    green = Material(tx.leaves(rng, (70, 128, 52)), 0.35 * big)
    shapes.append(Cylinder((x, y, z), 0.16 * big, 0.3 * big, pot))
    for _ in range(9):
        dx, dy, dz = rng.normal(size=3) * 0.13 * big
        shapes.append(Sphere((x + dx, y + 0.62 * big + dy * 1.6, z + dz),
                             rng.uniform(0.08, 0.17) * big, green, 1.2))


def mug(shapes, base, size, glaze):
    """A mug with a handle made of small balls."""
    x, y, z = base
    dark = Material((52, 32, 20))
    shapes.append(Cylinder(base, 0.42 * size, size, glaze, dark))
    shapes.append(Cylinder((x, y + size, z), 0.42 * size, 0.02 * size,
                           glaze, dark))
    plain = Material(tuple(int(255 * c) for c in np.sqrt(glaze.mean)),
                     spec=0.5)
    for angle in np.linspace(-1.35, 1.35, 13):
        shapes.append(Sphere(
            (x + size * (0.4 + 0.28 * np.cos(angle)),
             y + size * (0.5 + 0.3 * np.sin(angle)), z),
            0.062 * size, plain))


def bracelet(shapes, rng, centre, radius, beads=26):
    """A ring of coloured glass beads lying on a table."""
    tones = [Material(tx.hue(rng, (0.3, 0.6), (0.5, 0.9)), spec=0.9,
                      mirror=0.25) for _ in range(3)]
    size = np.pi * radius / beads
    for bead in range(beads):
        angle = 2 * np.pi * bead / beads
        shapes.append(Sphere(
            (centre[0] + radius * np.cos(angle), centre[1] + size,
             centre[2] + radius * np.sin(angle)), size,
            tones[(bead * 7 // 3) % 3]))


class Room:
    """A furnished room that can be seen from several places.

    pictures are drawings for the walls, view the one behind the window;
    kind is "living", "kitchen", "study" or "bedroom".
    """

    def __init__(self, rng, kind, pictures, view, extra=()):
        self.shapes = shapes = []
        paper = tx.wallpaper(rng, tx.hue(rng, (0.6, 0.82), (0.12, 0.5)))
        if kind == "kitchen":
            floor = Material(tx.tiles(rng, tx.hue(rng, (.25, .5)),
                                      (226, 222, 210)), 1.4, mirror=0.3)
        elif rng.random() < 0.5:
            floor = Material(tx.herringbone(rng, (168, 116, 70)), 1.6,
                             mirror=0.22)
        else:
            floor = Material(tx.planks(rng, (150, 104, 66)), 1.5,
                             mirror=0.22)
        walls = Material(paper, rng.uniform(0.7, 1.1))
        ceiling = Material(tx.rough(
            to_image(np.full((8, 8, 3), 0.92)), rng, 0.05), 3)
        shapes.append(Box((0, HIGH / 2, 0), (WIDE, HIGH, DEEP), walls,
                          faces={"-y": floor, "+y": ceiling}))
        white = Material((226, 222, 214))
        self.timber = Material(tx.wood(rng, tx.tint(
            (140, 92, 56), rng.uniform(0.6, 1.4))), 0.9, spec=0.15)
        for x in (-WIDE / 2 + 0.01, WIDE / 2 - 0.01):
            shapes.append(Box((x, 0.07, 0), (0.03, 0.14, DEEP), white))
        shapes.append(Box((0, 0.07, DEEP / 2), (WIDE, 0.14, 0.03), white))
        self._window(rng, view, white)
        place = [(-1.35, 1.65), (0.05, 1.75), (1.35, 1.62)]
        rim = Material(tx.wood(rng, (196, 150, 70)), 0.4, spec=0.3)
        for (x, y), picture in zip(place, pictures):
            high = rng.uniform(0.5, 0.72)
            ratio = picture.shape[1] / picture.shape[0]
            _frame(shapes, x, y, DEEP / 2 - 0.02,
                   (min(high * ratio, 1.05) + .1, high + .1), picture, 0,
                   rim)
        if len(pictures) > 3:
            _frame(shapes, WIDE / 2 - .02, 1.6, 0.4, (0.9, 0.7),
                   pictures[3], 2, rim)
        getattr(self, "_" + kind)(rng)
        for add in extra:
            add(shapes)
        lamp = (rng.uniform(-.6, .6), 2.05, rng.uniform(-.4, .8))
        shade = Material((255, 236, 190), emit=1.3)
        shapes.append(Sphere(lamp, 0.17, shade, 0.75))
        shapes.append(Cylinder((lamp[0], 2.1, lamp[2]), 0.012, 0.6, white))
        self.scene = Scene(
            shapes, ambient=(0.62, 0.6, 0.58), reach=0.55, lights=[
                ((-WIDE / 2 + 0.35, 1.6, 0.5), 0.32, (2.3, 2.4, 2.6)),
                ((lamp[0], lamp[1] - 0.1, lamp[2]), 0.2, (1.7, 1.4, 1.0)),
                ((0.4, 2.3, -1.9), 0.3, (0.7, 0.65, 0.6))])

    def _window(self, rng, view, white):
        x, z = -WIDE / 2 + 0.02, 0.5
        glass = Material(view, emit=1.5)
        self.shapes.append(Box((x, 1.5, z), (0.04, 1.3, 1.5), white,
                               faces={"+x": glass}))
        for dz in (-0.76, 0, 0.76):
            self.shapes.append(Box((x + .03, 1.5, z + dz),
                                   (0.05, 1.36, 0.05), white))
        for y in (0.85, 1.75, 2.15):
            self.shapes.append(Box((x + .04, y, z), (0.07, 0.05, 1.56),
                                   white))
        drape = Material(tx.cloth(rng, tx.hue(rng, (.4, .7))), 0.6)
        for side in (-1.0, 1.0):
            for fold in range(5):
                self.shapes.append(Cylinder(
                    (x + 0.1, 0.35, z + side * (0.8 + 0.085 * fold)),
                    0.05, 1.95, drape))
        sill = Box((x + .1, 0.82, z), (0.24, 0.04, 1.5), white)
        self.shapes.append(sill)
        for spot in (-0.4, 0.35):
            _plant(self.shapes, rng, x + 0.13, 0.84, z + spot, 0.5)

    def _shelf(self, rng, x, z, wide=1.3, high=1.9):
        backs = Material(tx.books(rng, 5))
        self.shapes.append(Box((x, high / 2, z), (wide, high, 0.32),
                               self.timber, faces={"-z": backs}))
        for side in (-wide / 2, wide / 2):
            self.shapes.append(Box((x + side, high / 2, z - .02),
                                   (0.05, high + .04, 0.38), self.timber))

    def _rug(self, rng, x=0.1, z=0.2, size=(2.6, 2.0)):
        rug = Material(tx.carpet(rng, tx.hue(rng, (.25, .45), (.4, .8))))
        self.shapes.append(Box((x, 0.01, z), (size[0], 0.02, size[1]),
                               Material((90, 60, 50)), faces={"+y": rug}))

    def _clutter(self, rng, x, y, z, spread):
        """Mugs, books and a newspaper on a table top."""
        glaze = Material(tx.tiles(rng, tx.hue(rng), (235, 230, 220), 8),
                         spec=0.6)
        mug(self.shapes, (x - spread * .5, y, z), 0.11, glaze)
        for level in range(3):
            cover = Material(tx.cloth(rng, tx.hue(rng)), 0.3)
            self.shapes.append(Box(
                (x + spread * .4, y + 0.02 + 0.04 * level, z + .05),
                (0.2, 0.04, 0.28), cover, rng.uniform(-.5, .5)))
        page = Material(tx.newsprint(rng, "THE HERALD"))
        self.shapes.append(Box((x, y + .006, z - .06), (0.3, 0.01, 0.4),
                               page, rng.uniform(-.5, .5)))

    def _living(self, rng):
        self._rug(rng)
        cover = Material(tx.cloth(rng, tx.hue(rng, (.3, .6))), 0.5)
        _sofa(self.shapes, rng, 0.1, 2.0, 0.0, cover)
        _sofa(self.shapes, rng, 1.62, 0.1, np.pi / 2, cover)
        _table(self.shapes, 0.05, 0.55, (1.1, 0.6), 0.42, self.timber)
        self._clutter(rng, 0.05, 0.445, 0.55, 0.5)
        self._shelf(rng, -1.6, 2.5, 1.0)
        _plant(self.shapes, rng, 1.9, 0, 2.2, 1.5)

    def _kitchen(self, rng):
        front = Material(tx.wood(rng, tx.hue(rng, (.45, .7), (.15, .5))),
                         0.6, spec=0.2)
        stone = Material(tx.marble(rng, (206, 200, 190)), 0.8, mirror=0.2)
        steel = Material((120, 122, 126), spec=0.8)
        for number in range(6):
            x = -1.95 + 0.66 * number
            self.shapes.append(Box((x, 0.44, 2.38), (0.63, 0.84, 0.6),
                                   front))
            self.shapes.append(Box((x, 0.76, 2.07), (0.3, 0.025, 0.03),
                                   steel))
            if number != 3:
                self.shapes.append(Box((x, 1.95, 2.52), (0.63, 0.6, 0.34),
                                       front))
        self.shapes.append(Box((-0.3, 0.89, 2.36), (4.0, 0.05, 0.68), stone))
        for number in range(7):
            jar = Material(tx.tiles(rng, tx.hue(rng), tx.hue(rng), 8),
                           spec=0.5)
            self.shapes.append(Cylinder(
                (-1.8 + 0.5 * number, 0.92, 2.45), rng.uniform(.05, .09),
                rng.uniform(.12, .32), jar))
        _table(self.shapes, 0.3, 0.4, (1.5, 0.85), 0.75, self.timber)
        self._clutter(rng, 0.3, 0.775, 0.4, 0.6)
        seat = Material(tx.cloth(rng, tx.hue(rng)), 0.4)
        _chair(self.shapes, 0.0, 1.05, self.timber, seat, 0.1)
        _chair(self.shapes, 0.7, 1.02, self.timber, seat, -0.2)
        _chair(self.shapes, -0.75, 0.3, self.timber, seat, -1.4)
        _chair(self.shapes, 1.4, 0.4, self.timber, seat, 1.7)

    def _study(self, rng):
        self._rug(rng, 0.0, -0.1)
        self._shelf(rng, 1.5, 2.5, 1.4, 2.1)
        self._shelf(rng, -1.55, 2.5, 1.3, 1.6)
        _table(self.shapes, 0.05, 1.5, (1.7, 0.75), 0.74, self.timber)
        self._clutter(rng, -0.3, 0.77, 1.45, 0.6)
        black = Material((28, 28, 30), spec=0.4)
        screen = Material(tx.newsprint(rng, "swap lists"), emit=0.5)
        self.shapes.append(Box((0.45, 1.1, 1.7), (0.62, 0.42, 0.04), black,
                               -0.2, faces={"-z": screen}))
        self.shapes.append(Cylinder((0.45, 0.77, 1.72), 0.09, 0.14, black))
        seat = Material(tx.cloth(rng, tx.hue(rng)), 0.4)
        _chair(self.shapes, 0.1, 0.85, self.timber, seat, np.pi + 0.3)
        _sofa(self.shapes, rng, 1.6, -0.1, np.pi / 2,
              Material(tx.cloth(rng, tx.hue(rng)), 0.5))

    def _bedroom(self, rng):
        self._rug(rng, -0.3, -0.3, (2.2, 1.7))
        quilt = Material(tx.cloth(rng, tx.hue(rng, (.45, .7))), 0.9)
        linen = Material(tx.cloth(rng, (224, 220, 214)), 0.5)
        self.shapes.append(Box((0.2, 0.2, 1.55), (1.7, 0.3, 2.1),
                               self.timber))
        self.shapes.append(Box((0.2, 0.42, 1.55), (1.62, 0.2, 2.05), linen))
        self.shapes.append(Box((0.2, 0.48, 1.25), (1.72, 0.16, 1.5), quilt))
        self.shapes.append(Box((0.2, 0.6, 2.62), (1.8, 1.2, 0.08),
                               self.timber))
        for side in (-0.4, 0.4):
            self.shapes.append(Box((0.2 + side, 0.6, 2.3), (.62, .16, .4),
                                   linen, 0.1 * side))
        for x in (-1.0, 1.4):
            self.shapes.append(Box((x, 0.27, 2.42), (0.44, 0.54, 0.44),
                                   self.timber))
            self.shapes.append(Cylinder(
                (x, 0.54, 2.42), 0.05, 0.2,
                Material(tx.marble(rng, tx.hue(rng)))))
            self.shapes.append(Cylinder(
                (x, 0.74, 2.42), 0.14, 0.2,
                Material((255, 224, 170), emit=1.1)))
        self.shapes.append(Box((1.95, 1.0, 0.4), (0.6, 2.0, 1.5),
                               self.timber))
        for dz in (-0.06, 0.06):
            self.shapes.append(Sphere((1.63, 1.0, 0.4 + dz), 0.025,
                                      Material((190, 160, 90), spec=0.9)))


def table_top(rng, cover, items, ambient=(0.55, 0.56, 0.6)):
    """A still life: items(shapes) put things on a table at y = 0."""
    shapes = [Box((0, -0.03, 0), (1.5, 0.06, 1.1), cover)]
    items(shapes)
    wall = Material(tx.wallpaper(rng, tx.hue(rng, (.5, .75), (.1, .4))), 0.6)
    shapes.append(Box((0, 0.4, 0.95), (5, 3.4, 0.05), wall))
    shapes.append(Box((0, -0.75, 0), (5, 0.02, 5),
                      Material(tx.planks(rng, (130, 90, 60)), 0.9)))
    lights = [((-0.9, 1.2, -0.6), 0.16, (1.5, 1.4, 1.25)),
              ((1.2, 0.9, -0.2), 0.2, (0.28, 0.32, 0.42))]
    return Scene(shapes, lights, ambient=ambient, reach=0.3)


def onto(texture, patch, box):
    """Pastes a drawing into a texture; box is x, y, width, height."""
    image = to_image(texture)
    image.paste(to_image(patch).resize(box[2:]), box[:2])
    return from_image(image)


def turned(texture, quarter):
    """A texture turned by quarters, for upright faces."""
    return np.rot90(texture, quarter).copy()


def panorama_sky(picture, bright=1.0):
    """A sky function that shows the given texture around the horizon."""
    linear = picture ** 2.0 * bright

    def look(d):
        u = np.arctan2(d[0], d[2]) / (2 * np.pi) * 2
        v = 1 - np.clip(d[1] * 1.6 + 0.02, 0.002, 0.998)
        return sample(linear, u, v).T
    return look
