"""Streets and squares in the open, lit by the sun."""

import numpy as np

import textures as tx
from rooms import panorama_sky
from tracer import Box, Cylinder, Material, Scene, Sphere


def _tree(shapes, rng, x, z, bark, green):
    high = rng.uniform(1.8, 2.6)
    shapes.append(Cylinder((x, 0, z), 0.13, high + 0.6, bark))
    for _ in range(11):
        dx, dy, dz = rng.normal(size=3) * 0.55
        shapes.append(Sphere((x + dx, high + 1.1 + dy * 0.9, z + dz),
                             rng.uniform(0.45, 0.8), green))


def _car(shapes, rng, x, z, yaw):
    paint = Material(tx.hue(rng, (.25, .6), (.3, .8)), spec=0.7, mirror=0.35)
    glass = Material((38, 46, 54), spec=0.9, mirror=0.7)
    tyre = Material((24, 24, 26))
    lamp = Material((250, 244, 214), emit=0.5)

    def put(dx, dy, dz, size, material):
        px = x + np.cos(yaw) * dx + np.sin(yaw) * dz
        pz = z - np.sin(yaw) * dx + np.cos(yaw) * dz
        shapes.append(Box((px, dy, pz), size, material, yaw))
    put(0, 0.58, 0, (1.7, 0.5, 4.0), paint)
    put(0, 0.34, 0, (1.72, 0.12, 3.9), tyre)
    put(0, 1.02, 0.15, (1.5, 0.42, 2.1), glass)
    put(0, 1.26, 0.15, (1.42, 0.06, 1.8), paint)
    for dz in (-0.62, 0.2, 0.98):
        put(0, 1.03, dz, (1.53, 0.46, 0.07), paint)
    for dx in (-0.6, 0.6):
        put(dx, 0.64, -2.0, (0.3, 0.14, 0.06), lamp)
        for dz in (-1.25, 1.25):
            px = x + np.cos(yaw) * dx * 1.3 + np.sin(yaw) * dz
            pz = z - np.sin(yaw) * dx * 1.3 + np.cos(yaw) * dz
            shapes.append(Sphere((px, 0.32, pz), 0.32, tyre))
    put(0, 0.5, -2.01, (0.5, 0.12, 0.04), Material((236, 232, 220)))


def _lamp(shapes, x, z):
    iron = Material((40, 46, 44), spec=0.4)
    shapes.append(Cylinder((x, 0, z), 0.06, 3.4, iron))
    shapes.append(Cylinder((x, 0, z), 0.13, 0.5, iron))
    shapes.append(Sphere((x, 3.55, z), 0.2, Material((244, 236, 210),
                                                     emit=0.4)))


def street(rng, sky, front=None):
    """A row of houses on both sides; `front` is used for the first one."""
    shapes = []
    half = rng.uniform(3.2, 4.4)
    road = Material(tx.ground(rng, (92, 92, 96)), 3.0)
    paving = Material(tx.bricks(rng, (150, 146, 140), (96, 92, 88), 16), 2.0)
    line = Material((214, 210, 200))
    shapes.append(Box((0, -0.05, 30), (2 * half, 0.1, 90), road))
    for side in (-1, 1):
        shapes.append(Box((side * (half + 1.5), 0.03, 30), (3, 0.18, 90),
                          paving))
    for dash in range(8):
        shapes.append(Box((0, 0.004, 1 + 4 * dash), (0.12, 0.01, 1.8), line))
    roof = Material(tx.bricks(rng, (120, 62, 46), (60, 34, 28), 24), 3.0)
    stone = Material((150, 146, 138))
    for side in (-1, 1):
        z = -3.0
        while z < 55:
            wide, high = rng.uniform(6, 9.5), rng.uniform(7, 12)
            floors = int(np.clip(round(high / 2.8), 3, 4))
            face = tx.house_front(rng, tx.hue(rng, (.45, .75), (.1, .5)),
                                  floors, int(rng.integers(3, 5)))
            if front is not None and side == 1 and -3 <= z < 8:
                face, front = front, None
            wall, x = Material(face), side * (half + 3 + 4)
            plain = Material(tx.plaster(rng, tx.hue(rng, (.5, .7))), 4)
            name = "-x" if side == 1 else "+x"
            shapes.append(Box((x, high / 2, z + wide / 2), (8, high, wide),
                              plain, faces={name: wall}))
            shapes.append(Box((x, high + 0.3, z + wide / 2),
                              (8.5, 0.6, wide), roof))
            if rng.random() < 0.7:
                shapes.append(Box((x - side * 2, high + 1.2, z + 1),
                                  (0.8, 1.6, 0.9), roof))
            shapes.append(Box((x - side * 3.9, 0.35, z + wide / 2),
                              (0.5, 0.7, wide * 0.98), stone))
            z += wide
    bark = Material(tx.wood(rng, (90, 70, 52)), 0.4)
    tone = [(72, 124, 50), (150, 110, 40), (96, 130, 60)][rng.integers(3)]
    green = Material(tx.leaves(rng, tone), 1.1)
    for number in range(5):
        side = 1 if number % 2 else -1
        _tree(shapes, rng, side * (half + 1.0), 5 + 5.5 * number, bark, green)
        _lamp(shapes, -side * (half + 0.5), 3.5 + 6 * number)
    for number in range(4):
        side = 1 if rng.random() < 0.5 else -1
        _car(shapes, rng, side * (half - 1.1), 3.5 + 6 * number
             + rng.uniform(0, 1.5), 0 if side < 0 else np.pi)
    angle = rng.uniform(0.5, 2.6)
    sun = np.array([np.cos(angle), 0.95, -0.35])
    sun /= np.linalg.norm(sun)
    return Scene(shapes, sun=(sun, (1.5, 1.4, 1.2)),
                 sky=panorama_sky(sky, 0.95), ambient=(0.44, 0.5, 0.6),
                 haze=0.006)
