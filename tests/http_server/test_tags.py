"""The pace of an alias beside the rates of a text."""

import pytest

from wyoming_kokoro.http_server.tags import resolved


def full_name(name: str) -> tuple[str, float]:
    return {"fast": ("af_heart", 1.5), "slow": ("am_adam", 0.8)}.get(name, (name, 1.0))


@pytest.mark.parametrize(
    ("text", "opening_pace", "told"),
    [
        ("Hi [rate:2]there", 1.0, "Hi [rate:2]there"),
        ("Hi [rate:2]there", 1.5, "[rate:1.5]Hi [rate:3]there"),
        ("Hi [rate:1.25]there", 1.5, "[rate:1.5]Hi [rate:1.875]there"),
        (
            "[voice:fast]A [rate:2]b [voice:fast]c",
            1.0,
            "[voice:af_heart][rate:1.5]A [rate:3]b [voice:af_heart][rate:1.5]c",
        ),
        ("[voice:fast]Hi [rate:2]there", 1.0, "[voice:af_heart][rate:1.5]Hi [rate:3]there"),
        ("[voice:af_sky]Hi [rate:2]there", 1.5, "[rate:1.5][voice:af_sky][rate:1]Hi [rate:2]there"),
        (
            "[voice:fast]Hi [voice:slow]you",
            1.0,
            "[voice:af_heart][rate:1.5]Hi [voice:am_adam][rate:0.8]you",
        ),
        (
            "[voice:af_sky]Press [pause] or [ Pause ]",
            1.5,
            "[rate:1.5][voice:af_sky][rate:1]Press [pause] or [ Pause ]",
        ),
        ("[voice:af_sky]Hi [voice:am_adam]you", 1.0, "[voice:af_sky]Hi [voice:am_adam]you"),
    ],
)
def test_a_pace_belongs_to_its_voice(text: str, opening_pace: float, told: str) -> None:
    """The word “[pause]” ended the voice and was not said."""
    assert resolved(text, opening_pace, full_name) == told
