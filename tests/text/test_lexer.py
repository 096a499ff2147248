"""Markdown and markup to tokens."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from tests.text.test_markup import texts
from wyoming_kokoro.text.lexer import Lexer
from wyoming_kokoro.text.tokens import LineKind, Role, Token


def tokens_of(text: str) -> list[Token]:
    lexer = Lexer()
    return [token for char in text for token in lexer.push(char)] + lexer.finish()


def said(text: str) -> str:
    return "".join(token.said for token in tokens_of(text))


@given(texts)
@settings(max_examples=300, deadline=None)
def test_tokens_follow_each_other_without_a_gap(text: str) -> None:
    tokens = tokens_of(text)
    assert all(a.end == b.start for a, b in pairwise(tokens))
    assert sum(token.end - token.start for token in tokens) == len(text)
    assert all(len(token.said) <= token.end - token.start for token in tokens)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_without_markup_all_is_text(text: str) -> None:
    lexer = Lexer(markup=False)
    assert "".join(token.said for char in text for token in lexer.push(char)) == text
    assert lexer.finish() == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&deg;C &euro; &#65; &bogus; &", "°C € A &bogus; &"),
        ("1. [x] done\n> - [ ] open", "1, done\nopen"),
        ("a [b [c](d) e", "a [b c e"),
        ("[[a](b)](c) [d][e][f]", "a d[f]"),
        ("![x](y) !x [![i](j)](k)", "x !x i"),
        ("`` a`b `` and `open", " a`b  and open"),
        ("[a `b](c)` d", "a b d"),
        ("x <!-- no --> y <b>z</b> 1 <2 and <", "x  y z 1 <2 and <"),
        ("List<String>, x<BR>y, <name>", "List<String>, x y, name"),
        ("```\n[a](b) *c*\n```\n*d*", "[a](b) *c*\nd"),
        ("a | b\n| c | | d |", "a , b\n c ,  d "),
        ("# A #\n#b #", "A \n#b #"),
        ("---\n- - -\n-- x", "-- x"),
        (
            "<kbd>Esc</kbd>, <var>x</var>, <strike>old</strike> <small>and</small> <img src='a'><samp>ok</samp>",
            "Esc, x, old and ok",
        ),
        ("<details><summary>More</summary>it</details>", "  More it "),
        (
            "<h1>A</h1>b<h2>C</h2>d<h3>E</h3>f<h4>G</h4>h<h5>I</h5>j<h6>K</h6>l",
            " A b C d E f G h I j K l",
        ),
        ("<blockquote>Said</blockquote>he <center>C</center>", " Said he  C "),
        ("<dl><dt>Word</dt><dd>Sense</dd></dl>x", " Word  Sense x"),
        (
            "<table><thead><tr><th>N</th></tr></thead><tbody><tr><td>1</td></tr></tbody><tfoot></tfoot></table>end",
            "   N    1   end",
        ),
    ],
)
def test_what_is_said(written: str, read: str) -> None:
    assert said(written) == read


def test_nothing_is_held_that_is_sure() -> None:
    lexer = Lexer()
    for text, waits in (
        ("word ", False), ("*", True), ("b", False), ("*", True), (" ", False), ("[", True), ("a]", True), (" ", False),
        ("<", True), (" ", False), ("\n", False), ("-", True), (" ", True), ("x", False), ("\n12", True), (" ", False),
    ):  # fmt: skip
        for char in text:
            lexer.push(char)
        assert lexer.is_waiting is waits, text


def test_what_is_too_long_to_be_a_label_waits_no_longer() -> None:
    lexer = Lexer()
    for char in "[" + "word " * 60:
        lexer.push(char)
    assert not lexer.is_waiting


def test_what_is_too_long_to_begin_a_line_waits_no_longer() -> None:
    lexer = Lexer()
    for count in range(1, 202):
        lexer.push("-")
        assert lexer.is_waiting is (count < 200), count


def test_emphasis_that_closes_is_settled_when_the_text_stands_still() -> None:
    lexer = Lexer()
    for char in "It is *done.*":
        lexer.push(char)
    assert lexer.is_waiting
    assert [token.role for token in lexer.settle()] == [Role.SIGN]
    assert not lexer.is_waiting


def test_instructions_keep_their_words_aside() -> None:
    order, manner = (t for t in tokens_of("[rate:2][a](/b/)") if t.aside)
    assert (order.role, order.said, order.aside) == (Role.ORDER, "", "rate:2")
    assert (manner.role, manner.said, manner.aside) == (Role.MANNER, "a", "/b/")


def test_the_two_characters_of_a_line_break_are_one() -> None:
    assert said("a\n---\nb") == "a\nb"
    assert said("a\r\n---\r\nb") == "a\r\nb"


def test_lines_know_their_kind() -> None:
    text = "# h\n| a |\nb\n~~~\nc\n~~~"
    kinds = {token.said: token.line for token in tokens_of(text) if token.said.isalpha()}
    assert kinds == {
        "h": LineKind.HEADING, "a": LineKind.TABLE, "b": LineKind.TEXT, "c": LineKind.CODE,
    }  # fmt: skip


def test_a_link_and_inline_code_stay_whole() -> None:
    for text in ("[a b](c d)", "`a b`", "<ann@mail.org>"):
        first, *rest = (token for token in tokens_of(text) if token.end > token.start)
        assert not first.whole and all(token.whole for token in rest)


@pytest.mark.parametrize(
    ("before", "most", "after", "read"),
    [
        ("[", 199, "](b)", "{}"),  # a label
        ("[a](", 596, ")", "a"),  # a target
        ("`*", 118, "*`", "*{}*"),
        ("``*", 117, "*``", "*{}*"),
        ('<b x="', 112, '">', ""),
        ("<!--", 113, "-->", ""),
    ],
)
def test_a_sign_is_one_up_to_a_length(before: str, most: int, after: str, read: str) -> None:
    for length, is_sign in ((most, True), (most + 1, False)):
        written = f"x {before}{'a' * length}{after} y"
        wanted = f"x {read.format('a' * length)} y"
        assert (said(written) == wanted) is is_sign, length


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("x![a](b) (![c](d)", "x!a (c"),
        ("a |b | c|", "a |b , c|"),
        ("fact[^1] [^note] [^a b] [^]", "fact  [^a b] [^]"),
        ("&thetasym; &thetasymx; &#8364; &#x41; &nbsp;x", "ϑ &thetasymx; € A  x"),
        ("&fjlig; &am p;", "&fjlig; &am p;"),  # two letters
        ("a\\[b\\](c) \\`d\\`", "a[b](c) `d`"),
        ("[a\\]b](c) [a[b]c](d) [e](f(g)h)", "a]b a[b]c e"),
        ("[a] (b) [a][b", "[a] (b) [a][b"),
        ("[a\\\n[[b]](c) d", "[a\\\n[b] d"),
        ("* a\n+ b\n• c\n‣ d\n◦ e\n– f\n- g", "a\nb\nc\nd\ne\nf\ng"),
        ("1) a\n12. b\n123. c\n1.d", "1, a\n12, b\n123. c\n1.d"),
        ("- [ ] a\n* [X] b\n- [y] c", "a\nb\n[y] c"),
        ("> > a\n>b\n> # c", "a\nb\nc"),
        ("###### a\n####### b\n#", "a\n####### b\n"),
        ("# a #b #\n## c ##\n# d #### ", "a #b\nc\nd"),
        ("***\n* * *\n___\n= = =\n**\n--", "--"),
        ("|-|:-:|\n|a|b|\n||c|", "a,b\nc"),
        ("~~~py\n*a*\n~~~\n*b*", "*a*\nb"),
        ("```py\n~~~\n```\n*b*", "~~~\nb"),
        ("```a`b\nc", "ab\nc"),
        ("``` " + "x" * 56 + "\n*b*", "*b*"),
        ("``` " + "x" * 57 + "\n*b*", " " + "x" * 57 + "\nb"),
        ("*a* **b** ***c*** _d_ __e__ ~~f~~ ~g~", "a b c d e f ~g~"),
        ("2*3*4 a*b*c a_b_c 2_3 x * y *", "2*3*4 a*b*c a_b_c 2_3 x * y *"),
        ("*67 now\n5* hotel, A* in it\n*b* and *A*", "*67 now\n5* hotel, A* in it\nb and A"),
        ('*"a"* (*b*) "*c*"', '"a" (b) "c"'),
        ("<mailto:a@b.c> <a@b.c> <www.a.b> <https://a.b>", "mailto:a@b.c a@b.c www.a.b https://a.b"),
        ("<no tag> <tag1> </tag1> <1> < a> <a <b>", "<no tag> tag1  <1> < a> <a "),
        ('<a href="x">y</a> <br/> <hr>', "y    "),
        ("<a@b.c d> <b >x</b > ab<cd> <a b='<i>x", "<a@b.c d> x abcd <a b='x"),
        ("**67** _5_ is\nA** is\n**x**3 is\na**b**c is\n*a*b*c d*", "67 5 is\nA is\nx3 is\nabc is\nab*c d"),
        ("\\(![a](b)) x[![a](b) y", "(a) x[a y"),
        ("a fact[^1]", "a fact"),
        ("|-5|b|\n|:|", "-5,b\n:"),
        ("```\n*a*\n``` " + "x" * 56 + "\n*b*", "*a*\nb"),
        ("```\n*a*\n``` " + "x" * 57 + "\n*b*", "*a*\n``` " + "x" * 57 + "\n*b*"),
    ],
)  # fmt: skip
def test_each_sign_of_markdown(written: str, read: str) -> None:
    lines = [line.rstrip() for line in said(written).strip("\n").split("\n")]
    assert lines == [line.rstrip() for line in read.strip("\n").split("\n")]
