"""Procedural surfaces: wallpaper, wood, stone, cloth, books, house fronts."""

import colorsys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from noise import fractal, from_image, ramp, to_image


def font(size):
    """Pillow's own typeface."""
    return ImageFont.load_default(size)


def hue(rng, light=(0.35, 0.75), rich=(0.15, 0.5)):
    """A random colour as 0…255 integers."""
    turn = rng.uniform(-0.04, 0.16)
    if rng.random() < 0.45:
        turn = rng.uniform(0.25, 0.66)
    colour = colorsys.hls_to_rgb(
        turn % 1, rng.uniform(*light), rng.uniform(*rich))
    return tuple(int(255 * part) for part in colour)


def tint(colour, factor):
    """A lighter or darker colour."""
    return tuple(int(min(255, max(0, part * factor))) for part in colour)


def rough(image, rng, amount=0.12, beta=1.2):
    """Adds unevenness to a flat drawing, resized to 512 × 512."""
    array = from_image(image.resize((512, 512), Image.LANCZOS))
    field = fractal(rng, 512, beta)[..., None]
    return np.clip(array * (1 + amount * (2 * field - 1)), 0, 1)


def plaster(rng, colour):
    """A painted wall with stains."""
    image = Image.new("RGB", (512, 512), colour)
    return rough(image, rng, 0.22, 1.6)


def wood(rng, colour, rings=9):
    """Grain along the rows."""
    warp = fractal(rng, 512, 2.6, (1, 6))
    fine = fractal(rng, 512, 1.0, (1, 30))
    grain = 0.5 + 0.5 * np.sin(warp * rings * 2 * np.pi)
    field = np.clip(0.55 * grain + 0.45 * fine, 0, 1)
    return ramp(field, [(0, tint(colour, 0.55)), (0.5, colour),
                        (1, tint(colour, 1.25))])


def planks(rng, colour, rows=8):
    """Floorboards of uneven tone with dark seams."""
    base = wood(rng, colour)
    out = np.zeros_like(base)
    high = 512 // rows
    for row in range(rows):
        start = int(rng.integers(512))
        for piece in range(2):
            x0 = start + 256 * piece
            shift = rng.integers(512, size=2)
            tone = rng.uniform(0.72, 1.2)
            part = np.roll(base, shift, (0, 1))[:high, :256] * tone
            part[:2] *= 0.35
            part[:, :2] *= 0.4
            xs = (x0 + np.arange(256)) % 512
            out[row * high:(row + 1) * high, xs] = part
    return np.clip(out, 0, 1)


def herringbone(rng, colour):
    """Parquet laid in a zigzag."""
    y, x = np.mgrid[0:512, 0:512]
    block = (x // 64 + y // 64) % 2
    along = np.where(block == 0, x, y)
    across = np.where(block == 0, y, x)
    stick = (across // 16) + 37 * (x // 64) + 91 * (y // 64)
    tone = 0.7 + 0.5 * rng.random(8192)[stick % 8192]
    grain = wood(rng, colour)
    out = grain[across % 512, along % 512] * tone[..., None]
    seam = (across % 16 < 1) | (along % 64 < 1)
    return np.clip(np.where(seam[..., None], out * 0.4, out), 0, 1)


def bricks(rng, colour, mortar=(190, 184, 172), rows=12):
    """A brick wall; also makes pavements."""
    image = Image.new("RGB", (1024, 1024), mortar)
    draw = ImageDraw.Draw(image)
    high, wide = 1024 / rows, 1024 / (rows // 2)
    for row in range(rows):
        for column in range(-1, rows // 2):
            tone = tint(colour, rng.uniform(0.65, 1.25))
            x = (column + 0.5 * (row % 2)) * wide
            box = [x + 6, row * high + 5, x + wide - 6, row * high + high - 5]
            draw.rectangle(box, fill=tone)
            if x < 0:
                draw.rectangle([box[0] + 1024, box[1], 1024, box[3]],
                               fill=tone)
    return rough(image, rng, 0.45, 0.9)


def tiles(rng, first, second, count=4):
    """Chequered tiles with a drawn flower on every second one."""
    step = 1024 // count
    image = Image.new("RGB", (1024, 1024), (90, 88, 84))
    draw = ImageDraw.Draw(image)
    kind = int(rng.integers(3))
    for row in range(count):
        for column in range(count):
            x, y = column * step, row * step
            odd = (row + column) % 2
            colour = tint((first, second)[odd], rng.uniform(0.9, 1.08))
            draw.rectangle([x + 4, y + 4, x + step - 5, y + step - 5],
                           fill=colour)
            if odd and kind:
                motif(draw, (x + step / 2, y + step / 2), step * 0.38,
                      first, kind + 3)
    return rough(image, rng, 0.2, 1.2)


def motif(draw, centre, radius, colour, petals):
    """A stylised flower."""
    for ring, part in ((1.0, 1.0), (0.6, 1.5)):
        for petal in range(petals * 2):
            angle = np.pi * petal / petals + ring
            x = centre[0] + np.cos(angle) * radius * 0.62 * ring
            y = centre[1] + np.sin(angle) * radius * 0.62 * ring
            r = radius * 0.22 * ring
            draw.ellipse([x - r, y - r, x + r, y + r],
                         fill=tint(colour, part),
                         outline=tint(colour, 0.5))
    r = radius * 0.2
    draw.ellipse([centre[0] - r, centre[1] - r, centre[0] + r,
                  centre[1] + r], fill=tint(colour, 0.6))


def wallpaper(rng, colour):
    """Striped, flowered, diamond or leafy paper."""
    kind = int(rng.integers(4))
    image = Image.new("RGB", (1024, 1024), colour)
    draw = ImageDraw.Draw(image)
    second, third = tint(colour, 0.72), hue(rng, (0.3, 0.6))
    if kind != 1:
        for stripe in range(8):
            x = stripe * 128
            draw.rectangle([x, 0, x + 44, 1024], fill=tint(colour, 0.88))
            draw.line([x + 52, 0, x + 52, 1024], fill=third, width=4)
    step = 256
    for row in range(-1, 5):
        for column in range(-1, 5):
            x = column * step + (row % 2) * step // 2 + 64
            y = row * step + 64
            if kind == 2:
                draw.polygon([(x, y - 90), (x + 60, y), (x, y + 90),
                              (x - 60, y)], fill=second, outline=third)
            if kind == 3:
                for leaf in range(5):
                    lx, ly = x + 34 * (leaf % 2 * 2 - 1), y - 80 + 40 * leaf
                    draw.ellipse([lx - 32, ly - 14, lx + 32, ly + 14],
                                 fill=tint(second, 0.8 + 0.1 * leaf))
                draw.line([x, y - 110, x, y + 110], fill=third, width=6)
            else:
                motif(draw, (x, y), 62, third, 3 + kind)
    return rough(image, rng, 0.12, 1.3)


def cloth(rng, colour):
    """Woven plaid or plain weave."""
    y, x = np.mgrid[0:512, 0:512]
    weave = 0.85 + 0.15 * np.sin(x * np.pi / 4) * np.sin(y * np.pi / 4)
    image = np.array(colour, np.float32) / 255 * weave[..., None]
    for _ in range(int(rng.integers(0, 5))):
        band = np.array(hue(rng), np.float32) / 255
        place, wide = int(rng.integers(480)), int(rng.integers(8, 60))
        image[:, place:place + wide] = (
            0.5 * image[:, place:place + wide] + 0.5 * band * 0.9)
        image[place:place + wide] = (
            0.5 * image[place:place + wide] + 0.5 * band * 0.9)
    return np.clip(
        image * (0.75 + 0.5 * fractal(rng, 512, 0.8)[..., None]), 0, 1)


def carpet(rng, colour):
    """A knotted rug with borders and medallions."""
    second, third = hue(rng, (0.2, 0.5)), hue(rng, (0.6, 0.85))
    image = Image.new("RGB", (1024, 1024), colour)
    draw = ImageDraw.Draw(image)
    for inset, tone in ((20, third), (44, second), (120, third),
                        (132, tint(colour, 0.7))):
        draw.rectangle([inset, inset, 1023 - inset, 1023 - inset], fill=tone)
    for place in range(82, 1000, 78):
        for spot in ((place, 82), (place, 942), (82, place), (942, place)):
            motif(draw, spot, 34, third, 4)
    for ring, tone in ((330, second), (290, third), (270, colour),
                       (180, second), (120, third)):
        draw.polygon([(512, 512 - ring), (512 + ring, 512),
                      (512, 512 + ring), (512 - ring, 512)], fill=tone)
    petals = int(rng.integers(4, 8))
    motif(draw, (512, 512), 120, tint(second, 1.4), petals)
    for x, y in ((240, 240), (784, 240), (240, 784), (784, 784)):
        motif(draw, (x, y), 95, third, petals)
    return rough(image, rng, 0.5, 0.5)


def marble(rng, colour):
    """Veined stone."""
    field = fractal(rng, 512, 2.4)
    veins = np.abs(np.sin(field * 22)) ** 0.35
    dust = fractal(rng, 512, 1.0)
    return ramp(np.clip(0.8 * veins + 0.2 * dust, 0, 1),
                [(0, tint(colour, 0.35)), (0.6, colour),
                 (1, tint(colour, 1.2))])


def ground(rng, colour, beta=0.8):
    """Asphalt, gravel, soil or lawn."""
    field = 0.6 * fractal(rng, 512, beta) + 0.4 * fractal(rng, 512, 2.2)
    return ramp(field, [(0, tint(colour, 0.45)), (0.5, colour),
                        (1, tint(colour, 1.5))])


def leaves(rng, colour):
    """Foliage: many small lit and shaded leaves."""
    image = Image.new("RGB", (512, 512), tint(colour, 0.35))
    draw = ImageDraw.Draw(image)
    for number in range(1500):
        x, y = rng.integers(512, size=2)
        r = int(rng.integers(5, 14))
        tone = tint(colour, rng.uniform(0.4, 0.8) + 0.7 * number / 1500)
        draw.ellipse([x - r, y - r // 2, x + r, y + r // 2], fill=tone)
    return rough(image, rng, 0.2, 0.8)


def books(rng, rows=1):
    """The backs of books on shelves, to fit one face."""
    image = Image.new("RGB", (1024, 320 * rows), (40, 28, 20))
    draw = ImageDraw.Draw(image)
    for row in range(rows):
        base, x = 320 * row + 310, 6
        while x < 990:
            wide = int(rng.integers(18, 58))
            high = int(rng.integers(190, 285))
            colour = hue(rng, (0.15, 0.7), (0.1, 0.75))
            lean = int(rng.integers(0, 8)) * (rng.random() < 0.3)
            draw.polygon([(x, base), (x + wide - 2, base),
                          (x + wide - 2 + lean, base - high),
                          (x + lean, base - high)], fill=colour,
                         outline=tint(colour, 0.5))
            for band in range(int(rng.integers(1, 4))):
                y = base - high + 18 + int(rng.integers(high - 50))
                draw.rectangle([x + 3, y, x + wide - 6, y + 8],
                               fill=tint(colour, 1.7 if band else 0.5))
            x += wide + int(rng.random() < 0.08) * 30
        draw.rectangle([0, base, 1024, base + 12], fill=(96, 66, 40))
    return from_image(image)


def newsprint(rng, title):
    """A printed page with headlines, columns and a picture."""
    image = Image.new("RGB", (768, 1024), (232, 226, 210))
    draw = ImageDraw.Draw(image)
    draw.text((40, 26), title, font=font(72), fill=(30, 28, 26))
    draw.line([40, 118, 728, 118], fill=(40, 38, 36), width=4)
    scene = to_image(ramp(fractal(rng, 256, 2.4), [
        (0, (20, 20, 20)), (1, (225, 220, 205))]))
    image.paste(scene.resize((440, 300)), (40, 140))
    for column in range(3):
        x, y = 40 + 236 * column, 460 if column < 2 else 140
        while y < 990:
            end = x + 215 - int(rng.integers(90) * (rng.random() < 0.15))
            place = x
            while place < end:
                word = int(rng.integers(8, 42))
                draw.rectangle([place, y, min(place + word, end), y + 6],
                               fill=(58, 56, 54))
                place += word + 6
            y += 13 + 16 * int(rng.random() < 0.06)
    return from_image(image.filter(ImageFilter.GaussianBlur(0.6)))


def house_front(rng, colour, floors=4, bays=4):
    """A house front with windows, sills, curtains and a ground floor."""
    wall = bricks if rng.random() < 0.45 else None
    back = (bricks(rng, colour, rows=24) if wall else plaster(rng, colour))
    image = to_image(back).resize((1024, 1024))
    draw = ImageDraw.Draw(image)
    trim = tint(colour, 1.35) if rng.random() < 0.5 else (225, 220, 208)
    high, wide = 1024 / floors, 1024 / bays
    arch = rng.random() < 0.4
    for floor in range(floors):
        y = floor * high
        draw.rectangle([0, y, 1024, y + 8], fill=tint(trim, 0.85))
        draw.rectangle([0, y + 8, 1024, y + 11], fill=tint(colour, 0.4))
        for bay in range(bays):
            x = bay * wide
            box = [x + wide * .24, y + high * .2, x + wide * .76,
                   y + high * .82]
            if floor == floors - 1:
                box = [x + wide * .12, y + high * .16, x + wide * .88,
                       y + high]
            _opening(draw, rng, box, trim, floor == floors - 1, arch)
    return np.clip(from_image(image)
                   * (0.85 + 0.3 * fractal(rng, 1024, 2.0)[..., None]), 0, 1)


def _opening(draw, rng, box, trim, shop, arch):
    x0, y0, x1, y1 = box
    draw.rectangle([x0 - 10, y0 - 10, x1 + 10, y1 + 10], fill=trim,
                   outline=tint(trim, 0.5))
    if arch:
        draw.pieslice([x0 - 10, y0 - 36, x1 + 10, y0 + 40], 180, 360,
                      fill=trim, outline=tint(trim, 0.5))
    glass = tint((70, 84, 100), rng.uniform(0.4, 1.5))
    draw.rectangle(box, fill=glass)
    if shop:
        door = hue(rng, (0.2, 0.4))
        draw.rectangle([x0, y0, x0 + (x1 - x0) * .35, y1], fill=door,
                       outline=tint(door, 0.4), width=5)
        for _ in range(12):
            x = rng.uniform(x0 + (x1 - x0) * .4, x1 - 14)
            y = rng.uniform(y0 + 60, y1 - 20)
            draw.rectangle([x, y, x + 12, y + 18], fill=hue(rng))
        awning = hue(rng)
        for stripe in range(10):
            x = x0 - 10 + (x1 - x0 + 20) * stripe / 10
            draw.rectangle([x, y0 - 12, x + (x1 - x0 + 20) / 10, y0 + 34],
                           fill=awning if stripe % 2 else (236, 232, 224))
        return
    if rng.random() < 0.7:
        curtain = hue(rng, (0.5, 0.85), (0.05, 0.4))
        part = rng.uniform(0.15, 0.45) * (x1 - x0)
        draw.rectangle([x0, y0, x0 + part, y1], fill=curtain)
        draw.rectangle([x1 - part, y0, x1, y1], fill=tint(curtain, 0.85))
    middle = (x0 + x1) / 2
    draw.line([middle, y0, middle, y1], fill=trim, width=6)
    for part in (0.36, 0.7):
        y = y0 + (y1 - y0) * part
        draw.line([x0, y, x1, y], fill=trim, width=4)
    draw.rectangle([x0 - 16, y1 + 4, x1 + 16, y1 + 14], fill=tint(trim, 0.8))
