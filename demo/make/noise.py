"""Seeded fractal noise and the small image operations built on it."""

import numpy as np
from PIL import Image


def generator(*words):
    """A random generator that depends on nothing but the given words."""
    seed = 2166136261
    for byte in "/".join(str(word) for word in words).encode():
        seed = (seed ^ byte) * 16777619 & 0xFFFFFFFF
    return np.random.default_rng(seed)


def fractal(rng, size, beta=2.0, stretch=(1.0, 1.0)):
    """Tileable 1/f noise in 0…1 as a size × size array.

    beta is the fall of the power spectrum: 1 is rough, 3 is smooth.
    stretch lengthens the grain along (rows, columns).
    """
    fy = np.fft.fftfreq(size)[:, None] * size * stretch[0]
    fx = np.fft.rfftfreq(size)[None, :] * size * stretch[1]
    radius = np.sqrt(fy * fy + fx * fx)
    radius[0, 0] = 1.0
    shape = radius.shape
    spectrum = rng.normal(size=shape) + 1j * rng.normal(size=shape)
    spectrum *= radius ** (-beta / 2.0 - 0.5)
    spectrum[0, 0] = 0.0
    field = np.fft.irfft2(spectrum, s=(size, size))
    low, high = np.percentile(field, [0.5, 99.5])
    return np.clip((field - low) / (high - low), 0, 1).astype(np.float32)


def ramp(field, stops):
    """Colours a 0…1 field by (position, (r, g, b) in 0…255) stops."""
    places = [stop[0] for stop in stops]
    colours = np.array([stop[1] for stop in stops], np.float32) / 255.0
    bands = [np.interp(field, places, colours[:, c]) for c in range(3)]
    return np.stack(bands, axis=-1).astype(np.float32)


def sample(texture, u, v):
    """Reads a tiled (h, w, 3) texture at u, v in tiles, bilinearly."""
    height, width = texture.shape[:2]
    x = np.mod(u, 1.0) * width - 0.5
    y = np.mod(v, 1.0) * height - 0.5
    x0 = np.floor(x).astype(np.int32)
    y0 = np.floor(y).astype(np.int32)
    fx = (x - x0)[..., None].astype(np.float32)
    fy = (y - y0)[..., None].astype(np.float32)
    x1, y1 = (x0 + 1) % width, (y0 + 1) % height
    x0, y0 = x0 % width, y0 % height
    top = texture[y0, x0] * (1 - fx) + texture[y0, x1] * fx
    bottom = texture[y1, x0] * (1 - fx) + texture[y1, x1] * fx
    return top * (1 - fy) + bottom * fy


def to_image(array):
    """An array in 0…1 as a Pillow picture."""
    return Image.fromarray(
        (np.clip(array, 0, 1) * 255 + 0.5).astype(np.uint8), "RGB")


def from_image(image):
    """A Pillow picture as an array in 0…1."""
    return np.asarray(image.convert("RGB"), np.float32) / 255.0


def photograph(array, rng, exposure=1.0, grain=0.012, warmth=0.0):
    """What a small camera makes of linear light: curve, vignette, grain."""
    height, width = array.shape[:2]
    light = np.maximum(array, 0) * exposure
    light = light * (1 + 0.15 * light) / (1 + 0.62 * light)
    light = light * np.array([1 + warmth, 1, 1 - warmth], np.float32)
    tone = np.clip(light, 0, 1) ** (1 / 2.0)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    tone *= (1 - 0.11 * (x * x + y * y))[..., None]
    shot = rng.normal(size=(height, width, 1)).astype(np.float32)
    chroma = rng.normal(size=(height, width, 3)).astype(np.float32)
    tone += grain * (0.8 * shot + 0.35 * chroma)
    return to_image(tone)
