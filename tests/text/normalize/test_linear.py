"""Four times the text takes about four times as long, whatever it consists of."""

import math
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
_OWN = {
    "en-US": '# |*69 |3/4 |6/8 time|C. 30 |65" |10-ft. |Wordle 4/6 |10/4 at 8|TX 7|1-800-|$1.5M |No. 5 |2nd 3rd |5\'10" |(1) [2] |(n-1)/|x^(|1/x = |A > B |Am7 |I-V-|2H₂O → ',
    "en-GB": "£1.50 |SW1A 1AA|287-4 |11 st |07700 900|7.30pm |24.5p |No. 10 |3-1 |2:1 |5st 3|12/3 |M25 |St |w/c 3 |1½ ",
    "es": "1.234,5 |12/3 |1.º |7-6(5), |6' |C/ |s. XX |12:30 h |3.000 € |pág. 3|1,5 M€|nº 3|24-30 de |D. Luis |¿1? |L-V |(1) [2] |m² 4|字1",
    "fr": "1 234,5 |12h30|1er |n° 3|XVIe |l'1 |qu'|2e |08 12 |30 % |« 1 » |janv. 3|3/4 h|1,5 M€|7-6(5), |M. |(1) [2] |6' x 4'|字1",
    "it": "1.234,5 |l'1 |2 c. |cucch.no 2|c.so |dell'|7-6(5), |n. 3|n° |XX |alle 7 |1° |12/b |S. Pi|Vitt. |(1) [2] |6' |€ 3,5|字1",
    "pt-BR": "R$ 1.234,5 |3º |2ª |14h30 |Av. |6/4, |7-6(5) |1/2 xíc|6x4 |nº 3|d. Ana |24/12 |(1) [2] |6' |às 7 |séc. XX|1,5 mi|字1|m² 4",
    "hi": "१,२३,४५६ |5वीं |₹1 |बजे 5|रु. |डॉ. |1/2 कप |10:30 बजे |न्यूनतम-5 |कि.मी. |110001 |6' |5'10\" |1-1 |(1) [2] |सन् 19|II |287/4 |字1",
    "ja": "1月2日|10分|3個|第1|090-1234-|９|〒1|令和7年|12:30|3/4点|カナ1|（1）|・1|1人2人|50％|6'|1/10|血圧120/80|2階A1",
    "zh": "1个|第3|2点|138001|3:2|5/5分|10-12|℃5|￥1|（1）|、1|零下5度|2024年1月|1.5亿|GB2|6'2\"|评分9/10|二〇|2楼A1",
}
"""What each language writes for itself: separators, dates, brackets, units, short forms, scripts."""
_LEAST_S = 0.002
"""Processor time below which the clock and not the text is measured."""


def is_linear(flood: str, language: str, length: int) -> bool:
    """Whether 4 times the text takes less than 8 times the time; a quadratic rule would take 16
    times.
    """

    def work(size: int) -> float:
        text = (flood * size)[:size]
        began = time.process_time()
        normalize(text, language)
        return time.process_time() - began

    sizes = (length, 4 * length)
    least = [math.inf] * len(sizes)
    for _ in range(10):  # other work on the machine lengthens a measurement, never shortens it
        least = [min(before, work(size)) for before, size in zip(least, sizes, strict=True)]
        if least[1] < 8 * max(least[0], _LEAST_S):
            return True
    return False


def own(language: str) -> list[str]:
    """The floods of a language's own forms, single and in pairs."""
    atoms = _OWN[language].split("|")
    return atoms + [first + second for first, second in product(atoms[::2], atoms[1::4])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nasty_texts_take_linear_time(language: str) -> None:
    floods = _FEW + _OWN[language].split("|")[::3]
    assert [flood for flood in floods if not is_linear(flood, language, 400)] == []


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_nasty_texts_take_linear_time(language: str) -> None:
    assert len(_MANY) >= 200
    assert [flood for flood in _MANY if not is_linear(flood, language, 3000)] == []


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_language_writes_itself_takes_linear_time(language: str) -> None:
    floods = own(language)
    assert len(floods) >= 40
    assert [flood for flood in floods if not is_linear(flood, language, 6000)] == []
