"""Japanese words in katakana are neither cut nor taken for others."""

from types import SimpleNamespace

import pytest

from wyoming_kokoro.phonemes.frontend import Frontends
from wyoming_kokoro.phonemes.katakana import Katakana
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


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ("アイ ウエ", "アイウエ"),
        ("アイウ エオカ", "アイウ エオカ"),
        ("アイ ウエオカ", "アイウエオカ"),
        ("アイウエ オカ", "アイウエオカ"),
        ("アイウエオカキクケコ サシ", "アイウエオカキクケコサシ"),
        ("アイウエオカキクケコサ シス", "アイウエオカキクケコサ シス"),
        ("アイ ウエオ カキ クケ コサ シス", "アイウエオカキクケコサ シス"),
        *(
            (f"アイウエ {small}オカキ", f"アイウエ{small}オカキ")
            for small in "ァィゥェォッャュョヮンー"
        ),
        ("アイウッ エオカ", "アイウッエオカ"),
        ("アイ 上", "アイ 上"),
        ("上 アイ", "上 アイ"),
        ("アイ _ウエ", "アイ ウエ"),
    ],
)
def test_short_pieces_and_what_begins_no_word_belong_to_the_word_before(
    pieces: str, words: str
) -> None:
    """After an underscore there was a blank before the piece."""
    tagged = [
        SimpleNamespace(
            surface=piece.strip("_"),
            white_space=" " * piece.startswith("_"),
            feature=SimpleNamespace(pron=piece.strip("_")),
        )
        for piece in pieces.split()
    ]
    found = Katakana(lambda _: tagged)("")
    assert [word.surface for word in found] == words.split()
    assert all(word.feature.pron == word.surface for word in found)


@pytest.mark.parametrize(
    ("surface", "pron", "said"),
    [
        ("メイン", "メーン", "メーン"),
        ("ハツカ", "ハッカ", "ハツカ"),
        ("アイ", "アイウ", "アイ"),
        ("アイ", None, None),
        ("上", "ウエ", "ウエ"),
    ],
)
def test_a_reading_is_kept_where_it_is_that_of_the_characters(
    surface: str, pron: str | None, said: str | None
) -> None:
    word = SimpleNamespace(
        surface=surface, white_space=" ", feature=SimpleNamespace(pron=pron), char_type=7
    )
    (found,) = Katakana(lambda _: [word])("")
    assert (found.surface, found.feature.pron, found.white_space) == (surface, said, " ")
    assert getattr(found, "char_type") == 7  # by which the analyser knows katakana
