"""Thai, Lao, Burmese and Khmer words in Latin letters, as a Spanish reader would say them: vowels
that stand before, above, below or around their consonants come after it, finals are not released.
"""

import re
from collections.abc import Callable, Mapping

# Thai and Lao: the same letters at the same places of their blocks.
_ONSETS = dict(zip(
    "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "k k k k k k ng ch ch ch s ch y d t t t t n d t t t t n b p p f p f p m y r l u s s s j l - j".split(),
))  # fmt: skip
_FINALS = {
    **dict.fromkeys("กขคฆ", "k"), **dict.fromkeys("จชซฎฏฐฑฒดตถทธศษส", "t"), **dict.fromkeys("บปพฟภ", "p"),
    **dict.fromkeys("นณญรลฬ", "n"), "ม": "m", "ง": "ng", "ย": "i", "ว": "o",
}  # fmt: skip
_C = "ก-ฮ"
_ONSET = rf"(?P<onset>ห(?=[นมลรวยงญ][{_C}ะ-ู]?)[นมลรวยงญ]|[กขคตปผพ][รลว](?=[ะ-ู]|[{_C}]|$)|[{_C}])"
_FINAL = rf"(?P<final>[{_C}](?![ะ-ู็]|อ(?![ะ-ู])))?"
_SYLLABLES = tuple(
    (re.compile(pattern.replace("C", _ONSET).replace("F", _FINAL)), vowel)
    for pattern, vowel in (
        ("เCียF", "ia"), ("เCือF", "ua"), ("เCาะ", "o"), ("เCา", "ao"), ("เCอF", "e"), ("เCิF", "e"),
        ("เC็?ะ?F", "e"), ("แC็?ะ?F", "e"), ("โCะ?F", "o"), ("[ใไ]Cย?", "ai"), ("Cัว", "ua"), ("CัF", "a"),
        ("CาF", "a"), ("Cำ", "am"), ("C[ิี]F", "i"), ("C[ึื]อ?F", "u"), ("C[ุู]F", "u"), ("CรรF", "a"), ("C็?อF", "o"),
        ("CຽF", "ia"), ("Cົว", "ua"), ("CົF", "o"), (rf"Cว(?=[{_C}])F", "ua"), (rf"C(?P<last>[{_C}])(?![ะ-ู็])", "o"), ("C", "a"),
    )
)  # fmt: skip
_SILENT = re.compile(rf"[{_C}][ิุ]?์|[่-๋]")
_LAO = {"ຍ": "ย", "ໜ": "หน", "ໝ": "หม", "ຼ": "ล", "ຽ": "ຽ", "ົ": "ົ"}


def _thai(word: str) -> str:
    rest, said = _SILENT.sub("", word), []
    while rest:
        for pattern, vowel in _SYLLABLES:
            match = pattern.match(rest)
            if match is not None:
                said.append(_syllable(match, vowel))
                rest = rest[match.end() :]
                break
        else:
            rest = rest[1:]
    return "".join(said)


def _syllable(match: re.Match[str], vowel: str) -> str:
    groups = match.groupdict()
    written = groups["onset"]
    if len(written) > 1:
        written = written.lstrip("ห")
    onset = "".join(_ONSETS[char] for char in written).replace("-", "")
    last = groups.get("last") or groups.get("final") or ""
    final = _FINALS.get(last, "")
    return onset + (vowel + "n" if "รร" in match.group() and not final else vowel + final)


def _lao(word: str) -> str:
    return _thai("".join(_LAO.get(char) or chr(ord(char) - 0x80) for char in word))


_BURMESE = dict(zip(
    "ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအဿ",
    "k k g g ng s s s s ñ ñ t t d d n t t d d n p p b b m y y l u z j l - z".split(),
))  # fmt: skip
_BURMESE_SYLLABLE = re.compile(
    "(?P<onset>[က-အဿ])(?P<medial>[ျ-ှ]*)(?P<vowel>[ါ-ဲံ]*)(?P<final>[က-အ](?:်|(?=္))[္]?)?"
)
_BURMESE_VOWELS = {
    "ိ": "i", "ီ": "i", "ု": "u", "ူ": "u", "ေ": "e", "ဲ": "e", "ော": "o", "ေါ": "o", "ို": "o",
    "ံ": "an", "ုံ": "on", "ိံ": "ein",
}  # fmt: skip
_BURMESE_RHYMES = {
    "က": "et", "င": "in", "စ": "it", "ဉ": "in", "ည": "i", "တ": "at", "ပ": "at", "န": "an", "မ": "an", "ယ": "e", "ဏ": "an",
    "ုန": "on", "ုမ": "on", "ုတ": "ot", "ုပ": "ot", "ိန": "ein", "ိမ": "ein", "ိတ": "eit", "ိပ": "eit", "ောင": "aung", "ောက": "auk",
    "ေါင": "aung", "ေါက": "auk", "ိုင": "aing", "ိုက": "aik", "ိုယ": "o",
}  # fmt: skip


def _burmese(word: str) -> str:
    said = []
    for match in _BURMESE_SYLLABLE.finditer(word.replace("့", "")):
        onset = _BURMESE[match["onset"]].replace("-", "")
        medial = match["medial"]
        if medial[:1] in ("ျ", "ြ"):
            onset = {"k": "ch", "g": "y"}.get(onset, onset + "i")
        if "ွ" in medial:
            onset += "u"
        vowel, final = match["vowel"], (match["final"] or "")[:1]
        rhyme = _BURMESE_RHYMES.get(vowel + final) or _BURMESE_RHYMES.get(final)
        said.append(onset + (rhyme or _BURMESE_VOWELS.get(vowel, "a")))
    return "".join(said)


_KHMER = dict(zip(
    "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវឝឞសហឡអ",
    "k k k k ng ch ch ch ch ñ d t d t n t t t t n b p p p m y r l v s s s j l -".split(),
))  # fmt: skip
_KHMER_LOW = frozenset("គឃងជឈញឌឍទធនពភមយរលវ")
"""Consonants of the second series, after which vowels sound closer."""
_KHMER_VOWELS = {
    "": ("a", "o"), "ា": ("a", "ea"), "ិ": ("e", "i"), "ី": ("ei", "i"), "ឹ": ("e", "u"), "ឺ": ("e", "u"), "ុ": ("o", "u"), "ូ": ("o", "u"),
    "ួ": ("uo", "uo"), "ើ": ("ae", "e"), "ឿ": ("oe", "oe"), "ៀ": ("ie", "ie"), "េ": ("e", "e"), "ែ": ("ae", "e"), "ៃ": ("ai", "ei"),
    "ោ": ("ao", "o"), "ៅ": ("au", "ou"), "ំ": ("am", "um"), "ាំ": ("am", "oam"), "ុំ": ("om", "um"), "ះ": ("a", "e"),
}  # fmt: skip
_KHMER_SYLLABLE = re.compile(
    "(?P<onset>[ក-អ](?:្[ក-អ])*)(?P<vowel>[ា-ះ]*)(?:(?P<final>[ក-អ])(?![្ា-ះ]))?"
)
_KHMER_FINALS = {
    "រ": "",
    "ស": "",
    "អ": "",
    "ហ": "",
    "ដ": "t",
    "ប": "p",
    "យ": "i",
    "វ": "u",
}


def _khmer(word: str) -> str:
    said = []
    for match in _KHMER_SYLLABLE.finditer(re.sub("[៉-៑]", "", word)):
        onsets = match["onset"].split("្")
        low = onsets[0] in _KHMER_LOW
        vowel = _KHMER_VOWELS.get(match["vowel"], _KHMER_VOWELS[""])[low]
        final = match["final"] or ""
        onset = "".join(_KHMER[char] for char in onsets).replace("-", "")
        said.append(onset + vowel + _KHMER_FINALS.get(final, _KHMER.get(final, "")))
    return "".join(said)


_READERS: Mapping[str, Callable[[str], str]] = {
    "THAI": _thai, "LAO": _lao, "MYANMAR": _burmese, "KHMER": _khmer,
}  # fmt: skip


def romanised(word: str, script: str) -> str:
    """`word` in lower-case Latin letters, of which Spanish gives the sound; an empty string for
    scripts that are not read here.
    """
    reader = _READERS.get(script)
    return reader(word) if reader is not None else ""
