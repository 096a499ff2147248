"""A reading of a text from some place on."""

import pytest

from wyoming_kokoro.text.segment import Reading, SpokenForm

_READING = Reading(
    (
        SpokenForm(0, 3, "in "),
        SpokenForm(3, 4, "five", True),
        SpokenForm(4, 4, " "),
        SpokenForm(4, 8, " km."),
    )
)


def test_a_reading_is_its_forms_together() -> None:
    assert _READING.text == "in five  km."


@pytest.mark.parametrize(
    ("place", "rest"),
    [
        (0, _READING.forms),
        (
            1,
            (
                SpokenForm(0, 2, "n "),
                SpokenForm(2, 3, "five", True),
                SpokenForm(3, 3, " "),
                SpokenForm(3, 7, " km."),
            ),
        ),
        (3, (SpokenForm(0, 1, "five", True), SpokenForm(1, 1, " "), SpokenForm(1, 5, " km."))),
        (4, (SpokenForm(0, 0, " "), SpokenForm(0, 4, " km."))),
        (6, (SpokenForm(0, 2, "m."),)),
        (8, ()),
    ],
)
def test_what_is_read_from_a_place_on(place: int, rest: tuple[SpokenForm, ...]) -> None:
    after = _READING.after(place)
    assert after is not None and after.forms == rest


def test_a_form_that_reaches_over_the_place_cannot_be_parted() -> None:
    assert Reading((SpokenForm(0, 4, "five", True),)).after(2) is None
    assert Reading((SpokenForm(0, 4, "fives"),)).after(2) is None
