"""Four times the text takes about four times as long, whatever it consists of."""

import time
from itertools import product

import pytest

from tests.text.normalize.tables import LANGUAGES
from wyoming_kokoro.text.normalize import normalize

_ATOMS = (
    "1|1 |a|A |a.|1.|1,|-1|/|1/|(|)|@|#|$1|€|°|½|x1|'| |_|Jan 1 |St. |THE |é|字|は|न|1月|1年|2个|1000 |1 cup |1 luz |de |1:|10:1|+1 |a@"
    "|[|](|www.|http://|v1.|IV |0|9 9|%|🎉"
    '|\\frac{|$x|x^{|6-4 |#A-|ISBN 978-|H₂|10²|1/2" |12" |5g/5g|0600 |27:45|TX 60606|Ctrl+A+|A*|1/2-|23\' |9-3 |c. 3'
).split("|")
_FEW = _ATOMS[::4] + [first + second for first, second in product(_ATOMS[2::11], _ATOMS[5::13])]
_MANY = _ATOMS + [first + second for first, second in product(_ATOMS[::3], _ATOMS[1::4])]
_LEAST_S = 0.002
"""Processor time below which the clock and not the text is measured."""


def is_linear(flood: str, language: str, length: int) -> bool:
    """Whether 2 and 4 times the text take less than 4 and 8 times the time; a quadratic rule would
    take 16 times.
    """

    def work(size: int) -> float:
        text = (flood * size)[:size]
        began = time.process_time()
        normalize(text, language)
        return time.process_time() - began

    once = max(min(work(length) for _ in range(2)), _LEAST_S)
    return any(work(2 * length) < 4 * once and work(4 * length) < 8 * once for _ in range(4))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nasty_texts_take_linear_time(language: str) -> None:
    assert [flood for flood in _FEW if not is_linear(flood, language, 600)] == []


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_nasty_texts_take_linear_time(language: str) -> None:
    assert len(_MANY) >= 200
    assert [flood for flood in _MANY if not is_linear(flood, language, 3000)] == []
