"""Draws the pictures of the add-on: a house whose voice is a wave in the shape of a heart (kokoro
means heart).
"""

from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path as Outline

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  # the backend must be chosen first

ADDON = Path(__file__).parents[1] / "addon"
DPI = 100
TOP, BOTTOM, LIGHT, DARK = "#3b4cca", "#7b2ff7", "#ffffff", "#26264a"


def heart(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Upper and lower edge at x (within −1 … 1) of a heart that is two wide."""
    root = np.sqrt(np.clip(1 - (np.abs(x) * 2 - 1) ** 2, 0, None))
    return root * 0.52, -1.05 * (1 - np.abs(x)) ** 0.72


def draw_icon(axes: Axes, left: float, bottom: float, size: float) -> None:
    """The icon as a square of `size` units."""
    frame = FancyBboxPatch(
        (left + size * 0.2, bottom + size * 0.2),
        size * 0.6,
        size * 0.6,
        boxstyle=f"round,pad={size * 0.2 - size * 0.01},rounding_size={size * 0.22}",
        linewidth=0,
        facecolor="none",
    )
    axes.add_patch(frame)
    colours = LinearSegmentedColormap.from_list("voice", [BOTTOM, TOP])
    ramp = np.add.outer(np.linspace(0, 1, 256), np.linspace(0, 0.5, 256))
    picture = axes.imshow(
        ramp,
        extent=(left, left + size, bottom, bottom + size),
        origin="lower",
        cmap=colours,
        zorder=1,
    )
    picture.set_clip_path(frame)

    def at(x: float, y: float) -> tuple[float, float]:
        return left + size * x, bottom + size * y

    house = [
        (0.5, 0.885),
        (0.905, 0.53),
        (0.80, 0.53),
        (0.80, 0.13),
        (0.20, 0.13),
        (0.20, 0.53),
        (0.095, 0.53),
    ]
    outline = Polygon(
        [at(*corner) for corner in house],
        closed=True,
        facecolor=LIGHT,
        edgecolor=LIGHT,
        linewidth=size * 0.045,
        joinstyle="round",
        zorder=2,
    )
    axes.add_patch(outline)
    draw_wave(axes, *at(0.5, 0.44), size * 0.25)


def draw_wave(axes: Axes, x: float, y: float, half_width: float) -> None:
    """Upright bars with round ends that fill a heart around (x, y)."""
    count, width = 7, half_width * 0.165
    colours = LinearSegmentedColormap.from_list("bars", [TOP, BOTTOM])
    for index, place in enumerate(np.linspace(-0.86, 0.86, count)):
        top, bottom = (float(edge) for edge in heart(np.array(place)))
        centre = x + place * half_width
        low, high = y + bottom * half_width + width / 2, y + top * half_width - width / 2
        bar = FancyBboxPatch(
            (centre, low),
            1e-6,
            max(high - low, 1e-6),
            boxstyle=(
                f"round,pad={width / 2 + width * 0.12},rounding_size={width / 2 + width * 0.12}"
            ),
            linewidth=0,
            facecolor=colours(index / (count - 1)),
            zorder=3,
        )
        axes.add_patch(bar)


def canvas(width: int, height: int) -> Axes:
    figure = plt.figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_aspect("equal")
    return axes


def save(axes: Axes, width: int, height: int, name: str) -> None:
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.savefig(ADDON / name, dpi=DPI, transparent=True, metadata={"Software": None})
    plt.close(figure)


def write(axes: Axes, text: str, x: float, y: float, height: float, weight: str) -> None:
    """A line of text as an outline: its letters are `height` units high from the line up."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    letters = TextPath(
        (0, 0), text, size=height, prop=FontProperties(family="DejaVu Sans", weight=weight)
    )
    moved = Outline(letters.vertices + np.array([x, y]), letters.codes)
    # A light rim keeps the letters readable on a dark page.
    axes.add_patch(
        PathPatch(
            moved, facecolor=LIGHT, edgecolor=LIGHT, linewidth=2.2, joinstyle="round", zorder=4
        )
    )
    axes.add_patch(PathPatch(moved, facecolor=DARK, linewidth=0, zorder=5))


def main() -> None:
    axes = canvas(128, 128)
    draw_icon(axes, 2, 2, 124)
    save(axes, 128, 128, "icon.png")
    axes = canvas(250, 100)
    draw_icon(axes, 6, 8, 84)
    write(axes, "Kokoro", 102, 48, 36, "bold")
    write(axes, "a voice at home", 103, 25, 15.5, "normal")
    save(axes, 250, 100, "logo.png")


if __name__ == "__main__":
    main()
