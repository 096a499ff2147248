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
    "LINE": "ライン", "SUICA": "スイカ", "Suica": "スイカ", "PASMO": "パスモ", "LAN": "ラン", "SIM": "シム", "NATO": "ナトー", "Alexa": "アレクサ",
    "Apple": "アップル", "Netflix": "ネットフリックス", "Spotify": "スポティファイ", "Sony": "ソニー", "Switch": "スイッチ", "Android": "アンドロイド",
}  # fmt: skip
"""Latin words and acronyms that are not spelled, or not said as English would say them."""
