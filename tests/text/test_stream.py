"""Clauses out of a growing text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wyoming_kokoro.text.normalize.grammars import locale_of
from wyoming_kokoro.text.segment import Boundary, Clause, Need
from wyoming_kokoro.text.stream import ClauseSizes, ClauseStream

PIECES = (
    "Hello there. ", "Dr. Smith", "e.g. ", "at 5 p.m. ", "The U.S. ", "3.14 ", "7:30 ", "v1.2.3. ", "and ", "which ", "word ", "Yes, ",
    ", ", "; ", ": ", " — ", " - ", "—", "...", "…", "? ", "! ", "?!", "\n", "\n\n", "\r\n", " ", "  ", "1. ", "- ", "# ", "| a | b |",
    "```", "`a. b`", "[", "]", "(", ")", "[docs. Here](https://a.b/c?d. E)", "[pause:1s]", "<br>", "<", "**", "_", '"', "”", "。", "、",
    "「", "」", "日本語", "です", "今天", "नमस्ते", "।", "¿Qué", "\x00", "\ud800", "\u00a0", "👍", "a" * 90,
    "https://example.org/a,b;c ", "\\", "I. ",
    "No. ",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)


def clauses_of(text: str, language: str = "en-US", **sizes: float) -> list[Clause]:
    stream = ClauseStream(language, ClauseSizes(**sizes))
    return stream.feed(text) + stream.flush()


def cut(text: str, language: str = "en-US", **sizes: float) -> list[str]:
    return [clause.text for clause in clauses_of(text, language, **sizes)]


def sentences(text: str, language: str) -> list[str]:
    found = [""]
    for clause in clauses_of(text, language):
        found[-1] += clause.text
        if clause.boundary >= Boundary.SENTENCE:
            found.append("")
    return found[:-1]


@pytest.mark.parametrize(
    "text", ["I gave it to Tim. 3 days later it came back.", "See Tim. 3:4, it says so."]
)
def test_a_number_behind_a_doubtful_short_form_is_waited_for(text: str) -> None:
    stream = ClauseStream("en-US")
    clauses = [clause for char in text for clause in stream.feed(char)] + stream.flush()
    assert [clause.text for clause in clauses] == cut(text)


@given(texts, st.lists(st.integers(0, 400), max_size=12))
@settings(max_examples=300, deadline=None)
def test_every_way_of_cutting_a_text_into_deltas_gives_the_same_clauses(
    text: str, cuts: list[int]
) -> None:
    stream = ClauseStream()
    edges = [0, *sorted(min(c, len(text)) for c in cuts), len(text)]
    clauses = [c for a, b in zip(edges, edges[1:]) for c in stream.feed(text[a:b])]
    assert clauses + stream.flush() == clauses_of(text)


@given(texts, st.integers(10, 80))
@settings(max_examples=300, deadline=None)
def test_clauses_joined_are_the_text_and_know_their_place(text: str, first: int) -> None:
    clauses = clauses_of(text, first=first)
    assert "".join(c.text for c in clauses) == text
    assert all(text.startswith(c.text, c.start) and c.text for c in clauses)
    if clauses:
        assert clauses[-1].boundary is Boundary.PARAGRAPH


@given(texts, st.lists(st.tuples(st.integers(0, 400), st.sampled_from([None, *Need])), max_size=12))
@settings(max_examples=300, deadline=None)
def test_halts_and_needs_lose_nothing_and_double_a_full_stop_at_most(
    text: str, halts: list[tuple[int, Need | None]]
) -> None:
    stream = ClauseStream()
    clauses: list[Clause] = []
    place = 0
    for edge, need in sorted(halts, key=lambda halt: halt[0]):
        clauses += stream.feed(text[place:edge])
        place = max(place, edge)
        clauses += stream.halt() if need is None else stream.take(need)
    clauses += stream.feed(text[place:]) + stream.flush()
    end = 0
    for clause in clauses:
        assert text.startswith(clause.text, clause.start)
        assert clause.start == end or (clause.start == end - 1 and clause.text[0] == ".")
        end = clause.start + len(clause.text)
    assert end == len(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "Go to the Univ. Hospital by Hwy. 61, Bldg. 4, Rm. 12."),
        ("en-US", "Use an 8x8-in. pan, a 12-fl.-oz. can, 3 in. wide and 2 gal. deep, then go 5 mi. north."),
        ("en-GB", "The talk by Insp. Morse is in Ch. 3, ed. 2, of the book."),
        ("es", "Vivo en la Ctra. Nacional, Urb. Los Olivos, Edif. Sol, blq. 3, esc. 2 desde ene. 2024."),
        ("fr", "Cuire 20 min. 3 fois, th. 6, au bât. 4, env. 15 pers. 2 fois depuis janv. 2024."),
        ("it", "L'arch. Rossi e la geom. Bianchi sono in Loc. Pianura, sc. 3, int. 12 dal 3 sett. 2024."),
        ("pt-BR", "O Cel. Silva mora na Rod. Anhanguera, Jd. Europa, bl. 3, ap. 12, desde o séc. 20."),
        ("hi", "प्रो. 3 और रु. 500 यहाँ हैं।"),
    ],
)  # fmt: skip
def test_no_short_form_of_its_language_ends_a_sentence(language: str, text: str) -> None:
    assert sentences(text, language) == [text]


@pytest.mark.parametrize("language", ["en-US", "es", "fr", "it", "pt-BR", "hi"])
def test_no_short_form_ends_a_sentence_before_a_number(language: str) -> None:
    shorts = sorted(locale_of(language).short_forms())
    assert len(shorts) > 40
    assert [x for x in shorts if len(sentences(f"Abcd {x}. 12 efgh.", language)) != 1] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "Read Isa. 40 and Mal. 3 aloud."),
        ("en-US", "She cited cl. 4 of Amend. 14 today."),
        ("en-GB", "It has a pop. 900 and a wt. 20 more."),
        ("es", "Lea la pág. 40 y el art. 3 ahora."),
        ("pt-BR", "Leia a pág. 40 e o art. 3 agora."),
        ("fr", "Lisez la fig. 40 et l’art. 3 ensuite."),
    ],
)
def test_what_a_number_follows_ends_no_sentence(language: str, text: str) -> None:
    assert sentences(text, language) == [text]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt-BR", "A porta fecha mal. | 3 pessoas esperam."),
        ("pt-BR", "É dessa cor. | 2 latas bastam."),
        ("pt-BR", "Vamos ver. | 5 minutos depois ele veio."),
        ("es", "Hoy me siento mal. | 3 días sin dormir."),
        ("it", "Ho visto il film con Matt. | 3 persone dormivano."),
        ("en-US", "We found the pet. | 3 days later it was gone."),
        ("en-US", "Ask Dan. | 5 minutes later he came."),
    ],
)
def test_a_short_form_of_english_is_a_word_of_other_languages(language: str, text: str) -> None:
    """“mal. 3 …” lost its pause in Portuguese: a book of the English Bible is written so."""
    first, second = text.split("| ")
    assert sentences(first + second, language) == [first, second]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "It lasts 5 min. | Bob knows it."),
        ("en-US", "Turn left at the end of Elm Ct. | The house is white."),
        ("en-GB", "We read it in Oct. | Bob knows it."),
        ("es", "Son veinte hab. | Pedro lo sabe."),
        ("es", "Vive en la misma Urb. | Ella lo sabe."),
        ("es", "Vive en EE. UU. | Los precios suben."),
        ("fr", "Il reste du pain, des œufs, etc. | Paul le sait."),
        ("it", "Sono venti ab. | Paolo lo sa."),
        ("pt-BR", "Chega em dez. | Paulo sabe disso."),
        ("en-US", "Es geht zu Ende mit der Urb. | Pedro knows it."),
    ],
)
def test_short_forms_end_a_sentence_where_another_one_begins(language: str, text: str) -> None:
    first, second = text.split("| ")
    assert sentences(first + second, language) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith met Mrs. Peel.",
        "Use a lamp, e.g. the one here.",
        "He came at 5 p.m. and left.",
        "The U.S. Army is here.",
        "J. R. R. Tolkien wrote it.",
        "It is 3.5 degrees at 7:30 now.",
        "Version 1.2.3 runs on 192.168.0.1 there.",
        "See https://example.org/a?b=c.d!e or write to ann@mail.org now.",
        "See Fig. 3 and No. 5 there.",
        "1. Open the door.",
        "Dec. 24 is fine.",
        'He said "Really?" and left.',
        "Wait... what is it?",
        "El Sr. García llegó.",
        "See [the docs. They help](https://x.org/a. B) now.",
        "これは[天気。](https://a.b/c)",
        "[Weather．](https://a.b/c)",
        "Run `foo. Bar` now.",
        "「はい。」と言った。",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert cut(text, first=200) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Hello there. ", "How are you?"],
        ["It ends at 5 p.m. ", "Then we go."],
        ["He lives in the U.S. ", "The house is big."],
        ["So do I. ", "He went home."],
        ["Vive en EE. UU. ", "La casa es grande."],
        ["Vino a las 8 a. m. ", "Después salió."],
        ["Il est parti à 8 h. ", "Puis, elle aussi."],
        ["Really ? ", "« Oui ! »"],
        ["No. ", "We do not."],
        ['"Stop." ', "He ran."],
        ["Go (now.) ", "He ran."],
        ["It **is.** ", "He ran."],
        ["Really?! ", "Yes."],
        ["He left... ", "She came."],
        ["It is 7. ", "Go now."],
        ["# Heading\n", "Text here\n", "- apples\n", "- pears"],
        ["One\n\n", "Two"],
        ["これは本です。", "はい！", "それは？", "いいえ"],
        ["今天好。", "明天呢？", "好"],
        ["नमस्ते। ", "आप कैसे हैं? ", "ठीक॥ ", "धन्यवाद"],
        ["¿Qué hora es? ", "¡Hola! ", "Son las tres."],
        ["| a, b. C | d |\n", "|---|---|\n| 1 | 2 |"],
    ],
)  # fmt: skip
def test_sentences_are_parted(parts: list[str]) -> None:
    assert cut("".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "boundaries"),
    [
        ("One is here. Two", [Boundary.SENTENCE, Boundary.PARAGRAPH]),
        ("One\nTwo", [Boundary.SENTENCE, Boundary.PARAGRAPH]),
        ("One\r\nTwo", [Boundary.SENTENCE, Boundary.PARAGRAPH]),
        ("One\n \nTwo", [Boundary.PARAGRAPH, Boundary.PARAGRAPH]),
        ("The lights are on now, and the door is shut.", [Boundary.PHRASE, Boundary.PARAGRAPH]),
        ("The lights are on now: the door is shut.", [Boundary.CLAUSE, Boundary.PARAGRAPH]),
        ("The lights are on now — the door is shut.", [Boundary.CLAUSE, Boundary.PARAGRAPH]),
    ],
)
def test_the_boundary_tells_how_a_clause_ends(text: str, boundaries: list[Boundary]) -> None:
    assert [c.boundary for c in clauses_of(text)] == boundaries


def test_the_first_clause_leaves_at_its_first_comma() -> None:
    text = "The living room lights are on, and the door of the garage is closed."
    assert cut(text)[0] == "The living room lights are on, "


def test_a_strong_mark_parts_a_clause_unless_it_comes_in_its_first_third() -> None:
    rest = "then we went home early, as it was a dark and rainy night in there."
    for begin, is_parted in (("They came here soon; ", True), ("They came at 4; ", False)):
        parts = cut(f"It is so. {begin}{rest}", first=30)
        assert (parts[1] == begin) is is_parted, parts


def test_a_crumb_is_not_cut_off() -> None:
    assert cut("Yes, the light is on, sir.") == ["Yes, the light is on, sir."]


def test_a_long_first_clause_ends_before_a_conjunction() -> None:
    text = "The heating in the living room was set to twenty degrees because it was cold in there."
    assert cut(text)[0] == "The heating in the living room was set to twenty degrees "


def test_clauses_grow_and_keep_within_their_sizes() -> None:
    clauses = cut("word " * 400, first=40, later=150, hard=200)
    assert 30 <= len(clauses[0]) <= 62 < len(clauses[1]) <= 132
    assert all(100 <= len(clause) <= 212 for clause in clauses[2:-1])


def test_sizes_grow_up_to_a_limit() -> None:
    sizes = ClauseSizes()
    assert [sizes.soft_of(index) for index in (0, 1, 2, 3, 5000)] == [60, 120, 200, 200, 200]
    assert [sizes.hard_of(index) for index in (0, 1, 2, 5000)] == [75, 180, 300, 300]
    short = ClauseSizes(first=60, later=200, hard=70)
    assert [short.soft_of(index) for index in (0, 1, 2)] == [60, 70, 70]
    assert [short.hard_of(index) for index in (0, 1, 2)] == [70, 70, 70]
    assert (sizes.least, sizes.tail) == (16, 12)


def test_kana_and_han_count_for_several_letters() -> None:
    text = "これは長い文章でたくさんの言葉があり休む所がないのでとても長くなりますけれども続きます"
    assert 10 <= len(cut(text, "ja")[0]) <= 25


def test_a_list_of_numbers_is_not_cut_within_a_date() -> None:
    text = "On December 24, 2025 we will all go home together with our friends and the dogs of the house."
    assert cut(text)[0].startswith("On December 24, 2025 we")


def test_a_clause_says_something() -> None:
    assert cut("...\n\n---\nHello.") == ["...\n\n---\nHello."]
    assert cut("Hello. [pause:2s]\nWorld") == ["Hello. ", "[pause:2s]\nWorld"]


def test_code_is_cut_at_the_ends_of_its_lines_only() -> None:
    text = "Run this now:\n```python\nprint('One. Two, three'); x = [1\ny = 2\n```\nDone. Good."
    assert cut(text) == [
        "Run this now:\n", "```python\nprint('One. Two, three'); x = [1\n", "y = 2\n", "```\nDone. ", "Good.",
    ]  # fmt: skip


def test_a_long_label_of_a_link_is_cut_nowhere_and_ends() -> None:
    """Cutting nothing off in front of it went on for ever."""
    text = f"[{'天気' * 60}。](https://a.b/c)です"
    assert "".join(cut(text)) == text


def test_an_unclosed_bracket_holds_nothing_up_for_long() -> None:
    stream = ClauseStream()
    assert stream.feed("Look [here. " + "It is so. " * 40)


def test_a_sentence_is_given_out_with_the_first_letter_of_the_next() -> None:
    stream = ClauseStream()
    assert stream.feed("The light is on. ") == []
    assert [c.text for c in stream.feed("I")] == ["The light is on. "]


@pytest.mark.parametrize(
    "text",
    [
        "Let me check the weather.", "Let me check it.\n\n", "Turn it on.", "He is watching TV.", "Really?", "Sure!", 'He said "Stop."',
        "It is **done.**", "Wait...", "It is 21 °C.", "- apples\n", "# Heading\n", "これは本です。", "ठीक है।", "It is 7.\n\n", "No.\n",
    ],
)  # fmt: skip
def test_a_halt_gives_out_a_sentence_that_has_surely_ended(text: str) -> None:
    stream = ClauseStream()
    assert stream.feed(text) == []
    (clause,) = stream.halt()
    assert clause.text == text and clause.boundary >= Boundary.SENTENCE
    assert stream.halt() == []


@pytest.mark.parametrize(
    "text",
    [
        "See Dr.", "Use a lamp, e.g.", "It is half past 6.", "3.", "1. Open the", "Write to https://a.b/c?", "It was J.", "See No.", "At 5 p.m.",
        "Bread, milk, etc.", "On Dec.", "It costs $5.", "Dr. Ph.", "Look at `foo.", "See [the docs.", "The light in the kit", "「はい。」",
        "```\nrun it.", "main.py is", "See settings_file.", "It is 5 km.",
    ],
)  # fmt: skip
def test_a_halt_gives_out_nothing_that_may_go_on(text: str) -> None:
    stream = ClauseStream()
    assert stream.feed(text) == []
    assert stream.halt() == []


def test_a_full_stop_that_was_within_a_word_is_read_with_the_rest_of_it() -> None:
    stream = ClauseStream()
    stream.feed("It is at example.")
    assert [c.text for c in stream.halt()] == ["It is at example."]
    assert [c.text for c in stream.feed("org now. So")] == [".org now. "]
    assert stream.flush() == [Clause("So", 26, Boundary.PARAGRAPH)]


@pytest.mark.parametrize(
    ("said", "more"),
    [("Wait.", ".. So it is."), ('He said "Stop.', '" So it is.'), ("Go!", "!! So.")],
)
def test_marks_that_come_after_a_halt_are_no_part_of_the_next_sentence(
    said: str, more: str
) -> None:
    stream = ClauseStream()
    stream.feed(said)
    assert [c.text for c in stream.halt()] == [said]
    marks, sentence = stream.feed(more) + stream.flush()
    assert marks.boundary is Boundary.CUT and not any(map(str.isalnum, marks.text))
    assert sentence.text.lstrip().startswith("So")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("on the table th", "on the table "),
        ("on ", "on "),
        ("on [the table](http", "on "),
        ("on the table that my brother has", "on the table that my "),
        ("on the table that my ox has", "on the table that my ox "),
        ("on the table that my dog has", "on the table that my "),
    ],
)
def test_the_rest_is_what_is_known_in_whole_words(text: str, rest: str) -> None:
    stream = ClauseStream()
    stream.feed("The old lamp on ")
    assert [c.text for c in stream.take(Need.NOW)] == ["The old lamp "]
    stream.feed(text.removeprefix("on "))
    known = stream.rest()
    assert known is not None and known.text == rest
    assert "".join(clause.text for clause in stream.flush()) == text


def test_there_is_no_rest_without_a_whole_word() -> None:
    stream = ClauseStream()
    stream.feed("The la")
    assert stream.rest() == Clause("The ", 0, Boundary.CUT)
    assert ClauseStream().rest() is None
    stream = ClauseStream()
    stream.feed("It is done.")
    assert stream.halt()
    stream.feed(" ")
    assert stream.rest() is None


def test_the_more_words_are_needed_the_weaker_the_place_where_they_are_parted() -> None:
    text = "The old lamp on the table that my brother "
    for need, parts in (
        (Need.SOON, ["The old lamp on the table "]),
        (Need.NOW, ["The old lamp ", "on the table "]),
        (Need.OVERDUE, ["The old lamp ", "on the table ", "that my brother "]),
    ):
        stream = ClauseStream()
        taken = [c.text for char in text for c in [*stream.feed(char), *stream.take(need)]]
        assert taken[: len(parts)] == parts[: len(taken)] and taken


def test_a_mark_goes_before_a_later_place_without_one() -> None:
    for need in Need:
        stream = ClauseStream()
        stream.feed("We came home early, then left for the hill and came down the long old lan")
        assert [c.text for c in stream.take(need)] == ["then left for the hill "]


@pytest.mark.parametrize("text", ["洗濯物が、", "洗濯物が全部、"])
def test_two_characters_without_spaces_count_as_a_word(text: str) -> None:
    stream = ClauseStream("ja")
    stream.feed(text + "外")
    enough = len(text) > 6
    assert [clause.text for clause in stream.take(Need.SOON)] == [text] * enough


def test_a_sentence_is_never_parted_within_a_number_a_name_or_after_a_small_word() -> None:
    text = "Call my uncle Tom Baker at 5 km 20 or on the 3 of May 2025 in the big green house. "
    stream = ClauseStream()
    taken = [c.text for char in text for c in [*stream.feed(char), *stream.take(Need.OVERDUE)]]
    bad = re.compile(r"(\d|Tom|\bat|\bon|\bthe|\bor|\bof|\bin|my) $")
    assert len(taken) > 1 and not [part for part in taken[:-1] if bad.search(part)]


def test_a_wrapped_line_goes_on() -> None:
    text = "This line was wrapped by hand after some sixty characters or so\nand it goes on here."
    assert Boundary.SENTENCE not in [c.boundary for c in clauses_of(text)]
