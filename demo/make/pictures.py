"""The pictures that the devices hold, each from a seed of its own name."""

import functools

import numpy as np
from PIL import Image

import landscapes
import objects
import rooms
import streets
import textures as tx
from noise import fractal, from_image, generator, photograph, ramp, to_image
from tracer import Box, Cylinder, Material, render

LARGE, SMALL = (1024, 768), (640, 480)
STYLES = ["alps", "coast", "hills", "autumn", "desert"]


@functools.lru_cache(maxsize=4)
def land(name, style):
    """A landscape by name; several pictures may show the same one."""
    return landscapes.Land(generator("land", name), style)


def landscape(name, style, size=SMALL, place=None, turn=None):
    """A photograph of a landscape."""
    rng = generator("landscape", name)
    spot, angle = rng.random(2), rng.uniform(0, 6.28)
    big = (size[0] * 3 // 2, size[1] * 3 // 2)
    light = landscapes.view(land(name.split("#")[0], style), big,
                            place or spot, angle if turn is None else turn)
    photo = photograph(light, rng, 1.15, 0.006)
    return photo.resize(size, Image.LANCZOS)


def poster(name):
    """A drawing for a wall: a print, an album page or an ornament."""
    rng = generator("poster", name)
    kind = int(rng.integers(4))
    if kind == 0:
        return objects.stamp(rng)
    if kind == 1:
        return tx.carpet(rng, tx.hue(rng))
    if kind == 2:
        return tx.house_front(rng, tx.hue(rng))
    field = fractal(rng, 512, 2.4)
    stops = [(0, tx.hue(rng, (.1, .3))), (.4, tx.hue(rng)),
             (.6, tx.hue(rng, (.6, .8))), (1, tx.hue(rng, (.8, .95)))]
    return ramp(np.floor(field * 14) / 14, stops)


@functools.lru_cache(maxsize=2)
def room_model(name, kind):
    """A room by name, to be seen from any place."""
    rng = generator("room", name)
    drawings = [poster(f"{name}/{number}") for number in range(4)]
    extra = []
    if name == "club":
        drawings[1] = sign()
    view = tx.leaves(rng, (96, 150, 84))
    sky = ramp(np.linspace(0, 1, 512)[:, None] * np.ones((1, 512)), [
        (0, (150, 190, 235)), (1, (225, 235, 240))])
    edge = 200 + 90 * fractal(rng, 512, 2.2)[0]
    view = np.where((np.arange(512)[:, None] > edge)[..., None], view, sky)
    return rooms.Room(rng, kind, drawings, view, extra)


def room(name, kind, size=SMALL, eye=None, target=None, field=None):
    """A photograph of a room; `name#2` is another view of `name`."""
    rng = generator("view", name)
    model = room_model(name.split("#")[0], kind)
    eye = eye or (rng.uniform(-.9, 1.2), rng.uniform(1.3, 1.7), -2.5)
    target = target or (rng.uniform(-.6, .6), rng.uniform(.85, 1.1), 2)
    light = render(model.scene, rng, eye, target, size,
                   field or rng.uniform(60, 74))
    return photograph(light, rng, rng.uniform(1.1, 1.35), 0.01,
                      rng.uniform(-.02, .05))


def sign():
    """The poster that hangs in two of the places."""
    rng = generator("sign")
    one = tx.house_front(rng, (200, 160, 110))
    for number, spot in enumerate([(70, 560), (390, 600), (700, 560)]):
        one = rooms.onto(one, objects.stamp(rng, number),
                         (*spot, 260, 310))
    image = to_image(one)
    draw = tx.ImageDraw.Draw(image)
    draw.rectangle([60, 60, 964, 300], fill=(28, 66, 104))
    draw.rectangle([76, 76, 948, 284], outline=(236, 212, 140), width=8)
    draw.text((120, 100), "HARBOUR", font=tx.font(130), fill=(246, 236, 210))
    draw.text((124, 220), "swap club  est. 1931", font=tx.font(48),
              fill=(236, 212, 140))
    return from_image(image)


def street(name, size=SMALL):
    """A photograph of a street."""
    rng = generator("street", name)
    sky = landscapes.sky_picture(rng, ["alps", "hills", "autumn"][
        int(rng.integers(3))])
    scene = streets.street(rng, sky)
    eye = (rng.uniform(-2, 2), rng.uniform(1.6, 2.6), -1.5)
    light = render(scene, rng, eye, (rng.uniform(-1.2, 1.2), 2.1, 16), size,
                   rng.uniform(58, 70))
    return photograph(light, rng, 1.15, 0.008)


def still(name, kind, size=SMALL, extra=None, eye=None):
    """A photograph of things on a table."""
    rng = generator("still", name)
    cover = [tx.cloth, tx.planks, tx.carpet, tx.herringbone][
        int(rng.integers(4))](rng, tx.hue(rng, (.4, .65)))
    cover = Material(cover, None if rng.random() < .4 else .8, spec=.1)
    scene = getattr(objects, kind)(rng, cover, extra=extra)
    eye = eye or (rng.uniform(-.5, .5), rng.uniform(.5, .8), -1.15)
    light = render(scene, rng, eye, (0, 0.02, 0.02), size, 52)
    return photograph(light, rng, 1.6, 0.01, 0.02)


def red_tin(shapes, x, z, turn):
    """A painted biscuit tin: the object that turns up in two scenes."""
    rng = generator("tin")
    side = Material(rooms.onto(
        tx.wallpaper(rng, (170, 44, 40)), objects.stamp(rng, 2, "HERON TEA"),
        (150, 40, 300, 400)), spec=.4)
    lid = Material(tx.carpet(rng, (150, 36, 34)), spec=.4)
    shapes.append(Box((x, .13, z), (.3, .26, .24), side, turn,
                      faces={"+y": lid}))
    shapes.append(Cylinder((x, .26, z), .03, .03, Material((190, 150, 80),
                                                           spec=.8)))


def page(name, size=SMALL, title="Northreach 1952"):
    """A scanned album page."""
    rng = generator("page", name)
    columns, rows = [(4, 3), (5, 3), (3, 2), (5, 4)][int(rng.integers(4))]
    light = objects.album(rng, size, columns, rows, title)
    return photograph(light, rng, 1.25, 0.01, 0.02)


def flat(name, size=SMALL):
    """A close picture of a surface: a rug, books, a house front, print."""
    rng = generator("flat", name)
    kind = name.split("-")[0]
    colour = tx.hue(rng)
    texture = {"rug": lambda: tx.carpet(rng, colour),
               "books": lambda: tx.books(rng, 3),
               "front": lambda: tx.house_front(rng, colour),
               "paper": lambda: tx.newsprint(rng, "LAKE COURIER")}[kind]()
    shade = 0.75 + 0.5 * fractal(rng, 512, 3.2)
    image = to_image(texture).rotate(rng.normal() * 3, Image.BICUBIC)
    wide, high = image.size
    image = image.crop((wide * .07, high * .07, wide * .93, high * .75))
    light = from_image(image.resize(size, Image.LANCZOS)) ** 2.0
    shade = from_image(to_image(shade[..., None] * .6 * np.ones(3)).resize(
        size))
    return photograph(light * shade * 2.4, rng, 1.2, 0.012)


def masters():
    """Every picture to render: name → function without arguments."""
    part = functools.partial
    jobs = {
        "club": part(room, "club", "living", LARGE, (0.7, 1.5, -2.5),
                     (-0.3, 1.0, 2.0), 68),
        "club2": part(room, "club#2", "living", LARGE, (-0.9, 1.65, -2.2),
                      (0.45, 1.0, 2.2), 62),
        "kitchen": part(room, "flat", "kitchen", LARGE),
        "study": part(room, "desk", "study", LARGE),
        "bedroom": part(room, "inn", "bedroom", LARGE),
        "quay": part(street, "quay", LARGE),
        "market": part(street, "market", LARGE),
        "lot14": part(still, "lot14", "stamps_on_table", LARGE),
        "tin1": part(still, "tin1", "mugs", LARGE, part(
            red_tin, x=-.05, z=.02, turn=.35)),
        "tin2": part(still, "tin2", "stamps_on_table", LARGE, part(
            red_tin, x=.12, z=.24, turn=-.3), (.45, .6, -1.1)),
        "bay": part(landscape, "bay", "coast", LARGE),
        "ridge": part(landscape, "ridge", "alps", LARGE),
        "page1": part(page, "page1", LARGE),
        "serial1": part(street, "serial1"),
        "serial2": part(still, "serial2", "mugs"),
        "pan1": part(street, "pan1", (1280, 720)),
        "pan2": part(room, "pan2", "study", (1280, 720)),
        "pan3": part(landscape, "pan3", "autumn", (1280, 720)),
    }
    kinds = ["living", "kitchen", "study", "bedroom"]
    for number in range(12):
        name = f"room{number}"
        jobs[name] = part(room, name, kinds[number % 4])
    for number in range(9):
        name = f"street{number}"
        jobs[name] = part(street, name)
    for number in range(10):
        name = f"land{number}"
        jobs[name] = part(landscape, name, STYLES[number % 5])
    for number in range(9):
        name = f"still{number}"
        jobs[name] = part(still, name, ["mugs", "stamps_on_table"][
            number % 2])
    for number in range(4):
        jobs[f"album{number}"] = part(page, f"album{number}", SMALL,
                                      f"Southmark {1948 + number * 3}")
    for name in ("rug-1", "books-1", "front-1", "paper-1"):
        jobs[name] = part(flat, name)
    return jobs
