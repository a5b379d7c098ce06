#!/usr/bin/env python3
"""Makes many small pictures, cut out of those below a folder, to see how an ingest grows.

    cut_pictures.py FROM TO [--n 100000] [--seed 5]

Each is 160 x 120 pixels, a random rectangle of a random picture, every other one darker or brighter, saved as JPEG: what
a worker does for one takes little, so that what the main process does shows. TO gets folders of a thousand; one that is
there already is left as it is.
"""
import argparse
import random
from pathlib import Path

from PIL import Image, ImageEnhance

SIZE = (160, 120)
LONGEST = 1400
IN_FOLDER = 1000


def pictures(folder):
    """The pictures below a folder that are large enough to cut from."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".jpg", ".jpeg", ".png"):
            continue
        try:
            picture = Image.open(path).convert("RGB")
        except OSError:
            continue
        picture.thumbnail((LONGEST, LONGEST))
        if picture.width > SIZE[0] and picture.height > SIZE[1]:
            found.append(picture)
    return found


def cut(source, chance):
    """A random rectangle of a random picture."""
    picture = chance.choice(source)
    width = chance.randint(SIZE[0], min(picture.width, picture.height * 4 // 3))
    height = width * 3 // 4
    left = chance.randint(0, picture.width - width)
    top = chance.randint(0, picture.height - height)
    small = picture.resize(SIZE, Image.Resampling.BILINEAR, (left, top, left + width, top + height))
    if chance.random() < 0.5:
        small = ImageEnhance.Brightness(small).enhance(chance.uniform(0.7, 1.3))
    return small


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="FROM")
    parser.add_argument("target", type=Path, metavar="TO")
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=5)
    wanted = parser.parse_args()
    source = None
    for number in range(0, wanted.n, IN_FOLDER):
        folder = wanted.target / f"{number // IN_FOLDER:04d}"
        if folder.exists():
            continue
        source = source or pictures(wanted.source)
        if not source:
            parser.error(f"there is no picture of more than {SIZE[0]} x {SIZE[1]} pixels below {wanted.source}")
        chance = random.Random(wanted.seed * 1_000_003 + number)
        part = folder.with_suffix(".part")
        part.mkdir(parents=True, exist_ok=True)
        for place in range(min(IN_FOLDER, wanted.n - number)):
            cut(source, chance).save(part / f"{number + place:06d}.jpg", quality=85)
        part.rename(folder)


if __name__ == "__main__":
    main()
