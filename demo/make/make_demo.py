#!/usr/bin/env python3
"""Makes the demonstration evidence anew: three fictional devices and the overlaps planted between them.

    make_demo.py [--scratch DIR] [--out DIR]

Needs Python 3.11 with numpy and Pillow, ffmpeg and espeak-ng. Every picture is rendered, every recording synthesised;
nothing is taken from anywhere. About twenty minutes on two cores; masters stay in the scratch folder for the next run.
"""

import argparse
import json
import multiprocessing
import shutil
import tempfile
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

import pictures
import sounds
import texts
import textures
import videos
from noise import generator

A, B, C = "HARBOUR-21_phone", "LAKES-22_laptop", "FAIR-23_card"
CHAT = f"{A}/WhatsApp/Databases/WhatsApp Chat with Harbour swaps.txt"
EXPORT = f"{B}/Users/gast/Documents/Telegram Desktop/ChatExport_2021-05-03/result.json"
NOTES = f"{C}/MISC/NOTES.TXT"
DESKTOP = f"{B}/Users/gast/Documents/Börse.txt"
DAYS = ["20210403", "20210417", "20210424", "20210501", "20210502", "20210508"]


def render(job):
    """Renders one master into the scratch folder unless it is there."""
    name, path = job
    if not path.exists():
        pictures.masters()[name]().save(path)
    return name


class Devices:
    """The folder of the devices, and what is planted in it."""

    def __init__(self, out, scratch):
        self.out = out
        self.scratch = scratch
        self.overlaps = []

    def path(self, name):
        """A file's place, in a folder that exists."""
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def master(self, name):
        """A rendered picture."""
        return Image.open(self.scratch / f"{name}.png").convert("RGB")

    def picture(self, name, image, quality=78, exif=None, **more):
        """Writes a picture in the format of its name."""
        path = self.path(name)
        if path.suffix.lower() == ".webp":
            image.save(path, quality=quality, method=6)
        elif exif:
            image.save(path, "JPEG", quality=quality, exif=exif, **more)
        else:
            image.save(path, "JPEG", quality=quality, **more)
        return name

    def text(self, name, content):
        """Writes a text as UTF-8."""
        self.path(name).write_text(content, encoding="utf-8")

    def plant(self, kind, link, first, second, covered=True, **more):
        """Notes an overlap."""
        self.overlaps.append({"kind": kind, "link": link, "paths": [first, second], "covered": covered, **more})


def camera(make, model, day, serial=None):
    """EXIF of a photograph."""
    exif = Image.Exif()
    exif[0x010F] = make
    exif[0x0110] = model
    details = exif.get_ifd(0x8769)
    details[0x9003] = f"{day[:4]}:{day[4:6]}:{day[6:]} 14:12:03"
    if serial:
        details[0xA431] = serial
    return exif


def copies(devices):
    """The pictures that turn up twice."""
    master, picture, plant = devices.master, devices.picture, devices.plant
    first = picture(f"{A}/WhatsApp/Media/WhatsApp Images/IMG-20210502-WA0004.jpg", master("lot14"), 72)
    second = f"{B}/Users/gast/Downloads/IMG-20210502-WA0004 (1).jpg"
    shutil.copyfile(devices.path(first), devices.path(second))
    plant("exact_copy", "exact", first, second)

    club = picture(f"{A}/DCIM/Camera/IMG_20210502_141203.jpg", master("club"), 82,
                   camera("Lumenia", "L5", "20210502"))
    half = master("club").resize((512, 384), Image.LANCZOS)
    plant("near_duplicate", "near_duplicate", club, picture(f"{C}/PRIVATE/SHARE/photo_5.jpg", half, 45),
          transform="resized by half, quality 45")

    market = picture(f"{B}/Users/gast/Pictures/Stadt/markt.jpg", master("market"), 80)
    plant("near_duplicate", "near_duplicate", market,
          picture(f"{C}/PRIVATE/SHARE/received_118.webp", master("market").resize((800, 600), Image.LANCZOS), 60),
          transform="another format, smaller")

    ridge = picture(f"{C}/DCIM/101MSDCF/DSC00412.JPG", master("ridge"), 80)
    plant("mirrored_copy", "near_duplicate",
          picture(f"{B}/Users/gast/Desktop/neu/gespiegelt.jpg", ImageOps.mirror(master("ridge")), 70), ridge)

    quay = picture(f"{A}/DCIM/Camera/IMG_20210508_101500.jpg", master("quay"), 80,
                   camera("Lumenia", "L5", "20210508"))
    plant("rotated_copy", "near_duplicate", quay,
          picture(f"{C}/DCIM/101MSDCF/DSC00418.JPG", master("quay").rotate(90, expand=True), 72))

    edited = master("study").crop((130, 60, 960, 690)).resize((720, 546), Image.LANCZOS)
    draw = ImageDraw.Draw(edited)
    draw.rectangle([0, 470, 720, 546], fill=(20, 60, 110))
    draw.text((24, 484), "ROOM TO LET  -  quiet, bright", font=textures.font(36), fill=(250, 240, 210))
    plant("edited_copy", "partial_copy", picture(f"{B}/Users/gast/Pictures/Wohnung/arbeitszimmer.jpg", master("study"), 80),
          picture(f"{A}/Pictures/Edited/ad_final.jpg", edited, 70), covered=False)

    plant("same_place_other_view", "same_scene", club,
          picture(f"{B}/Users/gast/Pictures/Stadt/klubabend.jpg", master("club2"), 80), covered=False)
    plant("object_in_scene", "same_scene", picture(f"{A}/DCIM/Camera/IMG_20210424_170211.jpg", master("tin1"), 80),
          picture(f"{C}/DCIM/100MSDCF/DSC00355.JPG", master("tin2"), 80), covered=False)

    serial = "LX300-0042177"
    plant("same_camera_serial", "camera_serial",
          picture(f"{B}/Users/gast/Pictures/Stadt/DSCF0117.JPG", master("serial1"), 80,
                  camera("Orvel", "LX-300", "20210417", serial)),
          picture(f"{C}/DCIM/100MSDCF/DSCF0204.JPG", master("serial2"), 80,
                  camera("Orvel", "LX-300", "20210501", serial)), serial=serial)


def album(devices):
    """An archive on the card, with a page that is on the phone too."""
    page = devices.picture(f"{A}/DCIM/Camera/IMG_20210403_193355.jpg", devices.master("page1"), 80,
                           camera("Lumenia", "L5", "20210403"))
    archive = f"{C}/PRIVATE/album.zip"
    with zipfile.ZipFile(devices.path(archive), "w", zipfile.ZIP_STORED) as file:
        for name, source in (("pages/page_14.jpg", page), ("pages/readme.txt", None)):
            entry = zipfile.ZipInfo(name, (2021, 5, 1, 12, 0, 0))
            file.writestr(entry, (devices.out / source).read_bytes() if source else "Scans of the second album.\n")
    devices.plant("exact_copy", "exact", page, f"{archive}/pages/page_14.jpg")


def moving(devices):
    """The video, its excerpt, one frame of it, and its sound."""
    rng = generator("walk")
    sound = devices.scratch / "walk.wav"
    sounds.write(sound, sounds.talk("walk", sounds.CLIP, "en-gb", 150, 21, devices.scratch / "words.wav"))
    master = devices.master
    shots = [
        (master("pan1"), ((.3, .45, .55, 0), (.66, .5, .42, 1)), 5, None, None),
        (master("pan2"), ((.62, .5, .6, 0), (.35, .52, .4, -1)), 5, "ball", (200, 60, 50)),
        (master("pan3"), ((.3, .5, .5, 0), (.7, .48, .5, 1)), 5, "kite", (220, 180, 60)),
        (master("quay"), ((.5, .55, .8, 0), (.5, .5, .4, 0)), 5, "train", (60, 90, 160)),
    ]
    film = f"{A}/DCIM/Camera/VID_20210508_102233.mp4"
    videos.write(devices.path(film), videos.frames(rng, shots), sound, 28)
    whole = devices.out / film
    clip = f"{B}/Users/gast/Videos/kai_klein.webm"
    sounds.ffmpeg("-ss", 4, "-t", 11, "-i", whole, "-vf", "scale=480:270", "-c:v", "libvpx-vp9", "-b:v", "260k",
                  "-c:a", "libopus", "-b:a", "40k", devices.path(clip))
    devices.plant("video_excerpt", "video_segment", film, clip, source_seconds=[4, 15])
    devices.plant("audio_excerpt", "audio_segment", film, clip, source_seconds=[4, 15])
    still = f"{C}/PRIVATE/SHARE/screenshot_7.jpg"
    sounds.ffmpeg("-ss", 7.5, "-i", whole, "-frames:v", 1, "-q:v", 4, devices.path(still))
    devices.plant("frame_of_video", "video_segment", film, still, source_seconds=[7.5, 7.5])
    other = [(master("land3"), ((.3, .5, .6, 0), (.6, .5, .5, 0)), 4, None, None),
             (master("street4"), ((.4, .5, .7, 0), (.6, .5, .5, 0)), 4, "kite", (90, 140, 90))]
    rain = devices.scratch / "rain.wav"
    sounds.write(rain, sounds.rain(generator("rain"), 8))
    videos.write(devices.path(f"{C}/DCIM/100MSDCF/MAH00360.MP4"), videos.frames(generator("other"), other), rain, 28)


def recordings(devices):
    """The tape and its excerpt, and four recordings that stand alone."""
    scratch = devices.scratch / "words.wav"
    tape = devices.scratch / "tape.wav"
    sounds.write(tape, sounds.talk("tape", sounds.TAPE, "en-gb-x-rp", 150, 34, scratch))
    first = f"{B}/Users/gast/Music/Aufnahmen/auktion.ogg"
    sounds.ffmpeg("-i", tape, "-c:a", "libvorbis", "-q:a", 3, devices.path(first))
    second = f"{C}/VOICE/REC001.MP3"
    sounds.ffmpeg("-ss", 8, "-t", 18, "-i", tape, "-c:a", "libmp3lame", "-b:a", "48k", devices.path(second))
    devices.plant("audio_excerpt", "audio_segment", first, second, source_seconds=[8, 26])
    places = [f"{A}/Recordings/weather.ogg", f"{A}/Recordings/recipe.ogg", f"{B}/Users/gast/Music/Aufnahmen/zug.ogg",
              f"{C}/VOICE/REC002.MP3"]
    for place, (name, words, voice, speed) in zip(places, sounds.OTHERS):
        wave = devices.scratch / f"{name}.wav"
        sounds.write(wave, sounds.talk(name, words, voice, speed, 14, scratch))
        codec = ["-c:a", "libmp3lame", "-b:a", "48k"] if place.endswith("MP3") else ["-c:a", "libvorbis", "-q:a", 2]
        sounds.ffmpeg("-i", wave, *codec, devices.path(place))


def written(devices):
    """Chats, exports and notes."""
    devices.text(CHAT, texts.whatsapp())
    devices.text(EXPORT, texts.telegram())
    devices.text(NOTES, texts.card_notes())
    devices.text(DESKTOP, texts.laptop_notes())
    devices.picture(f"{Path(EXPORT).parent}/photos/photo_1@02-05-2021_18-05-10.jpg", devices.master("album3"), 70)
    plant = devices.plant
    plant("shared_handle", "identifier", CHAT, EXPORT, value=texts.HANDLE)
    plant("shared_email", "identifier", CHAT, EXPORT, value=texts.MAIL)
    plant("shared_email", "identifier", CHAT, NOTES, value=texts.MAIL)
    plant("shared_phone", "identifier", CHAT, NOTES, value="+46 70-174 06 05 / +46 (70) 174 0605")
    plant("shared_phone", "identifier", EXPORT, NOTES, value="+46701740605 / +46 (70) 174 0605")
    plant("shared_phone", "identifier", DESKTOP, NOTES, value="+33 1 99 00 12 34 / +33199001234")
    devices_of = {"A": A, "B": f"{B}/Users/gast", "C": C}
    for device, place, content in texts.others():
        devices.text(f"{devices_of[device]}/{place}", content)
    devices.text(f"{A}/.thumbnails/.nomedia", "")


def fill(devices):
    """Everything that is on one device only, and a photograph that is cut off."""
    names = [f"room{n}" for n in range(12)] + [f"street{n}" for n in range(9)] + [f"land{n}" for n in range(10)]
    names += [f"still{n}" for n in range(9)] + [f"album{n}" for n in range(3)]
    names += ["rug-1", "books-1", "front-1", "paper-1", "kitchen", "bedroom", "bay"]
    for number, name in enumerate(names):
        image = devices.master(name)
        day = DAYS[number % len(DAYS)]
        if number % 3 == 0:
            place = f"{A}/DCIM/Camera/IMG_{day}_{110000 + 137 * number}.jpg"
            devices.picture(place, image, 70, camera("Lumenia", "L5", day))
        elif number % 3 == 1:
            folder = ["Urlaub 2019", "Wohnung", "Stadt"][number // 3 % 3]
            devices.picture(f"{B}/Users/gast/Pictures/{folder}/bild {number:02}.jpg", image, 70)
        else:
            devices.picture(f"{C}/DCIM/100MSDCF/DSC0{300 + number:04}.JPG", image, 70)
    cut = devices.path(f"{C}/DCIM/100MSDCF/DSC00361.JPG")
    devices.picture(f"{C}/DCIM/100MSDCF/DSC00361.JPG", devices.master("page1").rotate(180), 80)
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size * 2 // 5])


def main():
    """Renders what is missing and writes all devices."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / "cairn-demo-masters")
    arguments.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent)
    options = arguments.parse_args()
    options.scratch.mkdir(parents=True, exist_ok=True)
    jobs = [(name, options.scratch / f"{name}.png") for name in pictures.masters()]
    with multiprocessing.Pool() as pool:
        for number, name in enumerate(pool.imap_unordered(render, jobs), 1):
            print(f"{number}/{len(jobs)} {name}", flush=True)
    for device in (A, B, C):
        shutil.rmtree(options.out / device, ignore_errors=True)
    devices = Devices(options.out, options.scratch)
    for step in (copies, album, moving, recordings, written, fill):
        step(devices)
    truth = {
        "cases": {A.split("_")[0]: "phone of a stamp collector (fictional)",
                  B.split("_")[0]: "laptop of a dealer (fictional)",
                  C.split("_")[0]: "memory card found at a fair (fictional)"},
        "overlaps": devices.overlaps,
        "unreadable": [f"{C}/DCIM/100MSDCF/DSC00361.JPG"],
    }
    (options.out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
