"""Every ending of an address, every kind of file and entity, every sign is known as such."""

import pytest

from wyoming_kokoro.text.normalize import normalize

_HOSTS = """
    com org net io edu gov de fr es it uk co us eu app dev ai info me tv ch at nl be ca au jp cn in br local home lan arpa
    xyz cloud online shop mx ar cl pt kr tw hk nz
"""
_ENTITIES = """
    light switch sensor binary_sensor climate cover fan lock media_player scene script automation input_boolean input_number
    input_select input_text input_datetime input_button group zone person device_tracker camera vacuum weather sun timer counter
    number select button text alarm_control_panel humidifier water_heater siren remote update calendar todo event valve lawn_mower
    notify tts stt conversation homeassistant image assist_satellite wake_word schedule
"""
_FILES = """
    yaml yml json txt py md pdf png jpg jpeg gif svg mp3 mp4 wav csv html css js ts log conf cfg ini toml xml zip gz tar sh exe doc
    docx xls xlsx ppt pptx onnx bin db heic heif mov mkv avi flac webp tiff bmp rtf epub iso dmg deb apk psd webm ogg bat jsonl
"""
_SIGNS = {
    "&": "and", "=": "equals", "×": "times", "÷": "divided by", "±": "plus or minus", "≈": "is about", "≠": "is not equal to",
    "≤": "less than or equal to", "≥": "greater than or equal to", "∞": "infinity", "√": "square root of", "π": "pi", "∑": "sum of",
    "∆": "delta", "§": "section", "¶": "paragraph", "°": "degrees", "©": "copyright", "@": "at", "%": "percent", "‰": "per mille",
    "€": "euros", "£": "pounds", "$": "dollar", "¥": "yen", "¢": "cents", "₿": "bitcoin", "Ω": "Omega", "µ": "mu", "№": "number",
    "⇒": "to", "→": "to", "⟶": "to", "←": "from", "↔": "to and from", "↑": "up", "↓": "down", "²": "squared", "³": "cubed", "−": "minus",
    "⁄": "over", "∕": "over", "₹": "rupees", "*": "times", "->": "to", "=>": "to", "-->": "to", "==>": "to", "<-": "from",
    "<=": "less than or equal to", ">=": "greater than or equal to", "!=": "is not equal to", "==": "equals", "+/-": "plus or minus",
    "<->": "to and from", "&&": "and", "||": "or", "~=": "approximately", "<>": "is not equal to",
}  # fmt: skip


def said(text: str) -> str:
    return normalize(text, "en-US").text


@pytest.mark.parametrize("ending", _HOSTS.split())
def test_a_host_is_spelled(ending: str) -> None:
    assert said(f"see example.{ending} now") == f"see example dot {ending} now"


@pytest.mark.parametrize("domain", _ENTITIES.split())
def test_an_entity_is_spelled(domain: str) -> None:
    words = domain.upper() if domain in ("tts", "stt") else domain.replace("_", " ")
    assert said(f"Is {domain}.kitchen on?") == f"Is {words} dot kitchen on?"


@pytest.mark.parametrize("kind", _FILES.split())
def test_a_file_is_spelled(kind: str) -> None:
    for written in (f"My-Notes.{kind}", f"docs/My-Notes.{kind}"):
        assert " dash Notes dot " in said(f"open {written} now").replace("docs slash", "docs")


@pytest.mark.parametrize("sign", _SIGNS)
def test_a_sign_is_a_word(sign: str) -> None:
    read = said(f"a {sign} b")
    assert read[:1].lower() + read[1:] == f"a {_SIGNS[sign]} b"


@pytest.mark.parametrize("sign", "_ ` ~ # ^ ™ ® · ▪ ‣ ● ○ ◦ ◆ ■ □ ★ ☆ ✓ \\ \u200b \u200c \u200d \ufeff \ufe0f".split(" "))  # fmt: skip
def test_a_sign_without_a_word_is_silent(sign: str) -> None:
    assert said(f"a {sign} b") == "a b"
    assert said(f"in{sign}") == "in"


@pytest.mark.parametrize("sign", "|•")
def test_a_sign_between_items_is_a_comma(sign: str) -> None:
    assert said(f"a {sign} b") == "a, b"
    assert said(f"in{sign}") == "in"


_LONGEST = [
    ("{}@b.co", "a", 64), ("a@{}.co", "a", 41), ("a@{}co", "b.", 5), ("a@b.{}", "z", 12),
    ("[{}](https://b)", "a", 200), ("[a](https://{})", "a", 300), ("[a](#{})", "a", 300), ("https://{}", "a", 300),
    ("{}example.com", "b.", 4), ("{}.com", "a", 41), ("a.com:{}", "1", 5), ("a.com/{}", "a", 200),
    ("www.{}.xx", "a", 63), ("www.a.{}", "a", 40), ("www.a{}", ".b", 5), ("www.a.b/{}", "a", 200),
    ("{}.b_c", "a", 31), ("a{}.b_c", "_d", 5), ("a_{}.b_c", "a", 30), ("a.{}_c", "a", 30), ("a.b{}", "_c", 12), ("a.b_{}", "a", 30),
    ("{}.pdf", "a", 61), ("a{}.pdf", ".b", 3), ("a.{}.pdf", "a", 30),
    ("/{}", "a", 64), ("/{}a", "b/", 12), ("a/{}a.pdf", "b/", 12), ("{}/b.pdf", "a", 41), ("a/{}.pdf", "a", 40), ("a/{}/b.pdf", "a", 64),
    ("{}_b", "a", 40), ("a_{}", "a", 40), ("a{}", "_b", 20), ("#{}", "a", 60), ("@{}", "a", 41), ("@a{}", ".b", 3), ("@a.{}", "a", 41),
    (".{}", "a", 301),
]  # fmt: skip


@pytest.mark.parametrize(("address", "part", "most"), _LONGEST)
def test_an_address_is_read_as_one_up_to_a_length(address: str, part: str, most: int) -> None:
    for count, is_one in ((most, True), (most + 1, False)):
        written = address.format(part * count)
        forms = normalize(f"x {written} x", "en-US").forms
        whole = [form for form in forms if form.changed and form.start == 2]
        assert any(form.end == 2 + len(written) for form in whole) is is_one, count


def test_the_shortest_addresses() -> None:
    for written, read in (
        ("a@b.c", "a at b.c"), ("a@b.cc", "a at b dot cc"), ("a.com:1", "a dot com:one"), ("a.com:12", "a dot com port twelve"),
        ("mqtt://", "mqtt://"), ("ws://a", "a"),
    ):  # fmt: skip
        assert said(f"x {written} x") == f"x {read} x"
