"""Each word of the tables that tell where a sentence ends, in a sentence.

They hold in all languages; Japanese has no short forms of its own that would stand in for them.
"""

import pytest

from tests.text.test_breaks import before
from tests.text.test_stream import cut, sentences
from wyoming_kokoro.text.language import detect_language
from wyoming_kokoro.text.segment import Boundary

_TITLES = """
    dr mr mrs ms prof rev nr fr sr sra srta dra drs sig dott ing avv mme mlle mgr me m st ste mt ft gen col sgt capt lt cmdr adm
    gov sen rep hon pres supt maj cpl arr exmo exma d dña vs cf viz approx ca aka eg ie ex ej av avda ave blvd rd bd
    geom arch rag mons feat rs lg cu sq exc dep ret bet blk hurr dre def dir ssgt msgt tsgt csgt gysgt cmsgt lcpl sect डॉ श्री पं
"""
_TRAILERS = """
    etc inc ltd ltda co corp jr bros esq phd hrs hr min mins sec secs oz lb lbs mi gal yd yds qt qts pts kg km cm mm ecc usw dept
    max avg temp tbsp tsp a.m p.m ud uds ayto Mons Weds Fris Sats
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun
"""
_NUMBERED = """
    no nos nr num núm p pp pg pág pag págs vol fig figs art arts cap chap ch ext tel tél op apt v n nº
    supp cad imm lgs
"""
_STARTERS = """
    the a an it it's he she we we're they i i'm you this that that's these those there there's but and so if when what why how
    where in on at as for to with from by my your our his her their its is are was were do does did can could will would should
    please because since although though until unless during despite according another several each every both have has had don't
    didn't doesn't won't can't couldn't wouldn't isn't wasn't aren't weren't haven't hasn't maybe perhaps meanwhile therefore instead
    otherwise today yesterday tomorrow tonight thanks thank nothing nobody everyone everybody anyone someone somebody something
    everything who he's she's we've they've you're there'll we'll you'll they'll who's what's where's here's
    then now here after before once while also however yes not all some many most it'll let let's i'll i've
    el la los las un una unos es son pero y en por para con esto este esta cuando si sí también ella ellos nosotros hay después
    luego entonces mañana ayer ahora
    le les une des c'est il elle nous vous ils elles je mais et dans pour avec ce cette quand oui non puis ensuite alors enfin
    demain
    lo gli uno è sono ma nel nella per questo questa quando anche sì io noi voi loro poi quindi allora adesso domani
    o os as um uma é são mas em no na com isso também ele ela nós eles sim não depois então agora amanhã
"""


@pytest.mark.parametrize("word", _TITLES.split())
def test_a_title_ends_no_sentence(word: str) -> None:
    for text in (f"We met {word}. Brown there.", f"We met {word}. 5 there."):
        assert [sentences(text, language) for language in ("en-US", "ja")] == [[text]] * 2


@pytest.mark.parametrize("word", _TRAILERS.split())
def test_a_trailer_ends_a_sentence_where_a_capital_follows(word: str) -> None:
    for text in (f"We had {word}. 5 there.", f"We had {word}. of it there."):
        assert [sentences(text, language) for language in ("en-US", "ja")] == [[text]] * 2
    assert len(sentences(f"We had ten {word}. They were there.", "en-US")) == 2


@pytest.mark.parametrize("word", _NUMBERED.split())
def test_a_word_before_a_number_ends_no_sentence(word: str) -> None:
    for sign in ("", "#", "~"):
        text = f"We saw {word}. {sign}5 there."
        assert [sentences(text, language) for language in ("en-US", "ja")] == [[text]] * 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It was 6 ft. Brown was there.", 2),
        ("They were 9 st. Brown was there.", 2),
        ("He met St. Brown there.", 1),
        ("He said no. Brown was there.", 2),
        ("They were nos. Brown was there.", 2),
        ("It is no. 5 there.", 1),
    ],
)
def test_a_unit_and_a_word_end_a_sentence_where_a_title_does_not(text: str, parts: int) -> None:
    assert [len(sentences(text, language)) for language in ("en-US", "ja")] == [parts, parts]


@pytest.mark.parametrize("word", sorted({*_STARTERS.split()}))
def test_a_sentence_begins_with_a_word_that_begins_one(word: str) -> None:
    first, second = "We met the Dr. ", f"{word.capitalize()} came."
    assert sentences(first + second, "en-US") == [first, second]


_CONJUNCTIONS = {
    "en-US": """
        and or but nor so because while when which who whom whose that where if although though till until since unless whereas as
    """,
    "es": "y e o u pero porque que cuando donde si aunque mientras como sino pues quien para",
    "fr": "et ou mais car parce que qui dont où quand si lorsque puisque tandis comme pour",
    "hi": "और या लेकिन क्योंकि कि जब तो मगर परन्तु परंतु एवं तथा जो जहाँ अगर यदि इसलिए",
    "it": "e ed o ma perché che quando dove se mentre anche però quindi come oppure cui per",
    "pt-BR": "e ou mas porque que quando onde se embora enquanto como porém pois para",
}
_PREPOSITIONS = """
    in on at of for to with from by into onto over under about after before between through during without against around near than
    via per above across along among behind below beneath beside besides beyond despite inside outside past toward towards
    underneath until upon within en de del por con sin sobre desde hasta entre dans sur avec sans chez vers di da su tra fra nel
    nella em no na com sem
"""
_BINDING = """
    the a an my your our his her their its this these those is are was were be been not very no each every any some el la los las
    un una unos unas mi tu su le les une des ce cette mon ma son il lo gli i uno o os as um uma meu minha and or but that if y e et
    ed ou que che
"""


@pytest.mark.parametrize("language", _CONJUNCTIONS)
def test_a_clause_may_end_before_a_conjunction(language: str) -> None:
    for word in _CONJUNCTIONS[language].split():
        text = f"lampx lampx {word} more."
        assert before(f"{word} more", text, language) == (Boundary.PHRASE, 0), word
    assert before("और", "lampx lampx और more.", "en-US") == (Boundary.CUT, 1)
    assert before("and", "lampx lampx and more.", "ja") == (Boundary.PHRASE, 0)


@pytest.mark.parametrize("word", _PREPOSITIONS.split())
def test_a_phrase_may_begin_with_a_preposition_that_stays_with_its_noun(word: str) -> None:
    text = f"lampx lampx {word} tables glow."
    assert before(f"{word} tab", text, "hi") == (Boundary.CUT, 2)
    assert before("tables", text, "hi") == (Boundary.CUT, 0)


@pytest.mark.parametrize("word", _BINDING.split())
def test_a_small_word_stays_with_the_next_one(word: str) -> None:
    assert before("tables", f"lampx lampx {word} tables glow.", "hi") == (Boundary.CUT, 0)


_DATES = """
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun Mons Weds Fris Sats January February March
    April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday
"""


@pytest.mark.parametrize("word", _DATES.split())
def test_a_date_goes_on_behind_a_dash_a_comma_and_a_time(word: str) -> None:
    for text in (
        f"The old fair is from May 5 – {word} 9 of this year.",
        f"The old fair is held from {word} – May 9 of this year.",
        f"We will all meet on {word}, May 6 in the old clubhouse.",
        f"We will all meet on Friday, {word} 6 in the old clubhouse.",
    ):
        assert cut(text) == [text]
    if word in _TRAILERS.split():
        assert len(sentences(f"We left at 9 a.m. {word} there.", "ja")) == 1


@pytest.mark.parametrize("word", "Inc Ltd Corp Jr Sr Esq".split())
def test_what_is_apposed_goes_on_behind_a_comma_and_a_short_form(word: str) -> None:
    text = f"We had to see Robert Hale, {word}. and in the old town."
    assert cut(text) == [text]
    assert len(sentences(f"We had to see Kaiser Bros. {word}. and so on.", "ja")) == 1


@pytest.mark.parametrize("word", "Sec Min Max Avg Temp Yd".split())
def test_a_label_stands_before_a_name_and_a_unit_does_not(word: str) -> None:
    assert len(sentences(f"We saw the {word}. Hill there.", "ja")) == 1
    assert len(sentences(f"We saw 5 {word}. Hill was there.", "ja")) == 2


@pytest.mark.parametrize("word", "el la los las le les".split())
def test_an_article_goes_on_behind_what_stands_before_names(word: str) -> None:
    text = f"Es en la Av. {word.capitalize()} Pinos hoy."
    assert sentences(text, "es") == [text]
    assert len(sentences(f"Es en los EE. UU. {word.capitalize()} Pinos hoy.", "es")) == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "a.C d.C S.A S.L S.L.U"), ("fr", "J.-C S.A"), ("it", "a.C d.C S.p.A S.p.a S.r.l S.n.c S.a.s")],
)  # fmt: skip
def test_a_firm_and_an_age_end_a_sentence_where_a_capital_follows(
    language: str, words: str
) -> None:
    for word in words.split():
        for following, count in (("Zorro", 2), ("zorro", 1)):
            text = f"Abc defg 44 {word}. {following} xyz."
            assert len(sentences(text, language)) == count, text


_OWN_WORDS = {"en-US": "with", "es": "pero", "fr": "avec", "it": "anche", "pt-BR": "isso"}
_ENDINGS = {
    "en-US": "ing tion ness ly ed 's n't",
    "es": "encia ieron aron emos amos ción dad mente iendo ado ada ido ida",
    "fr": "és ée aire euse ique aient eux ment eau oir ez",
    "it": "enza ata ato iamo rà zione mente ità gli ndo tto",
    "pt-BR": "amos ável ência ário ou ção ções mente dade inho ando ado ada ido ida agem ões",
}


@pytest.mark.parametrize(
    ("language", "ending"),
    [(language, ending) for language, endings in _ENDINGS.items() for ending in endings.split()],
)
def test_an_ending_speaks_for_its_language(language: str, ending: str) -> None:
    """Beside one word of the language, which is not enough."""
    default = "it" if language == "en-US" else "en-US"
    own = _OWN_WORDS[language]
    assert detect_language(f"{own} brantx flumstx stulgx", default) == default
    assert detect_language(f"{own} brant{ending} flumst{ending} stulg{ending}", default) == language
