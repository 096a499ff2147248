"""Japanese words in katakana are neither cut nor taken for others."""

import pytest

from wyoming_kokoro.phonemes.frontend import Frontends
from wyoming_kokoro.phonemes.letters import as_word

_KNOWN = (
    "TV テレビ OK オーケー Wi ワイ Fi ファイ iPhone アイフォーン iPad アイパッド YouTube ユーチューブ IKEA イケア Google グーグル Amazon アマゾン Bluetooth ブルートゥース Alexa アレクサ "
    "Apple アップル Switch スイッチ Android アンドロイド TOEIC トーイック IoT アイオーティー Top トップ Core コア Home ホーム Assistant アシスタント Pro プロ Max マックス Mini ミニ "
    "Plus プラス Mac マック Zoom ズーム Facebook フェイスブック Matter マター Siri シリ Chrome クローム Excel エクセル Word ワード Yahoo ヤフー Microsoft マイクロソフト "
    "Nest ネスト Echo エコー Watch ウォッチ AirPods エアポッズ Music ミュージック Prime プライム TOP トップ HIP ヒップ HOP ホップ START スタート HOME ホーム SET セット com コム "
    "net ネット info インフォ co シーオー jp ジェーピー ne エヌイー ac エーシー io アイオー https エイチティーティーピーエス vs たい"
).split()  # fmt: skip


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


@pytest.mark.parametrize(
    ("word", "said"),
    [*zip(_KNOWN[::2], _KNOWN[1::2], strict=True), ("TvShow", None), ("MUSIC", None), ("music", "ミュージック"), ("tv", None)],
)  # fmt: skip
def test_a_latin_word_has_a_name_in_katakana(word: str, said: str | None) -> None:
    """An acronym in its capitals alone, any other word in small letters, too."""
    assert as_word(word) == said
