"""Videos: camera walks over rendered scenes, with things that move."""

import subprocess

import numpy as np
from PIL import Image, ImageDraw

from noise import fractal, to_image

WIDE, HIGH, RATE = 640, 360, 15


def _ease(part):
    return part * part * (3 - 2 * part)


def _window(picture, part, walk):
    """One frame of a pan: walk is two (x, y, share of width, turn)."""
    a, b = np.array(walk[0], float), np.array(walk[1], float)
    x, y, share, turn = a + (b - a) * _ease(part)
    y += 0.006 * np.sin(part * 29)
    turn += 0.6 * np.sin(part * 17)
    width, height = picture.size
    scale = share * width / WIDE
    cos = np.cos(np.radians(turn)) * scale
    sin = np.sin(np.radians(turn)) * scale
    left = x * width - cos * WIDE / 2 - sin * HIGH / 2
    top = y * height + sin * WIDE / 2 - cos * HIGH / 2
    return picture.transform(
        (WIDE, HIGH), Image.AFFINE, (cos, sin, left, -sin, cos, top),
        Image.BICUBIC)


def _toy(frame, part, kind, tone):
    """A kite, a ball or a toy train that crosses the frame."""
    draw = ImageDraw.Draw(frame)
    x = -80 + part * (WIDE + 160)
    if kind == "kite":
        y = 90 + 50 * np.sin(part * 14)
        draw.line([x, y, x - 160, HIGH], fill=(240, 240, 240), width=1)
        draw.polygon([(x, y - 44), (x + 30, y), (x, y + 52), (x - 30, y)],
                     fill=tone, outline=(30, 30, 30))
        draw.line([x, y - 44, x, y + 52], fill=(30, 30, 30), width=2)
        draw.line([x - 30, y, x + 30, y], fill=(30, 30, 30), width=2)
    elif kind == "ball":
        y = HIGH - 50 - 190 * abs(np.sin(part * 13))
        draw.ellipse([x - 34, y - 34, x + 34, y + 34], fill=tone,
                     outline=(30, 20, 20), width=2)
        turn = part * 720
        for slice_ in (0, 120, 240):
            draw.pieslice([x - 33, y - 33, x + 33, y + 33], turn + slice_,
                          turn + slice_ + 55, fill=(244, 238, 226))
        draw.ellipse([x - 18, y - 24, x - 4, y - 12], fill=(255, 252, 246))
    else:
        for wagon in range(4):
            left, top = x - 110 * wagon, HIGH - 96
            colour = tone if wagon == 0 else (70 + 50 * wagon, 110, 90)
            draw.rectangle([left, top, left + 100, top + 50], fill=colour,
                           outline=(24, 24, 24), width=2)
            for pane in range(3):
                draw.rectangle([left + 10 + 30 * pane, top + 10,
                                left + 30 + 30 * pane, top + 26],
                               fill=(206, 224, 230))
            for wheel in (14, 66):
                draw.ellipse([left + wheel, top + 42, left + wheel + 22,
                              top + 64], fill=(30, 30, 34))
        draw.rectangle([x + 70, HIGH - 124, x + 86, HIGH - 96],
                       fill=(40, 40, 44))
    return frame


def frames(rng, shots):
    """Yields pictures; shots are (picture, walk, seconds, toy, tone)."""
    flicker = fractal(rng, 512, 1.5)[3]
    number = 0
    for picture, walk, seconds, toy, tone in shots:
        image = to_image(picture) if isinstance(
            picture, np.ndarray) else picture
        count = int(seconds * RATE)
        for frame in range(count):
            part = frame / max(1, count - 1)
            out = _window(image, part, walk)
            if toy:
                out = _toy(out, part, toy, tone)
            light = 0.92 + 0.14 * flicker[number % 512]
            dark = Image.new("RGB", out.size)
            edge = min(frame, count - 1 - frame) / 5
            light *= min(1.0, 0.45 + edge * 0.55)
            yield Image.blend(dark, out, light) if light < 1 else out
            number += 1


def write(path, pictures, sound, quality=27):
    """Encodes frames and a WAV file as H.264 and AAC in MP4."""
    command = ["ffmpeg", "-y", "-v", "error", "-f", "rawvideo",
               "-pix_fmt", "rgb24", "-s", f"{WIDE}x{HIGH}", "-r", str(RATE),
               "-i", "-"]
    if sound:
        command += ["-i", str(sound), "-c:a", "aac", "-b:a", "64k",
                    "-shortest"]
    command += ["-c:v", "libx264", "-preset", "slow", "-crf", str(quality),
                "-pix_fmt", "yuv420p", "-threads", "1", "-fflags",
                "+bitexact", "-flags:v", "+bitexact", "-flags:a",
                "+bitexact", "-movflags", "+faststart", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        for picture in pictures:
            process.stdin.write(picture.tobytes())
        process.stdin.close()
        if process.wait():
            raise RuntimeError("ffmpeg could not write the video")
