"""What SSML's say-as asks for: a text read as a number, a date, its letters and so on."""

import re
import unicodedata

from wyoming_kokoro.text.normalize.grammars import grammar_of
from wyoming_kokoro.text.normalize.scanner import Grammar
from wyoming_kokoro.text.segment import NormalizationOptions

_OPTIONS = NormalizationOptions()
_NUMBER = re.compile(r"[0-9]{1,18}")
_FIGURES = re.compile(r"[0-9]{1,4}")
_DATE_FORMATS = frozenset(("mdy", "dmy", "ymd", "ydm", "md", "dm", "ym", "my", "d", "m", "y"))
_LONGEST_SPELLING = 1000
"""Characters of a text that are spelled; a longer one is cut."""


def say_as(
    text: str, interpret_as: str, format: str | None, language: str
) -> str:  # pylint: disable=redefined-builtin
    """A text in words, read the way SSML's `interpret-as` says; `format` is its attribute of that
    name, for dates e.g. ``mdy``.

    An `interpret-as` that is not known, or does not fit the text, is read as any text would be.
    """
    grammar = grammar_of(language)
    if grammar is None:
        return text
    written = text.strip().translate(grammar.locale.figures)
    reader = _READERS.get(interpret_as.strip().lower())
    spoken = reader(written, (format or "").lower(), grammar) if reader else None
    return spoken if spoken is not None else _read(written, grammar)


def _read(written: str, grammar: Grammar) -> str:
    return grammar.read(written, _OPTIONS).text


def _whole(written: str) -> int | None:
    figures = re.sub(r"[,.\s'’]", "", written.lstrip("+-−"))
    if not _NUMBER.fullmatch(figures):
        return None
    return -int(figures) if written[:1] in "-−" else int(figures)


def _cardinal(written: str, format: str, grammar: Grammar) -> str | None:
    if re.fullmatch(r"[+-]?[0-9]{1,18}[.,][0-9]{1,2}", written):
        return None
    number = _whole(written)
    return None if number is None else grammar.locale.numerals.cardinal(number)


def _ordinal(written: str, format: str, grammar: Grammar) -> str | None:
    number = _whole(re.sub(r"[^0-9.,-]{1,3}$", "", written))
    return None if number is None else grammar.locale.numerals.ordinal(number)


def _characters(written: str, format: str, grammar: Grammar) -> str:
    locale = grammar.locale
    found: list[str] = []
    letters = ""
    for character in written[:_LONGEST_SPELLING]:
        if character.isalpha() and locale.tag.startswith("en"):
            letters += character.upper()
            continue
        found, letters = _flush(found, letters), ""
        if "0" <= character <= "9":
            found.append(locale.numerals.digits(character))
        elif character.isalpha():
            found.append(character.upper())
        elif not character.isspace():
            found.append(
                locale.words.get(character) or unicodedata.name(character, "").lower()
                if locale.tag.startswith("en")
                else locale.words.get(character, "")
            )
    return " ".join(filter(None, _flush(found, letters)))


def _flush(found: list[str], letters: str) -> list[str]:
    """Letters with dots between them: so misaki spells them and takes no A for an article."""
    return [*found, ".".join(letters)] if letters else found


def _digits(written: str, format: str, grammar: Grammar) -> str | None:
    return grammar.locale.numerals.digits(written[:_LONGEST_SPELLING]) or None


def _telephone(written: str, format: str, grammar: Grammar) -> str | None:
    groups = [
        grammar.locale.numerals.digits(group)
        for group in re.findall(r"[0-9]+", written[:_LONGEST_SPELLING])
    ]
    plus = f"{grammar.locale.words['+']}{grammar.locale.space}" if written.startswith("+") else ""
    return plus + grammar.locale.comma.join(groups) if groups else None


def _fraction(written: str, format: str, grammar: Grammar) -> str | None:
    mixed = re.fullmatch(r"([0-9]{1,4})\s?[+ ]\s?([0-9]{1,3}/[0-9]{1,4})", written)
    return _read(f"{mixed[1]} {mixed[2]}" if mixed else written.replace(" / ", "/"), grammar)


def _date(written: str, format: str, grammar: Grammar) -> str | None:
    figures = _FIGURES.findall(written)
    if re.fullmatch(r"[0-9]{8}", written):
        figures = (
            [written[:4], written[4:6], written[6:]]
            if format[:1] in ("", "y")
            else [written[:2], written[2:4], written[4:]]
        )
        format = format or "ymd"
    if format not in _DATE_FORMATS or len(figures) != len(format):
        return None
    parts = {part: int(number) for part, number in zip(format, figures, strict=True)}
    if not 1 <= parts.get("m", 1) <= 12 or not 1 <= parts.get("d", 1) <= 31:
        return None
    if "y" in parts and parts["y"] < 100:
        parts["y"] += 2000
    return _say_parts(parts, grammar)


def _say_parts(parts: dict[str, int], grammar: Grammar) -> str:
    months = grammar.locale.months
    if len(parts) == 3:
        return _read(f"{parts['y']:04}-{parts['m']:02}-{parts['d']:02}", grammar)
    if not months:  # Japanese and Chinese
        signs = zip("ymd", "年月日", strict=True)
        return _read("".join(f"{parts[p]}{sign}" for p, sign in signs if p in parts), grammar)
    month = months[parts["m"] - 1] if "m" in parts else ""
    if "d" in parts and month:
        return _read(
            (
                f"{month} {parts['d']}"
                if grammar.locale.tag.startswith("en")
                else f"{parts['d']:02}/{parts['m']:02}"
            ),
            grammar,
        )
    if "d" in parts:
        return grammar.locale.numerals.ordinal(parts["d"])
    if month and "y" in parts:
        return _read(f"{month} {parts['y']}", grammar)
    return month or _read(str(parts["y"]), grammar)


_READERS = {
    "cardinal": _cardinal,
    "number": _cardinal,
    "ordinal": _ordinal,
    "characters": _characters,
    "spell-out": _characters,
    "verbatim": _characters,
    "digits": _digits,
    "telephone": _telephone,
    "phone": _telephone,
    "fraction": _fraction,
    "date": _date,
}
