#!/usr/bin/env python3
"""Draws where a command's processor time goes, from the stacks that Linux perf took, as one SVG.

    perf record -F 499 --call-graph dwarf,16384 -o FILE COMMAND ...
    perf script -i FILE --no-inline -F comm,ip,sym | profile_picture.py OUTPUT.svg [--title TEXT] [--least 0.4]

A box is a function, as wide as its share of the samples; what it called lies below it. Boxes narrower than --least per cent
are left out. The first row is the process, and runs of functions with one name are drawn once.
"""
import argparse
import collections
import html
import re
import subprocess
import sys

WIDTH, ROW, TOP = 1200, 17, 58
KERNEL, LIBRARY, OWN, PROCESS = "#c9d6e8", "#f1d9a7", "#b9dcb4", "#dddddd"
# Modules of ours, in names as compilers mangle them: a length, the module, another length.
OURS = re.compile(
    r"(?<![A-Za-z])(Casework|CaseStore|CaseModel|Evidence|AnalysisWorkers|Sandbox|ImageDecoding|StreamDecoding|Fingerprints"
    r"|Renditions|SearchIndex|Matching|Linking|FeatureExtraction|TextExtraction|cairn\w*)(?![a-z])"
)
DULL = re.compile(r"reabstraction thunk|^merged |partial apply|closure #|outlined |witness for|_start|__libc_start|^main$|\.main\(\)")


def stacks(lines):
    """The stacks, outermost function first, each as often as it was sampled."""
    counted, process, frames = collections.Counter(), None, []
    for line in lines:
        if line.strip() and not line[0].isspace():
            process, frames = line.strip(), []
        elif line.strip():
            # An address, and the function's name where it is known.
            parts = line.split(None, 1)
            frames.append(parts[1].strip() if len(parts) > 1 else "")
        elif process is not None:
            counted[(process, tuple(reversed(frames)))] += 1
            process = None
    if process is not None:
        counted[(process, tuple(reversed(frames)))] += 1
    return counted


def readable(names):
    """Names of functions as people write them."""
    plain = sorted(names)
    text = subprocess.run(
        ["swift", "demangle", "--simplified"], input="\n".join(plain), capture_output=True, text=True, check=True
    ).stdout.split("\n")
    found = {}
    for name, shown in zip(plain, text):
        is_own = bool(OURS.search(name))
        if DULL.search(shown) or shown.startswith("[") or not shown.strip():
            found[name] = None
            continue
        if shown.startswith("specialized "):
            shown = shown[len("specialized ") :]
        found[name] = (re.sub(r"\(.*", "", shown) or shown, is_own)
    return found


class Box:
    def __init__(self):
        self.samples, self.below = 0, {}


def tree(counted):
    names = readable({name for (_, frames) in counted for name in frames if name and name != "[unknown]"})
    root = Box()
    for (process, frames), times in counted.items():
        path = [(process, PROCESS)]
        for name in frames:
            shown = names.get(name)
            if not shown:
                continue
            text, is_own = shown
            is_kernel = name.startswith(("__x64_", "do_", "asm_", "entry_", "exc_", "ret_from", "__do_", "handle_mm"))
            colour = OWN if is_own else KERNEL if is_kernel or path[-1][1] == KERNEL else LIBRARY
            if path[-1][0] != text:
                path.append((text, colour))
        box = root
        box.samples += times
        for step in path:
            box = box.below.setdefault(step, Box())
            box.samples += times
    return root


def draw(root, title, least):
    shapes, deepest = [], 0

    def row(box, left, depth):
        nonlocal deepest
        for (text, colour), one in sorted(box.below.items(), key=lambda step: -step[1].samples):
            share = one.samples / root.samples
            width = share * WIDTH
            if share * 100 < least:
                left += width
                continue
            deepest = max(deepest, depth)
            y = TOP + depth * ROW
            name = html.escape(text)
            room = int(width / 6.1)
            label = html.escape(text if len(text) <= room else text[: room - 1] + "…") if room > 3 else ""
            shapes.append(
                f'<g><title>{name}, {share * 100:.1f} %</title><rect x="{left:.1f}" y="{y}" width="{max(width - 0.6, 0.4):.1f}" '
                f'height="{ROW - 1}" fill="{colour}"/>'
                + (f'<text x="{left + 3:.1f}" y="{y + 12}">{label}</text>' if label else "")
                + "</g>"
            )
            row(one, left, depth + 1)
            left += width

    row(root, 0, 0)
    height = TOP + (deepest + 1) * ROW + 8
    key = "".join(
        f'<rect x="{10 + 190 * place}" y="34" width="12" height="12" fill="{colour}"/>'
        f'<text x="{27 + 190 * place}" y="44">{name}</text>'
        for place, (colour, name) in enumerate(
            [(PROCESS, "process"), (OWN, "Cairn"), (LIBRARY, "libraries"), (KERNEL, "kernel")]
        )
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="11">'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/><text x="10" y="22" font-size="15">{html.escape(title)}</text>'
        + key + "".join(shapes) + "</svg>\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output")
    parser.add_argument("--title", default="Where the processor time goes")
    parser.add_argument("--least", type=float, default=0.4)
    wanted = parser.parse_args()
    counted = stacks(sys.stdin)
    if not counted:
        sys.exit("There are no stacks on standard input: pipe the output of perf script in.")
    with open(wanted.output, "w", encoding="utf-8") as file:
        file.write(draw(tree(counted), wanted.title, wanted.least))


main()
