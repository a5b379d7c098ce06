#!/usr/bin/env python3
"""The separate tools that a user would run over a folder without Cairn, timed one after the other.

    peers.py FOLDER        prints {"digests": [wall, cpu], "metadata": ..., ...} in seconds

Three digests by coreutils, metadata by exiftool, PDQ of pictures by pdqhash at full resolution, PDQ of one frame a
second of each video by ffmpeg and pdqhash, fingerprints of sound by fpcalc. What is not installed is left out.
"""
import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

VIDEO = {".mp4", ".mov", ".avi", ".mkv", ".webm", ".3gp", ".m4v"}
SOUND = {".mp3", ".ogg", ".wav", ".opus", ".flac", ".m4a", ".aac"}
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}


def digests(folder, files):
    for tool in ("md5sum", "sha1sum", "sha256sum"):
        for start in range(0, len(files), 200):
            subprocess.run([tool, "--", *files[start : start + 200]], **QUIET)


def metadata(folder, files):
    subprocess.run(["exiftool", "-json", "-q", "-r", str(folder)], **QUIET)


def pictures(folder, files):
    import numpy
    import pdqhash
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = 300_000_000
    for file in files:
        try:
            pixels = numpy.asarray(Image.open(file).convert("RGB"))
        except Exception:
            continue
        pdqhash.compute(pixels)


def videos(folder, files):
    import numpy
    import pdqhash

    for file in (f for f in files if f.suffix.lower() in VIDEO):
        probe = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height"]
        size = subprocess.run([*probe, "-of", "csv=p=0", str(file)], capture_output=True, text=True).stdout
        try:
            width, height = (int(value) for value in size.splitlines()[0].split(",")[:2])
        except (IndexError, ValueError):
            continue
        decode = ["ffmpeg", "-v", "error", "-threads", "1", "-i", str(file), "-vf", "fps=1", "-pix_fmt", "rgb24"]
        with subprocess.Popen([*decode, "-f", "rawvideo", "-"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as pipe:
            while len(frame := pipe.stdout.read(width * height * 3)) == width * height * 3:
                pdqhash.compute(numpy.frombuffer(frame, numpy.uint8).reshape(height, width, 3))


def sound(folder, files):
    for file in (f for f in files if f.suffix.lower() in VIDEO | SOUND):
        subprocess.run(["fpcalc", "-raw", "-length", "100000", str(file)], **QUIET)


def processor_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main():
    folder = Path(sys.argv[1])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    steps = {"digests": (digests, "md5sum"), "metadata": (metadata, "exiftool"), "pictures": (pictures, None),
             "videos": (videos, "ffmpeg"), "sound": (sound, "fpcalc")}
    measured = {}
    for name, (step, tool) in steps.items():
        if tool and not shutil.which(tool):
            continue
        wall, used = time.perf_counter(), processor_seconds()
        try:
            step(folder, files)
        except ImportError:
            continue
        measured[name] = [time.perf_counter() - wall, processor_seconds() - used]
    print(json.dumps(measured))


main()
