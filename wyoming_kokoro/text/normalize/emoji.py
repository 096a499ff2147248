"""Emoji: left out, or called by their Unicode names."""

import re
import unicodedata

from wyoming_kokoro.text.normalize.scanner import Context, Rule

_PICTURES = "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff\u2600-\u266c\u2670-\u2793\u2795-\u279b\u279e-\u27bf\u2b00-\u2bff\u2300-\u23ff\u3030\u303d\u3297\u3299"
"""Without the arrows ➔➜➝, which are signs that are said."""
_MODIFIERS = "\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3\U000e0020-\U000e007f"
_FLAG = "[\U0001f1e6-\U0001f1ff]"
_ONE = rf"(?:{_FLAG}{{1,2}}|[{_PICTURES}])[{_MODIFIERS}]{{0,8}}"
_PICTURE = rf"{_ONE}(?:\u200d{_ONE}){{0,8}}|[\u200d{_MODIFIERS}]{{1,8}}"
_EMOJI = re.compile(_PICTURE)
_ROW = re.compile(rf"(?:{_PICTURE}){{2,40}}")
_KEYCAP = re.compile(r"(?P<key>[0-9#*])\ufe0f?\u20e3")
_SILENT = re.compile(rf"[\u200d{_MODIFIERS}]")
_STARTS = "".join(
    chr(code)
    for first, last in (
        (0x1F000, 0x1FAFF), (0x2600, 0x266C), (0x2670, 0x27BF), (0x2B00, 0x2BFF), (0x2300, 0x23FF), (0x200D, 0x200D), (0x20E3, 0x20E3), (0xFE0E, 0xFE0F),
        (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299), (0xE0020, 0xE007F),
    )
    for code in range(first, last + 1)
)  # fmt: skip
_SHORTER = {
    "WHITE HEAVY CHECK MARK": "check mark",
    "HEAVY CHECK MARK": "check mark",
    "BLACK SUN WITH RAYS": "sun",
    "HEAVY BLACK HEART": "red heart",
}


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return _SHORTER.get(
        name, name.removeprefix("REGIONAL INDICATOR SYMBOL LETTER ").lower().replace("-", " ")
    )


def _are_named(context: Context) -> bool:
    return context.options.emoji == "name" and context.locale.tag.startswith("en")


def _emoji(match: re.Match[str], context: Context) -> str:
    if not _are_named(context):
        return ""
    pictures = _SILENT.sub("", match.group())
    if not pictures:
        return ""
    names = " ".join(filter(None, map(_name, pictures)))
    prefix = "flag " if re.match(_FLAG, pictures) else ""
    again = context.last_class == "emoji" and context.last_end == match.start()
    return f"{', ' if again else ''}{prefix}{names}"


def _row(match: re.Match[str], context: Context) -> str | None:
    """Several that are left out, so that the space before them can go with them."""
    return None if _are_named(context) else ""


def _keycap(match: re.Match[str], context: Context) -> str:
    if context.options.emoji != "name":
        return ""
    key = match["key"]
    return (
        context.locale.numerals.cardinal(int(key))
        if key.isdigit()
        else context.locale.words.get(key, "")
    )


RULES = (
    Rule("emoji", "0#*", _KEYCAP, _keycap),
    Rule("emoji", _STARTS, _ROW, _row),
    Rule("emoji", _STARTS, _EMOJI, _emoji),
)
