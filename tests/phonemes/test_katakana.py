"""Japanese words in katakana are neither cut nor taken for others."""

import pytest

from wyoming_kokoro.phonemes.frontend import Frontends


@pytest.fixture(scope="module")
def frontends() -> Frontends:
    return Frontends()


@pytest.mark.parametrize(
    ("written", "phonemes"),
    [
        ("ハツカ", "haʦɨka"),
        ("サンプン", "sampɯɴ"),
        ("ヨンプン", "jompɯɴ"),
        ("ツイタチ", "ʦɨitaʨi"),
        ("サンキロ", "saŋkʲiɾo"),
        ("フツカに", "ɸɯʦɨka ɲi"),
        ("ハチガツ ハツカ", "haʨiɡaʦɨ haʦɨka"),
        ("メイン", "meiɴ"),
        ("プレイリスト", "pɯɾeː ɾʲisɨto"),
        ("イッパイの水", "iʔpai no mʲizɨ"),
    ],
)
def test_a_word_in_katakana_is_said_as_it_is_written(
    frontends: Frontends, written: str, phonemes: str
) -> None:
    words = frontends["ja"](written, ())
    assert " ".join(word.phonemes for word in words) == phonemes
    assert [written[word.start : word.end] for word in words]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("gmail", "ジーメール"),
        ("Gmail", "ジーメール"),
        ("OFF", "オフ"),
        ("google", "グーグル"),
        ("top", "トップ"),
        ("SALEの日", "セールの日"),
        ("NEW OPEN", "ニュー オープン"),
        ("LIVE配信", "ライブ配信"),
        ("ROCKとPOP", "ロックとポップ"),
        ("MENUとBAR", "メニューとバー"),
        ("GAMEをSTOP", "ゲームをストップ"),
        ("BESTとFREE", "ベストとフリー"),
        ("STAFFのNEWS", "スタッフのニュース"),
        ("POWERをON", "パワーをオン"),
        ("CLOSEのMODE", "クローズのモード"),
        ("SHOPとCLUBとCAFE", "ショップとクラブとカフェ"),
        ("UPとDOWN", "アップとダウン"),
        ("LINEとSUICAとPASMO", "ラインとスイカとパスモ"),
        ("LANとSIM", "ランとシム"),
        ("JALとANA", "ジャルとアナ"),
        ("NASAとJAXA", "ナサとジャクサ"),
        ("NISAとVISA", "ニーサとビザ"),
        ("NATOとASEANとOPEC", "ナトーとアセアンとオペック"),
        ("UNICEFとJICA", "ユニセフとジャイカ"),
        ("SpotifyとNetflix", "スポティファイとネットフリックス"),
        ("PhilipsのHue", "フィリップスのヒュー"),
        ("SwitchBotとZigbee", "スイッチボットとジグビー"),
        ("WindowsとLinux", "ウィンドウズとリナックス"),
        ("PanasonicとSony", "パナソニックとソニー"),
        ("PlayStationとNintendo", "プレイステーションとニンテンドー"),
        ("TwitterとInstagram", "ツイッターとインスタグラム"),
        ("PixelとGalaxy", "ピクセルとギャラクシー"),
        ("DockerとPython", "ドッカーとパイソン"),
        ("HuluとPayPay", "フールーとペイペイ"),
    ],
)
def test_a_latin_word_is_said_as_japanese_say_it(
    frontends: Frontends, written: str, same: str
) -> None:
    said = [[word.phonemes for word in frontends["ja"](text, ())] for text in (written, same)]
    assert said[0] == said[1]
