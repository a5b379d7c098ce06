"""Stamps, album pages, coins and the still lifes they lie in."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

import textures as tx
from noise import fractal, from_image, ramp, to_image
from tracer import Box, Cylinder, Material, Sphere
import rooms


def _lighthouse(draw, w, h, tone):
    draw.polygon([(w * .42, h * .8), (w * .47, h * .28), (w * .57, h * .28),
                  (w * .62, h * .8)], fill=(238, 232, 218))
    for band in range(3):
        y = h * (.36 + .15 * band)
        draw.rectangle([w * .44, y, w * .6, y + h * .07], fill=tone)
    draw.rectangle([w * .46, h * .18, w * .58, h * .28], fill=(250, 230, 140))
    draw.polygon([(w * .44, h * .18), (w * .6, h * .18), (w * .52, h * .1)],
                 fill=tone)
    for ray in (-1, 1):
        draw.polygon([(w * .52, h * .22), (w * (.52 + ray * .45), h * .12),
                      (w * (.52 + ray * .45), h * .32)],
                     fill=(250, 240, 190))


def _tram(draw, w, h, tone):
    draw.rounded_rectangle([w * .14, h * .36, w * .86, h * .72], 14,
                           fill=tone)
    for window in range(5):
        x = w * (.19 + .13 * window)
        draw.rectangle([x, h * .42, x + w * .1, h * .55],
                       fill=(222, 232, 236))
    draw.line([w * .5, h * .36, w * .62, h * .18], fill=(30, 30, 30), width=5)
    draw.line([0, h * .18, w, h * .18], fill=(30, 30, 30), width=3)
    for wheel in (.28, .42, .6, .74):
        draw.ellipse([w * wheel - 14, h * .69, w * wheel + 14, h * .69 + 28],
                     fill=(30, 30, 32))
    draw.line([0, h * .79, w, h * .79], fill=(60, 50, 46), width=6)


def _heron(draw, w, h, tone):
    draw.ellipse([w * .34, h * .4, w * .7, h * .62], fill=tone)
    draw.line([w * .38, h * .46, w * .3, h * .28, w * .36, h * .16],
              fill=tone, width=16)
    draw.polygon([(w * .33, h * .13), (w * .33, h * .19), (w * .12, h * .2)],
                 fill=(230, 160, 40))
    for leg in (.48, .55):
        draw.line([w * leg, h * .6, w * leg, h * .84], fill=(190, 130, 50),
                  width=5)
    for reed in range(9):
        x = w * (.05 + .11 * reed)
        draw.line([x, h * .86, x + 12, h * .55], fill=(60, 90, 40), width=4)


def _ship(draw, w, h, tone):
    draw.polygon([(w * .12, h * .62), (w * .88, h * .62), (w * .76, h * .78),
                  (w * .24, h * .78)], fill=tone)
    draw.line([w * .48, h * .62, w * .48, h * .12], fill=(60, 40, 30),
              width=7)
    draw.polygon([(w * .5, h * .14), (w * .8, h * .56), (w * .5, h * .56)],
                 fill=(240, 234, 220))
    draw.polygon([(w * .45, h * .2), (w * .45, h * .56), (w * .2, h * .56)],
                 fill=(226, 216, 196))


DESIGNS = [_lighthouse, _tram, _heron, _ship]


def stamp(rng, design=None, country="NORTHREACH", value=None):
    """A perforated, often cancelled stamp of an invented country."""
    w, h = 300, 360
    tone = tx.hue(rng, (.22, .42), (.45, .8))
    back = ramp(fractal(rng, 256, 2.2), [
        (0, tx.tint(tone, 1.2)), (.6, tx.hue(rng, (.7, .85), (.3, .7))),
        (1, (250, 246, 236))])
    inner = to_image(back).resize((w, h))
    draw = ImageDraw.Draw(inner)
    for line in range(0, h, 7):
        draw.line([0, line, w, line], fill=tx.tint(tone, 1.5), width=1)
    draw.rectangle([0, h * .8, w, h], fill=tx.tint(tone, 0.9))
    DESIGNS[rng.integers(4) if design is None else design](draw, w, h, tone)
    draw.text((10, h * .86), country, font=tx.font(30), fill=(246, 240, 226))
    draw.text((w - 82, 4), str(value or rng.integers(1, 90)),
              font=tx.font(58), fill=tx.tint(tone, 0.5))
    draw.rectangle([0, 0, w - 1, h - 1], outline=tx.tint(tone, 0.5), width=5)
    paper = Image.new("RGB", (w + 48, h + 48), (244, 238, 222))
    paper.paste(inner, (24, 24))
    draw = ImageDraw.Draw(paper)
    for x in range(0, w + 60, 24):
        for y in (0, h + 48):
            draw.ellipse([x - 8, y - 8, x + 8, y + 8], fill=(96, 88, 80))
    for y in range(0, h + 60, 24):
        for x in (0, w + 48):
            draw.ellipse([x - 8, y - 8, x + 8, y + 8], fill=(96, 88, 80))
    if rng.random() < 0.6:
        x, y = rng.uniform(40, 220), rng.uniform(200, 320)
        for ring in (70, 46):
            draw.ellipse([x - ring, y - ring, x + ring, y + ring],
                         outline=(38, 36, 44), width=5)
        draw.text((x - 34, y - 14), "12 4 52", font=tx.font(22),
                  fill=(38, 36, 44))
        for wave in range(5):
            draw.line([x + 70, y - 50 + 24 * wave, x + 300,
                       y - 60 + 24 * wave], fill=(38, 36, 44), width=4)
    return from_image(paper.filter(ImageFilter.GaussianBlur(0.6)))


def album(rng, size, columns=4, rows=3, title="Northreach 1952"):
    """A scanned album page with stamps, hinges and handwriting."""
    w, h = size
    page = to_image(tx.plaster(rng, (222, 212, 188))).resize(size)
    draw = ImageDraw.Draw(page)
    for line in range(0, w, 26):
        draw.line([line, 0, line, h], fill=(206, 196, 172))
    for line in range(0, h, 26):
        draw.line([0, line, w, line], fill=(206, 196, 172))
    draw.text((w * .06, h * .02), title, font=tx.font(h // 16),
              fill=(60, 50, 70))
    wide, high = w * .92 / columns, h * .86 / rows
    for row in range(rows):
        for column in range(columns):
            if rng.random() < 0.08:
                continue
            one = to_image(stamp(rng))
            scale = min(wide / one.width, high / one.height) * .8
            one = one.resize((int(one.width * scale),
                              int(one.height * scale)), Image.LANCZOS)
            one = one.convert("RGBA").rotate(
                rng.normal() * 2.5, Image.BICUBIC, expand=True)
            x = int(w * .04 + wide * column + (wide - one.width) / 2)
            y = int(h * .12 + high * row + (high - one.height) / 2)
            shadow = Image.new("RGBA", one.size, (70, 60, 50, 255))
            page.paste(shadow, (x + 4, y + 5), one)
            page.paste(one, (x, y), one)
    return from_image(page) ** 2.0 * 1.5


def stamps_on_table(rng, cover, count=9, extra=None, first=None):
    """Loose stamps, tweezers, a magnifier and a mug on a table."""
    def items(shapes):
        for number in range(count):
            x = -0.42 + 0.42 * (number % 3) + rng.uniform(-.06, .06)
            z = -0.38 + 0.24 * (number // 3) + rng.uniform(-.03, .03)
            face = Material(first if number == 0 and first is not None
                            else stamp(rng))
            shapes.append(Box((x, 0.002 + .001 * number, z),
                              (0.17, 0.004, 0.21), Material((220, 214, 200)),
                              rng.uniform(-.7, .7), faces={"+y": face}))
        steel = Material((140, 142, 146), spec=0.9, mirror=0.4)
        for side in (-0.02, 0.02):
            shapes.append(Box((0.56, 0.015, -0.2 + side), (0.02, 0.012, 0.4),
                              steel, 0.5 + side))
        glaze = Material(tx.tiles(rng, tx.hue(rng), (232, 228, 216), 6),
                         spec=0.6)
        rooms.mug(shapes, (0.5, 0, 0.28), 0.2, glaze)
        if extra:
            extra(shapes)
    return rooms.table_top(rng, cover, items)


def mugs(rng, cover, extra=None):
    """Painted mugs, a bead bracelet, fruit and a pile of books."""
    def items(shapes):
        for number in range(4):
            paint = (tx.tiles if number % 2 else tx.wallpaper)
            args = ((tx.hue(rng), (236, 230, 220), 6) if number % 2
                    else (tx.hue(rng, (.6, .8)),))
            size = rng.uniform(.17, .25)
            rooms.mug(shapes, (-0.55 + .36 * number, 0,
                               0.25 + rng.uniform(-.1, .1)), size,
                      Material(paint(rng, *args), spec=0.7))
        rooms.bracelet(shapes, rng, (-0.25, 0, -0.18), 0.13)
        for _ in range(5):
            peel = Material(tx.ground(rng, tx.hue(rng, (.4, .5), (.6, .9)),
                                      1.4), spec=0.4)
            r = rng.uniform(.05, .075)
            shapes.append(Sphere((rng.uniform(.1, .6), r * .95,
                                  rng.uniform(-.35, -.05)), r, peel, .92))
        for level in range(3):
            cloth = Material(tx.cloth(rng, tx.hue(rng)), 0.3)
            shapes.append(Box((-.58, .025 + .05 * level, -.12),
                              (.26, .05, .36), cloth, rng.uniform(-.4, .4)))
        for _ in range(12):
            coin = Material(tx.ground(rng, (176, 136, 74), 1.0), 0.05,
                            spec=0.8)
            shapes.append(Cylinder((rng.uniform(-.1, .4), 0.001,
                                    rng.uniform(-.45, -.3)), .022, .006,
                                   coin))
        if extra:
            extra(shapes)
    return rooms.table_top(rng, cover, items)
