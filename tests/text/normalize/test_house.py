"""What a house says every day, in the forms that were once read wrong."""

import pytest

from wyoming_kokoro.text.normalize import normalize


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        ("ja", "9:05", "クジ ゴフン"),
        ("ja", "14:30", "ジューヨジ サンジュップン"),
        ("ja", "3月4日", "サンガツ ヨッカ"),
        ("ja", "10分", "ジュップン"),
        ("ja", "4時", "ヨジ"),
        ("ja", "9月", "クガツ"),
        ("ja", "1人", "ヒトリ"),
        ("ja", "2人", "フタリ"),
        ("zh", "请拨13800138000", "请拨幺三八、零零幺三、八零零零"),
        ("zh", "请拨110", "请拨幺幺零"),
        ("zh", "2个", "两个"),
        ("zh", "2点", "两点"),
        ("zh", "2小时", "两小时"),
        ("zh", "3:2", "三比二"),
        ("zh", "010-12345678", "零幺零、幺二三四五六七八"),
        ("es", "21 luces", "veintiuna luces"),
        ("es", "1.500 personas", "mil quinientas personas"),
        ("es", "1 luz", "una luz"),
        ("es", "2½ horas", "dos horas y media"),
        ("es", "Entre 18-22", "Entre dieciocho y veintidós"),
        ("es", "v2.1.3", "versión dos punto uno punto tres"),
        ("es", "1.er piso", "primer piso"),
        ("pt-BR", "2 luzes", "duas luzes"),
        ("pt-BR", "2 horas", "duas horas"),
        ("pt-BR", "v2.1", "versão dois ponto um"),
        ("fr", "1/2 tasse", "une demi-tasse"),
        ("fr", "1 lampe", "une lampe"),
        ("fr", "2½ heures", "deux heures et demie"),
        ("fr", "v1.2", "version un point deux"),
        ("fr", "5 janv. 2025", "cinq janvier deux mille vingt-cinq"),
        ("fr", "le 3 févr. au soir", "le trois février au soir"),
        ("fr", "le 8 déc. au soir", "le huit décembre au soir"),
        ("fr", "-60 dBm", "moins soixante décibels-milliwatts"),
        ("it", "1 luce", "una luce"),
        ("it", "v1.2", "versione uno punto due"),
        ("it", "1° maggio", "primo maggio"),
        ("hi", "1947 में", "उन्नीस सौ सैंतालीस में"),
        ("hi", "5वीं", "पाँचवीं"),
        ("en-GB", "11 st", "eleven stone"),
        ("en-GB", "SW1A 1AA", "S.W one A., one A.A"),
        ("en-GB", "24.5p", "twenty four point five pence"),
        ("en-US", "The seat is 4A.", "The seat is four A."),
        ("en-US", "Open from 9-5.", "Open from nine to five."),
        ("en-US", "home-assistant.io", "home dash assistant dot io"),
        ("en-US", "192.168.1.10", "one ninety two dot one sixty eight dot one dot one zero"),
        ("en-US", "5 x 3", "five times three"),
        ("en-US", "The A/C is on.", "The A.C is on."),
        ("en-US", "In 2025", "In twenty twenty five"),
        ("en-US", "18:00", "six PM"),
        ("en-US", "www.example.org", "W W W dot example dot org"),
    ],
)
def test_a_form_is_read(language: str, written: str, read: str) -> None:
    assert normalize(written, language).text == read
