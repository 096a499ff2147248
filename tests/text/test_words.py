"""Each word of the tables that tell where a sentence ends, in a sentence.

They hold in all languages; Japanese has no short forms of its own that would stand in for them.
"""

import pytest

from tests.text.test_stream import sentences
from wyoming_kokoro.text.language import detect_language

_TITLES = """
    dr mr mrs ms prof rev nr fr sr sra srta dra drs sig dott ing avv mme mlle mgr me m st ste mt ft gen col sgt capt lt cmdr adm
    gov sen rep hon pres supt maj cpl arr exmo exma d dña vs cf viz approx ca aka eg ie ex ej av avda ave blvd rd bd
    geom arch rag mons feat rs lg cu sq डॉ श्री पं
"""
_TRAILERS = """
    etc inc ltd ltda co corp jr bros esq phd hrs hr min mins sec secs oz lb lbs mi gal yd yds qt qts pts kg km cm mm ecc usw dept
    max avg temp tbsp tsp a.m p.m ud uds
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun
"""
_NUMBERED = """
    no nos nr num núm p pp pg pág pag págs vol fig figs art arts cap chap ch ext tel tél op apt v n nº
"""
_STARTERS = """
    the a an it it's he she we we're they i i'm you this that that's these those there there's but and so if when what why how
    where in on at as for to with from by my your our his her their its is are was were do does did can could will would should
    please then now here after before once while also however yes not all some many most it'll let let's i'll i've
    el la los las un una unos es son pero y en por para con esto este esta cuando si sí también ella ellos nosotros hay después
    luego entonces mañana ayer ahora
    le les une des c'est il elle nous vous ils elles je mais et dans pour avec ce cette quand oui non puis ensuite alors enfin
    demain
    lo gli uno è sono ma nel nella per questo questa quando anche sì io noi voi loro poi quindi allora adesso domani
    o os as um uma é são mas em no na isso ele nós eles sim não depois então agora amanhã
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
    for text in (f"We saw {word}. 5 there.", f"We saw {word}. #5 there."):
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
