"""Turns a shapefile of countries into one SVG path: x is the longitude, y the latitude downwards, 20 units a degree."""

import sys

import shapefile

UNITS = 20


def ring(points):
    """A closed line in whole units, each point relative to the one before; points that fall together are left out."""
    units = []
    for longitude, latitude in points:
        unit = (round(longitude * UNITS), round(-latitude * UNITS))
        if not units or units[-1] != unit:
            units.append(unit)
    if units and units[0] == units[-1]:
        units.pop()
    if len(units) < 3:
        return ""
    text = f"M{units[0][0]} {units[0][1]}l"
    steps = [(x - u, y - v) for (u, v), (x, y) in zip(units, units[1:])]
    numbers = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return text + numbers + "z"


def main(path):
    rings = []
    for shape in shapefile.Reader(path).shapes():
        ends = list(shape.parts[1:]) + [len(shape.points)]
        rings += [ring(shape.points[start:end]) for start, end in zip(shape.parts, ends)]
    width, height = 360 * UNITS, 180 * UNITS
    print("<!-- Natural Earth, 1:110 million, countries; public domain. Made by scripts/outlines. -->")
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-width // 2} {-height // 2} {width} {height}"'
        f' width="{width}" height="{height}">'
    )
    # One grey that shows on light and on dark paper, as a picture takes no colours from its page.
    print('<path fill="#8a96a0" fill-opacity=".35" fill-rule="evenodd" stroke="#8a96a0" stroke-width="1"', end=" ")
    print(f'stroke-linejoin="round" vector-effect="non-scaling-stroke" d="{"".join(rings)}"/>')
    print("</svg>")


main(sys.argv[1])
