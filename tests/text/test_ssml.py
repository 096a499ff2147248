"""SSML documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wyoming_kokoro.errors import BadMarkup, RequestError, TextTooLong
from wyoming_kokoro.text.document import Document, SpokenClause
from wyoming_kokoro.text.language import LANGUAGES
from wyoming_kokoro.text.segment import Boundary, Need, Segment
from wyoming_kokoro.text.ssml import MAX_CHARS, MAX_DEPTH, MAX_ELEMENTS


def clauses_of(text: str, language: str = "en-US") -> list[SpokenClause]:
    document = Document("ssml", language)
    return document.feed(text) + document.flush()


def segments_of(inside: str, language: str = "en-US") -> list[Segment]:
    clauses = clauses_of(f"<speak>{inside}</speak>", language)
    return [segment for clause in clauses for segment in clause.segments]


def only(inside: str, language: str = "en-US") -> Segment:
    (segment,) = segments_of(inside, language)
    return segment


def test_paragraphs_and_sentences_end_clauses() -> None:
    text = "<speak><p><s>One thing</s><s>two things</s></p>\n<p>Three. Four</p>five</speak>"
    said = [("".join(s.text for s in c.segments), c.boundary) for c in clauses_of(text)]
    assert said == [
        ("One thing", Boundary.SENTENCE),
        ("two things", Boundary.PARAGRAPH),
        ("Three. ", Boundary.SENTENCE),
        ("Four", Boundary.PARAGRAPH),
        ("five", Boundary.PARAGRAPH),
    ]


def test_a_sentence_does_not_run_into_the_text_before_it() -> None:
    assert (
        len(
            clauses_of(
                "<speak>Some long first line that has more than fifty letters<s>and this</s></speak>"
            )
        )
        == 2
    )


def test_line_breaks_in_the_source_are_only_spaces() -> None:
    assert only("one\n   two\r\n\tthree").text == "one two three"


def test_clauses_joined_are_the_document() -> None:
    text = '<?xml version="1.0"?>\n<speak> <p>One.</p> <p>Two &amp; <mark name="x"/>three.</p> </speak>\n'
    assert "".join(clause.text for clause in clauses_of(text)) == text


def test_words_keep_their_places() -> None:
    text = "<speak>Größe <b>二</b> &amp; <![CDATA[a < b]]></speak>"
    for clause in clauses_of(text):
        for segment in clause.segments:
            assert [text[offset] for offset in segment.offsets] == list(segment.text)
    text = '<speak><sub alias="one two">a &amp; b</sub></speak>'
    (segment,) = clauses_of(text)[0].segments
    first = text.index("a &amp;")
    assert segment.offsets == (*range(first, first + 7),), "from the first of its pieces on"


@pytest.mark.parametrize(
    ("attributes", "seconds"),
    [
        ('time="500ms"', 0.5), ('time="2s"', 2.0), ('time="1.5s"', 1.5), ('time=".5s"', 0.5), ("", 0.5), ('strength="weak"', 0.25),
        ('strength="x-strong"', 1.2), ('strength="x-weak"', 0.1), ('strength="medium"', 0.5), ('strength=" STRONG "', 0.8), ('time="10s"', 10.0),
        ('time="+250 ms"', 0.25), ('time="10000ms"', 10.0), ('time="1s" strength="weak"', 1.0),
    ],
)  # fmt: skip
def test_a_break_is_silence_after_the_words_before_it(attributes: str, seconds: float) -> None:
    first, second = segments_of(f"one<break {attributes}/>two")
    assert (first.text, first.pause_s, second.text) == ("one ", seconds, "two")


def test_a_break_of_no_strength_is_nothing() -> None:
    assert only('one<break strength="none"/> two').text == "one two"


def test_say_as_keeps_its_words_together() -> None:
    text = '<say-as interpret-as="date" format="mdy">1. 2. 2024. Or so it was written down by them</say-as>'
    segment = only(text)
    assert (segment.say_as, segment.say_as_format) == ("date", "mdy")
    assert segment.text.startswith("1. 2. 2024. Or")


def test_sub_says_its_alias_in_the_place_of_the_word() -> None:
    text = '<speak><sub alias="World Wide Web">W3</sub></speak>'
    (segment,) = clauses_of(text)[0].segments
    assert segment.text == "World Wide Web"
    assert {text[offset] for offset in segment.offsets} == {"W", "3"}


@pytest.mark.parametrize(
    ("attributes", "language", "phonemes"),
    [
        ('alphabet="ipa" ph="təˈmeɪtoʊ"', "en-US", "təˈmAtO"),
        ('alphabet="ipa" ph="təˈmɑːtəʊ"', "en-GB", "təˈmɑːtQ"),
        ('ph="t͡ʃɜːrt͡ʃ"', "en-US", "ʧɜɹʧ"),
        ('ph="ˈbʌtn̩"', "en-US", "ˈbʌtᵊn"),
        ('ph="bɔ̃ʒuʁ"', "fr", "bɔ\u0303ʒuʁ"),
        ('alphabet="x-sampa" ph="t@&quot;meItoU"', "en-US", "təˈmAtO"),
        ('alphabet="x-sampa" ph="dZ&quot;{z"', "en-US", "ʤˈæz"),
        ('alphabet="kokoro" ph=" kˈOkəɹO "', "en-US", "kˈOkəɹO"),
        ('alphabet="X-Kokoro" ph="kˈO"', "en-US", "kˈO"),
        ('alphabet="misaki" ph="kˈO"', "en-US", "kˈO"),
        ('alphabet="xsampa" ph="{"', "en-US", "æ"),
        ('alphabet=" IPA " ph=" tʃ "', "en-US", "ʧ"),
    ],
)
def test_phonemes_are_kokoros(attributes: str, language: str, phonemes: str) -> None:
    assert only(f"<phoneme {attributes}>x</phoneme>", language).phonemes == phonemes
    other = "fr" if language != "fr" else "it"
    within = f'<lang xml:lang="{language}"><phoneme {attributes}>x</phoneme></lang>'
    assert only(within, other).phonemes == phonemes, "of the language around it"


@pytest.mark.parametrize(
    ("value", "rate"),
    [("x-slow", 0.5), ("slow", 0.75), ("medium", 1.0), ("Default", 1.0), ("fast", 1.25), ("x-fast", 1.6), (".5", 0.5), ("+2", 2.0), ("1%", 0.25), ("80%", 0.8), ("+20%", 1.2), ("-50%", 0.5), ("1.5", 1.5), ("1000%", 4.0)],
)  # fmt: skip
def test_prosody_sets_the_rate(value: str, rate: float) -> None:
    assert only(f'<prosody rate="{value}">a</prosody>').rate == pytest.approx(rate)


@pytest.mark.parametrize(
    ("value", "gain"),
    [("medium", 0.0), ("default", 0.0), ("x-soft", -12.0), ("soft", -6.0), ("Loud", 4.0), ("x-loud", 8.0), ("-100%", -96.0), ("0", -96.0), ("+100%", 6.0206), ("12 db", 12.0), ("-200dB", -96.0), ("+6dB", 6.0), ("-3.5dB", -3.5), ("silent", -96.0), ("100", 0.0), ("10%", -20.0), ("+90dB", 12.0)],
)  # fmt: skip
def test_prosody_sets_the_volume(value: str, gain: float) -> None:
    assert only(f'<prosody volume="{value}">a</prosody>').gain_db == pytest.approx(gain)


def test_rates_multiply() -> None:
    text = '<prosody rate="0.5">a <prosody rate="150%">b</prosody></prosody>'
    assert [segment.rate for segment in segments_of(text)] == [0.5, 0.75]


def test_voice_and_language_hold_inside_their_element() -> None:
    text = 'a <voice name="af_sky">b <lang xml:lang="fr_FR">c</lang></voice> d'
    assert [(s.text.strip(), s.voice, s.language) for s in segments_of(text)] == [
        ("a", None, None), ("b", "af_sky", None), ("c", "af_sky", "fr"), ("d", None, None),
    ]  # fmt: skip


def test_the_documents_language_changes_no_kind_of_english() -> None:
    (clause,) = clauses_of('<speak xml:lang="en-US">a</speak>', "en-GB")
    assert clause.segments[0].language is None
    (clause,) = clauses_of('<speak xml:lang="it-IT">a</speak>', "en-GB")
    assert clause.segments[0].language == "it"


@pytest.mark.parametrize(
    ("level", "stress", "rate"),
    [("strong", 1.0, 0.9), ("moderate", 0.5, 0.95), ("none", None, 1.0), ("reduced", -1.0, 1.05), (None, 0.5, 0.95)],
)  # fmt: skip
def test_emphasis_shifts_the_stress(level: str | None, stress: float | None, rate: float) -> None:
    attribute = "" if level is None else f' level="{level}"'
    segment = only(f"<emphasis{attribute}>a</emphasis>")
    assert (segment.stress, segment.rate) == (stress, rate)


def test_volumes_add_up() -> None:
    text = '<prosody volume="-6dB">a <prosody volume="-6dB">b <prosody volume="50%">c</prosody></prosody></prosody>'
    assert [segment.gain_db for segment in segments_of(text)] == [-6, -12, pytest.approx(-18.0206)]


def test_marks_stand_between_the_words() -> None:
    assert [(s.text.strip(), s.mark) for s in segments_of('one <mark name="m"/>two')] == [
        ("one", None), ("", "m"), ("two", None),
    ]  # fmt: skip


def test_marks_and_pauses_need_no_words() -> None:
    first, second = segments_of('<break time="1s"/><mark name="m"/>')
    assert (first.pause_s, second.mark) == (1.0, "m")


def test_unknown_elements_are_read_and_metadata_is_not() -> None:
    assert only('<foo bar="1">a</foo><audio src="x"><desc>no</desc>b</audio>').text == "ab"


@pytest.mark.parametrize("name", "desc metadata meta lexicon title style script".split())
def test_what_describes_a_document_is_not_said(name: str) -> None:
    assert (
        only(f"a<{name}>x <b>y</b><break time='2s'/><sub alias='z'>z</sub></{name}>b").text == "ab"
    )


@pytest.mark.parametrize(
    ("name", "boundary"),
    [("p", Boundary.PARAGRAPH), ("paragraph", Boundary.PARAGRAPH), ("s", Boundary.SENTENCE), ("sentence", Boundary.SENTENCE)],
)  # fmt: skip
def test_parts_of_a_text_end_clauses(name: str, boundary: Boundary) -> None:
    text = f"<speak>Before this<{name}>Inside it</{name}>after it</speak>"
    said = [("".join(s.text for s in c.segments), c.boundary) for c in clauses_of(text)]
    assert said[0] == ("Before this", Boundary.SENTENCE)
    assert said[1] == ("Inside it", boundary)


def test_as_much_as_a_document_may_have() -> None:
    deep = "<b>" * (MAX_DEPTH - 1) + "a" + "</b>" * (MAX_DEPTH - 1)
    assert only(deep).text == "a"
    assert only("<b/>" * (MAX_ELEMENTS - 1) + "a").text == "a"
    assert (MAX_DEPTH, MAX_ELEMENTS, MAX_CHARS) == (32, 5000, 200_000)


def test_what_stands_before_the_document_moves_no_place() -> None:
    text = "\ufeff \r\n\t<speak>é <b>b</b></speak>"
    (clause,) = clauses_of(text)
    for segment in clause.segments:
        assert [text[offset] for offset in segment.offsets] == list(segment.text)
    assert len(clauses_of("\n <?xml version='1.0'?><speak>a</speak>")) == 1
    with pytest.raises(BadMarkup, match="line 2, column 9"):
        clauses_of("\n <speak>&x;</speak>")


@pytest.mark.parametrize(
    ("inside", "segment"),
    [
        ('<phoneme ph="a"/>', {"text": "a", "phonemes": "a"}),
        ('<phoneme ph="a"> x\n y </phoneme>', {"text": "x y", "phonemes": "a"}),
        ("<sub>W3</sub>", {"text": "W3", "written": "W3"}),
        ('<sub alias=" a  b ">W3</sub>', {"text": "a b", "written": "W3"}),
        ('<say-as interpret-as="date">x</say-as>', {"say_as": "date", "say_as_format": None}),
        ('<voice name=" x " language="fr">a</voice>', {"voice": "x", "language": "fr"}),
        ('<voice name=" ">a</voice>', {"voice": None}),
        ("<voice>a</voice>", {"voice": None}),
        ('<sub alias="b">a<break time="1s"/><mark name="m"/>c</sub>', {"text": "b", "pause_s": 0.0, "mark": None}),
        ('<b language="fr">a</b>', {"language": None}),
        ('<prosody rate="2" volume="6dB">a</prosody>', {"rate": 2.0, "gain_db": 6.0}),
        ('<voice name="x"><sub alias="b">a</sub></voice>', {"text": "b", "voice": "x"}),
        ('<sub alias="b">a<phoneme ph="x">c</phoneme></sub>', {"text": "b", "written": "ac", "phonemes": None}),
    ],
)  # fmt: skip
def test_an_element_says_how_its_words_are_said(inside: str, segment: dict[str, object]) -> None:
    found = only(inside)
    assert {name: getattr(found, name) for name in segment} == segment


def test_markdown_in_ssml_is_text() -> None:
    assert only("**a** [pause:1s] `b`").text == "**a** [pause:1s] `b`"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<speak>a<b></speak>", "line 1, column 14: mismatched tag"),
        ("<speak>\n ä &foo;</speak>", "line 2, column 4: undefined entity"),
        ("<speak>", "line 1, column 8: no element found"),
        ("hello", "line 1, column 1"),
        ("<p>x</p>", "the document must be <speak>, not <p>"),
        ("<" + "p" * 50 + "/>", "not <" + "p" * 40 + ">"),
        ("<speak><" + "p" * 50 + " xml:lang='tlh'/></speak>", ": <" + "p" * 40 + ">: "),
        ("<speak>\n\n ä &foo;</speak>", "line 3, column 4: undefined entity"),
        ("<speak><break time='1sx'/></speak>", "time='1sx'"),
        ("<speak><prosody rate='2x'>a</prosody></speak>", "rate='2x'"),
        ("<speak><prosody volume='1%x'>a</prosody></speak>", "volume='1%x'"),
        ("<speak><break time='11s'/></speak>", "<break>: time='11s'"),
        ("<speak><break strength='huge'/></speak>", "<break>: strength='huge'"),
        (
            "<speak>\n <prosody rate='x'>a</prosody></speak>",
            "line 2, column 2: <prosody>: rate='x'",
        ),
        ("<speak><prosody rate='-100%'>a</prosody></speak>", "not above zero"),
        ("<speak><prosody volume='x'>a</prosody></speak>", "volume='x'"),
        ("<speak><emphasis level='x'>a</emphasis></speak>", "level='x'"),
        ("<speak><break time='-1s'/></speak>", "time='-1s'"),
        ("<speak><break time='10.001s'/></speak>", "time='10.001s'"),
        ("<speak><break time='1'/></speak>", "time='1'"),
        ("<speak><phoneme>a</phoneme></speak>", "ph is missing"),
        ("<speak><phoneme ph=' '>a</phoneme></speak>", "ph is missing"),
        ("<speak><phoneme alphabet='arpabet' ph='x'>a</phoneme></speak>", "alphabet='arpabet'"),
        ("<speak><say-as>1</say-as></speak>", "interpret-as is missing"),
        ("<speak><lang xml:lang='tlh'>a</lang></speak>", "'tlh'"),
        ("<speak>\ud800</speak>", "line 1, column 8"),
        ("<speak>\x00</speak>", "line 1, column 8"),
        ("<speak>" + "<s>" * MAX_DEPTH + "a", "nested deeper"),
        ("<speak>" + "<s/>" * MAX_ELEMENTS + "</speak>", "more than"),
    ],
)
def test_bad_ssml_is_an_error_that_names_the_place(text: str, message: str) -> None:
    with pytest.raises(BadMarkup) as caught:
        clauses_of(text)
    assert message in caught.value.message


_STRENGTHS = "none, x-weak, weak, medium, strong, x-strong"


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<break time='1m'/>", "<break>: time='1m' is not a time like 500ms or 2s of at most 10s"),
        ("<break strength='x'/>", f"<break>: strength='x' is not one of {_STRENGTHS}"),
        ("<prosody rate='x'/>", "<prosody>: rate='x' is not a rate like slow, 80% or 1.2"),
        ("<prosody rate='0'/>", "<prosody>: rate='0' is not above zero"),
        ("<prosody volume='x'/>", "<prosody>: volume='x' is not a volume like soft, -6dB or 50%"),
        ("<emphasis level='x'/>", "<emphasis>: level='x' is not one of strong, moderate, none, reduced"),
        ("<phoneme alphabet='x' ph='a'/>", "<phoneme>: alphabet='x' is not known; use ipa, x-sampa or kokoro"),
        ("<phoneme/>", "<phoneme>: ph is missing"),
        ("<say-as/>", "<say-as>: interpret-as is missing"),
        ("<b>" * MAX_DEPTH, "elements are nested deeper than 32"),
        ("<b/>" * MAX_ELEMENTS, "there are more than 5000 elements"),
        ("<lang xml:lang='de'/>", f"<lang>: Language 'de' is not spoken; choose from {', '.join(LANGUAGES)}"),
    ],
)  # fmt: skip
def test_an_error_says_what_would_have_been_right(inside: str, why: str) -> None:
    with pytest.raises(BadMarkup) as caught:
        clauses_of(f"<speak>{inside}</speak>")
    assert caught.value.message.partition(": ")[2] == why


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE speak [<!ENTITY a "b">]><speak>&a;</speak>',
        '<!DOCTYPE speak [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><speak>&b;</speak>',
        '<!DOCTYPE speak SYSTEM "file:///etc/passwd"><speak>a</speak>',
        '<!DOCTYPE speak [<!ENTITY a SYSTEM "file:///etc/passwd">]><speak>&a;</speak>',
        '<!DOCTYPE speak [<!ENTITY % a SYSTEM "http://127.0.0.1/"> %a;]><speak>a</speak>',
    ],
)
def test_document_types_and_entities_are_refused(text: str) -> None:
    with pytest.raises(BadMarkup, match=": document types and entities are not allowed$"):
        clauses_of(text)


def test_a_document_that_is_too_long_is_refused_before_it_is_parsed() -> None:
    document = Document("ssml")
    document.feed("<speak>" + "a" * (MAX_CHARS - 7))
    with pytest.raises(TextTooLong, match="^The SSML is longer than 200000 characters$"):
        document.feed("a")


def test_ssml_is_spoken_when_it_is_complete() -> None:
    document = Document("ssml")
    assert document.feed("<speak>One. Two.") == []
    assert document.halt() == document.take(Need.OVERDUE) == []
    document.feed(" Thr")
    document.feed("ee.</sp")
    document.feed("eak>")
    said = ["".join(s.text for s in clause.segments).strip() for clause in document.flush()]
    assert said == ["One.", "Two.", "Three."]


TAGS = (
    "<p>", "</p>", "<s>", "</s>", '<break time="1s"/>', "<break/>", '<mark name="a"/>', '<voice name="x">',
    "</voice>", "<sub alias='a, b. c'>", "</sub>",
    '<say-as interpret-as="date">', "</say-as>", "<phoneme ph='a'>", "</phoneme>", "<emphasis>", "</emphasis>",
    "&amp;", "&#65;", "<![CDATA[", "]]>",
    "<!-- ", " -->", "word ", "One. ", "\n", "<desc>", "</desc>", "<x/>", "é日",
)  # fmt: skip


@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=4), max_size=20).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_document_is_read_or_refused(inside: str) -> None:
    text = f"<speak>{inside}</speak>"
    try:
        clauses = clauses_of(text)
    except RequestError:
        return
    assert "".join(clause.text for clause in clauses) == text
    for clause in clauses:
        assert all(len(s.text) == len(s.offsets) for s in clause.segments)
