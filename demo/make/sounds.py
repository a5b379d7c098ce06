"""Recordings: synthesised speech over generated melodies."""

import subprocess
import wave

import numpy as np

from noise import fractal, generator

RATE = 22050


def run(*words):
    """Runs a program quietly; fails loudly."""
    subprocess.run([str(word) for word in words], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def ffmpeg(*words):
    """Runs ffmpeg so that it writes the same bytes every time."""
    run("ffmpeg", "-nostdin", "-y", "-v", "error", *words[:-1],
        "-threads", 1, "-map_metadata", -1, "-fflags", "+bitexact",
        "-flags:v", "+bitexact", "-flags:a", "+bitexact", words[-1])


def _read(path):
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    places = np.arange(0, len(data), rate / RATE)
    return np.interp(places, np.arange(len(data)), data / 32768.0)


def write(path, sound):
    """Writes samples in -1…1 as a WAV file."""
    data = (np.clip(sound, -1, 1) * 32000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data.tobytes())


def speech(text, voice, speed, scratch):
    """What espeak-ng says, as samples."""
    run("espeak-ng", "-v", voice, "-s", speed, "-w", scratch, text)
    return _read(scratch)


def melody(rng, seconds):
    """A wandering tune with chords, plucked and softly struck."""
    total = int(seconds * RATE)
    out = np.zeros(total + 3 * RATE)
    root = 110 * 2 ** (rng.integers(0, 12) / 12)
    scale = [0, 2, 3, 5, 7, 8, 10] if rng.random() < .5 else [
        0, 2, 4, 5, 7, 9, 11]
    beat = rng.uniform(0.22, 0.36)
    step, at = int(rng.integers(7)), 0.0
    while at < seconds:
        step = int(np.clip(step + rng.integers(-3, 4), 0, 13))
        notes = [step] if rng.random() < 0.7 else [step, step + 2, step + 4]
        for note in notes:
            tone = root * 2 ** ((scale[note % 7] + 12 * (note // 7)) / 12)
            t = np.arange(int(1.2 * RATE)) / RATE
            fall = np.exp(-t * rng.uniform(2, 6))
            wavy = sum(np.sin(2 * np.pi * tone * part * t) / part ** 1.3
                       for part in (1, 2, 3, 4, 5))
            start = int(at * RATE)
            out[start:start + len(t)] += 0.12 * wavy * fall
        at += beat * rng.choice([1, 1, 2, 3])
    return out[:total]


def rain(rng, seconds):
    """A gusty noise with drops."""
    total = int(seconds * RATE)
    hiss = rng.normal(size=total)
    hiss = np.convolve(hiss, np.ones(5) / 5, "same")
    gust = np.interp(np.linspace(0, 511, total), np.arange(512),
                     fractal(rng, 512, 1.5)[0])
    drops = np.zeros(total)
    drops[rng.integers(0, total, int(seconds * 30))] = 1
    drip = np.exp(-np.arange(400) / 60) * np.sin(np.arange(400) * .9)
    return 0.18 * hiss * (0.3 + gust) + 0.25 * np.convolve(
        drops, drip, "same")


def talk(name, text, voice, speed, seconds, scratch):
    """Speech over a melody, `seconds` long."""
    rng = generator("sound", name)
    out = melody(rng, seconds) * 0.55
    words = speech(text, voice, speed, scratch)
    start = int(0.6 * RATE)
    words = words[:len(out) - start]
    out[start:start + len(words)] += 0.8 * words
    out += 0.004 * rng.normal(size=len(out))
    return out / max(1, np.abs(out).max() * 1.05)


TAPE = ("The next lot is number fourteen: the harbour set of nineteen fifty "
        "two, five values, lightly hinged, with the blue lighthouse. Bidding "
        "starts at twelve. Then come the tram series, the herons, and a box "
        "of covers from the northern lakes. Please leave your bids at the "
        "desk before noon, and collect what you have won at table nine.")
CLIP = ("And here we walk along the quay, past the old harbour office, with "
        "the wind from the sea. On the left there is the room where the club "
        "meets. Look at the long shelf and the red carpet.")
OTHERS = [
    ("weather", "Tomorrow it stays dry in the morning, with showers in the "
     "hills after four.", "en-scottish", 150),
    ("recept", "Mix the flour with the butter, add three eggs, and wait for "
     "one hour before you bake.", "en-us", 165),
    ("zug", "Der Zug nach Norden fährt heute von Gleis sieben, fünf Minuten "
     "später.", "de", 150),
    ("note", "Remember to bring the loupe, the lamp and the second album "
     "on Saturday.", "en-gb", 170),
]
