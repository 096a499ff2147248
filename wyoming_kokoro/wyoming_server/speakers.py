"""Wyoming's speakers: every voice has them, and they are speeds."""

from collections.abc import Mapping

from ..errors import RequestError

SPEAKERS: Mapping[str, float] = {"slow": 0.8, "normal": 1.0, "fast": 1.25}
"""The speakers of each voice and the speed that each stands for."""


def speed_of(speaker: str | None) -> float:
    """The speed of a speaker, 1 where none is named.

    Raises `RequestError` for one that is not known.
    """
    if not speaker:
        return 1.0
    speed = SPEAKERS.get(speaker.strip().lower())
    if speed is None:
        names = ", ".join(SPEAKERS)
        raise RequestError(f"There is no speaker {speaker[:64]!r}; choose from {names}")
    return speed
