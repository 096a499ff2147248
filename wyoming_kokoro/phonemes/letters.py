"""Latin letters in Japanese."""

LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム エヌ オー ピー キュー アール エス ティー ユー ブイ ダブリュー"
        " エックス ワイ ゼット".split(),
        strict=True,
    )
)
"""Their names."""
SPOKEN_AS_WORDS = {
    "TV": "テレビ", "OK": "オーケー", "Wi": "ワイ", "Fi": "ファイ", "iPhone": "アイフォーン", "iPad": "アイパッド", "YouTube": "ユーチューブ",
    "NASA": "ナサ", "IKEA": "イケア", "JAXA": "ジャクサ", "Google": "グーグル", "Amazon": "アマゾン", "Bluetooth": "ブルートゥース",
    "LINE": "ライン", "SUICA": "スイカ", "PASMO": "パスモ", "LAN": "ラン", "SIM": "シム", "NATO": "ナトー", "Alexa": "アレクサ",
    "Apple": "アップル", "Netflix": "ネットフリックス", "Spotify": "スポティファイ", "Sony": "ソニー", "Switch": "スイッチ", "Android": "アンドロイド",
    "ON": "オン", "OFF": "オフ", "JAL": "ジャル", "ANA": "アナ", "NISA": "ニーサ", "VISA": "ビザ", "ASEAN": "アセアン", "UNICEF": "ユニセフ",
    "OPEC": "オペック", "JICA": "ジャイカ", "TOEIC": "トーイック", "IoT": "アイオーティー", "Top": "トップ", "Core": "コア", "Home": "ホーム",
    "Assistant": "アシスタント", "Hue": "ヒュー", "Philips": "フィリップス", "Pro": "プロ", "Max": "マックス", "Mini": "ミニ", "Plus": "プラス",
    "Windows": "ウィンドウズ", "Mac": "マック", "Zoom": "ズーム", "Instagram": "インスタグラム", "Facebook": "フェイスブック", "Zigbee": "ジグビー",
    "Matter": "マター", "Siri": "シリ", "SwitchBot": "スイッチボット", "Python": "パイソン", "Linux": "リナックス", "Chrome": "クローム", "Excel": "エクセル",
    "Word": "ワード", "Gmail": "ジーメール", "Yahoo": "ヤフー", "Twitter": "ツイッター", "Microsoft": "マイクロソフト", "Nest": "ネスト", "Echo": "エコー",
    "Pixel": "ピクセル", "Galaxy": "ギャラクシー", "Watch": "ウォッチ", "AirPods": "エアポッズ", "Music": "ミュージック", "Prime": "プライム",
    "Docker": "ドッカー", "Hulu": "フールー", "PayPay": "ペイペイ", "Panasonic": "パナソニック", "Nintendo": "ニンテンドー", "PlayStation": "プレイステーション",
    "POP": "ポップ", "TOP": "トップ", "SHOP": "ショップ", "CLUB": "クラブ", "HIP": "ヒップ", "HOP": "ホップ", "CAFE": "カフェ", "STOP": "ストップ", "START": "スタート",
    "NEW": "ニュー", "LIVE": "ライブ", "ROCK": "ロック", "SALE": "セール", "OPEN": "オープン", "CLOSE": "クローズ", "MENU": "メニュー", "BAR": "バー", "GAME": "ゲーム",
    "BEST": "ベスト", "FREE": "フリー", "STAFF": "スタッフ", "NEWS": "ニュース", "HOME": "ホーム", "POWER": "パワー", "MODE": "モード", "SET": "セット", "UP": "アップ", "DOWN": "ダウン",
    "com": "コム", "net": "ネット", "info": "インフォ", "co": "シーオー", "jp": "ジェーピー", "ne": "エヌイー", "ac": "エーシー",
    "io": "アイオー", "https": "エイチティーティーピーエス", "vs": "たい",
}  # fmt: skip
"""Latin words and acronyms that are not spelled, or not said as English would say them."""
_SMALL = {word.lower(): said for word, said in SPOKEN_AS_WORDS.items() if not word.isupper()}


def as_word(word: str) -> str | None:
    """How a Latin word is said in Japanese where that is known; words but for acronyms in any
    case.
    """
    return SPOKEN_AS_WORDS.get(word) or (None if word.isupper() else _SMALL.get(word.lower()))
