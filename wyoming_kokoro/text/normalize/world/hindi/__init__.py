"""Hindi."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize import cldr
from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.world.hindi import rules
from wyoming_kokoro.text.normalize.world.hindi.words import (
    CURRENCIES,
    SCALES,
    SHORT_MONTHS,
    TO_NINETY_NINE,
    UNITS,
    WORDS,
)
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.unit_forms import with_careless_forms

_RANKS = {1: "पहला", 2: "दूसरा", 3: "तीसरा", 4: "चौथा", 6: "छठा"}


@dataclass(frozen=True, slots=True)
class HindiNumerals(Numerals):
    """Numbers in words with lakh and crore."""

    def _whole(self, number: int) -> str:
        if number < 100:
            return TO_NINETY_NINE[number]
        if number == 100:
            return "सौ"
        words = []
        for scale, name in SCALES:
            count, number = divmod(number, scale)
            if count:
                words += [self._whole(count), name]
        return " ".join([*words, TO_NINETY_NINE[number]] if number else words)

    def ordinal(self, number: int) -> str:
        """Its rank in words, masculine."""
        return _RANKS.get(number) or self.cardinal(number) + "वाँ"


@dataclass(frozen=True, slots=True)
class Hindi(Language):
    """Full hours are said with बजे, minutes after बजकर."""

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time: “सत्रह बजकर पच्चीस मिनट”."""
        if not minute and not second:
            return f"{self.numerals.cardinal(hour)} बजे"
        if minute in (15, 30, 45) and not second and 0 < hour <= 12:
            return f"{self._quarter(hour, minute)} बजे"
        words = f"{self.numerals.cardinal(hour)} बजकर {self.numerals.cardinal(minute)} मिनट"
        return f"{words} {self.numerals.cardinal(second)} सेकंड" if second else words

    def _quarter(self, hour: int, minute: int) -> str:
        """“सवा नौ”, “साढ़े नौ”, “पौने दस”; half past one and two have names of their own."""
        if minute == 45:
            return "पौन" if hour == 12 else f"पौने {self.numerals.cardinal(hour + 1)}"
        if minute == 30 and hour in (1, 2):
            return "डेढ़" if hour == 1 else "ढाई"
        if minute == 15 and hour == 1:
            return "सवा"
        return f"{'सवा' if minute == 15 else 'साढ़े'} {self.numerals.cardinal(hour)}"

    def year(self, year: int) -> str:
        """A year: “उन्नीस सौ सैंतालीस”, “दो हज़ार पच्चीस”."""
        century, rest = divmod(year, 100)
        if not 11 <= century <= 19:
            return self.numerals.cardinal(year)
        return self.join(
            self.numerals.cardinal(century), "सौ", self.numerals.cardinal(rest) if rest else ""
        )

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock, the part of the day first."""
        morning, noon, evening = self.halves_of_day
        part = (
            (noon if hour in (12, 1, 2, 3) else "रात" if hour in (8, 9, 10, 11) else evening)
            if afternoon
            else morning
        )
        return f"{part} {self.clock(hour, minute, None)}"

    def fraction(self, top: int, bottom: int) -> str | None:
        """A fraction in words: “तीन चौथाई”; other denominators are said with “बटा”."""
        if (top, bottom) == (1, 2):
            return "आधा"
        if bottom == 8:
            return f"{self.numerals.cardinal(top)} बटा आठ"
        if bottom not in (3, 4):
            return None
        return f"{self.numerals.cardinal(top)} {'तिहाई' if bottom == 3 else 'चौथाई'}"

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction; one and two and a half have names of their own, a quarter
        more or less is सवा and पौने.
        """
        if (top, bottom) == (1, 2):
            return {1: "डेढ़", 2: "ढाई"}.get(whole) or f"साढ़े {self.numerals.cardinal(whole)}"
        if (top, bottom) == (1, 4):
            return "सवा" if whole == 1 else f"सवा {self.numerals.cardinal(whole)}"
        if (top, bottom) == (3, 4):
            return f"पौने {self.numerals.cardinal(whole + 1)}"
        return Language.mixed(self, whole, top, bottom)

    def money(self, main: int, cents: int, currency: Currency) -> str:
        """A sum: “बारह रुपये पचास पैसे”."""
        part = self.count(str(cents), currency.cent, currency.cents) if cents else ""
        whole = self.count(str(main), currency.one, currency.many) if main or not part else ""
        return self.join(whole, part)

    def rank(self, number: int, *, feminine: bool) -> str:
        """An ordinal number."""
        words = self.numerals.ordinal(number)
        if not feminine:
            return words
        return words.removesuffix("वाँ") + "वीं" if words.endswith("वाँ") else words[:-1] + "ी"


def language() -> Hindi:
    """Hindi; numbers may be written in Latin or Devanagari digits."""
    return Hindi(
        tag="hi",
        episode=("सीज़न", "एपिसोड"),
        numerals=HindiNumerals("hi", point="दशमलव", minus="माइनस"),
        words=WORDS,
        units=with_careless_forms(cldr.units("hi", UNITS)),
        currencies=CURRENCIES,
        months=cldr.months("hi"),
        month_names={**cldr.short_months("hi"), **SHORT_MONTHS},
        first=rules.FIRST,
        versions=frozenset("संस्करण वर्शन वर्ज़न फ़र्मवेयर अपडेट ऐप".split()),
        short_periods={
            "day": "दिन",
            "week": "हफ़्ता",
            "month": "महीना",
            "year": "साल",
            "hour": "घंटा",
            "person": "व्यक्ति",
        },
        lasting=frozenset(("टाइमर", "अवधि")),
        lettered=frozenset(
            "सीट बस फ्लैट फ़्लैट गेट धारा अनुच्छेद नियम प्लेटफ़ॉर्म प्लेटफॉर्म कक्षा मकान".split()
        ),
        decimals=".",
        formula_numbers={"2": "टू", "3": "थ्री", "4": "फ़ोर", "5": "फ़ाइव", "6": "सिक्स"},
        scales={
            "लाख": "लाख",
            "करोड़": "करोड़",
            "लाख करोड़": "लाख करोड़",
            "हज़ार करोड़": "हज़ार करोड़",
            "हजार करोड़": "हज़ार करोड़",
            "हज़ार": "हज़ार",
            "हजार": "हज़ार",
            "अरब": "अरब",
            "k": "हज़ार",
            "m": "मिलियन",
        },
        abbreviations={
            "डॉ.": "डॉक्टर",
            "श्री.": "श्री",
            "रु.": "रुपये",
            "डॉ॰": "डॉक्टर",
            "प्रो.": "प्रोफ़ेसर",
            "कि.मी.": "किलोमीटर",
            "किमी": "किलोमीटर",
            "मिमी": "मिलीमीटर",
            "सेमी": "सेंटीमीटर",
            "किग्रा": "किलोग्राम",
            "मी.": "मीटर",
            "से.मी.": "सेंटीमीटर",
            "मि.मी.": "मिलीमीटर",
            "कि.ग्रा.": "किलोग्राम",
            "ग्रा.": "ग्राम",
            "मि.ली.": "मिलीलीटर",
            "ली.": "लीटर",
            "वर्ग मी.": "वर्ग मीटर",
            "vs": "बनाम",
            "vs.": "बनाम",
            "सं.": "संख्या",
            "नं.": "नंबर",
            "म.नं.": "मकान नंबर",
            "म. नं.": "मकान नंबर",
            "मो.नं.": "मोबाइल नंबर",
            "मि.": "मिनट",
            "घं.": "घंटे",
            "से.": "सेकंड",
            "कु.": "कुमारी",
            "पं.": "पंडित",
            "उदा.": "उदाहरण",
            "पृ.": "पृष्ठ",
            "कं.": "कंपनी",
            "लि.": "लिमिटेड",
            "प्रा.": "प्राइवेट",
            "ई.पू.": "ईसा पूर्व",
            "ई. पू.": "ईसा पूर्व",
            "जि.": "ज़िला",
            "स्व.": "स्वर्गीय",
            "डा.": "डॉक्टर",
            "मो.": "मोबाइल",
            "पृ.सं.": "पृष्ठ संख्या",
            "क्र.सं.": "क्रम संख्या",
            "क्र.": "क्रमांक",
            "म.प्र.": "मध्य प्रदेश",
            "उ.प्र.": "उत्तर प्रदेश",
            "सोम.": "सोमवार",
            "मंगल.": "मंगलवार",
            "बुध.": "बुधवार",
            "शुक्र.": "शुक्रवार",
            "शनि.": "शनिवार",
        },
        ordinal_marks=("वां", "वाँ", "वीं", "ला", "रा", "था", "ठा", "ली", "री", "थी"),
        feminine_marks=frozenset(("वीं", "ली", "री", "थी")),
        halves_of_day=("सुबह", "दोपहर", "शाम"),
    )
