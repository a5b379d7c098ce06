#!/usr/bin/env python3
"""Picks the photographs out of unpacked packages, and cuts the large ones into windows.

    vocabulary_pictures.py UNPACKED OUTPUT

Deterministic: the same packages give the same files. Pictures that are small, flat or drawn are left out.
"""
import io
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image

SHORTEST = 200
WINDOW = 1024
PLACES = [
    ("endless-sky-data", "usr/share/games/endless-sky/images/land", ".jpg"),
    ("supertuxkart-data", "usr/share/games/supertuxkart/data", ".jpg"),
]
# Inside the resource files of gcompris: photographs only.
ACTIVITIES = ("explore_monuments/", "explore_world_animals/", "explore_farm_animals/", "clickgame/", "details/",
              "categorization/resource/images/monuments", "categorization/resource/images/fishes",
              "categorization/resource/images/renewable", "categorization/resource/images/others")


def resources(path):
    """The files in a Qt resource file, by name."""
    data = path.read_bytes()
    if data[:4] != b"qres":
        return
    version, tree, content, names = struct.unpack(">iiii", data[4:20])
    size = 14 if version < 2 else 22

    def name(offset):
        (length,) = struct.unpack(">H", data[names + offset : names + offset + 2])
        return data[names + offset + 6 : names + offset + 6 + 2 * length].decode("utf-16-be")

    def walk(index, prefix):
        node = tree + index * size
        name_offset, flags = struct.unpack(">IH", data[node : node + 6])
        full = prefix + (name(name_offset) if index else "")
        if flags & 2:
            count, first = struct.unpack(">II", data[node + 6 : node + 14])
            for child in range(first, first + count):
                yield from walk(child, full + ("/" if index else ""))
        else:
            (offset,) = struct.unpack(">I", data[node + 10 : node + 14])
            (length,) = struct.unpack(">I", data[content + offset : content + offset + 4])
            body = data[content + offset + 4 : content + offset + 4 + length]
            if flags & 4:
                return
            yield full, zlib.decompress(body[4:]) if flags & 1 else body

    yield from walk(0, "")


def candidates(unpacked):
    for package, place, ending in PLACES:
        folder = unpacked / package / place
        for path in sorted(folder.rglob("*" + ending)):
            yield f"{package}/{path.relative_to(folder)}", path.read_bytes()
    for path in sorted((unpacked / "gcompris-qt-data").rglob("*.rcc")):
        for name, body in sorted(resources(path) or []):
            if name.endswith((".webp", ".jpg")) and any(part in name for part in ACTIVITIES):
                yield f"gcompris/{name}", body


def is_photograph(picture):
    """Many colours, none of them dominant, nothing transparent, and not the violet of a map of surface normals."""
    if picture.mode not in ("RGB", "L") or min(picture.size) < SHORTEST:
        return False
    small = picture.convert("RGB").resize((128, 128), Image.BOX)
    colours = sorted((count for count, _ in small.getcolors(1 << 14)), reverse=True)
    red, _, blue = small.resize((1, 1), Image.BOX).getpixel((0, 0))
    return len(colours) > 3000 and colours[0] < 800 and not (blue > 180 and 90 < red < 160)


def windows(picture):
    """The picture, or the windows of a large one, at most six."""
    if max(picture.size) <= 1.5 * WINDOW:
        return [picture]
    columns = min(3, max(1, picture.width // WINDOW))
    rows = min(2, max(1, picture.height // WINDOW))
    width, height = picture.width // columns, picture.height // rows
    return [picture.crop((x * width, y * height, (x + 1) * width, (y + 1) * height))
            for y in range(rows) for x in range(columns)]


def main():
    unpacked, output = Path(sys.argv[1]), Path(sys.argv[2])
    count = 0
    for name, body in candidates(unpacked):
        try:
            picture = Image.open(io.BytesIO(body))
            picture.load()
        except Exception as error:
            print(f"left out {name}: {error}", file=sys.stderr)
            continue
        if not is_photograph(picture):
            continue
        for number, window in enumerate(windows(picture.convert("RGB"))):
            flat = name.replace("/", "_").rsplit(".", 1)[0]
            window.save(output / f"{flat}_{number}.jpg", quality=95)
            count += 1
    print(f"{count} pictures", file=sys.stderr)


main()
