"""Language tags and the language of a text."""

from pathlib import Path

import pytest

from wyoming_kokoro.errors import RequestError
from wyoming_kokoro.text.language import (
    LANGUAGE_OF_LETTER,
    LANGUAGES,
    canonical_language,
    detect_language,
    script_language,
)
from wyoming_kokoro.text.languages import PROFILES


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("en-US", "en-US"), ("en_US", "en-US"), ("en-us", "en-US"), ("EN", "en-US"), ("en", "en-US"), ("en-GB", "en-GB"),
        ("en-AU", "en-GB"),
        ("en-Latn-GB", "en-GB"), ("pt", "pt-BR"), ("pt-BR", "pt-BR"), ("pt_PT", "pt-BR"), ("cmn", "zh"), ("zh-CN", "zh"),
        ("zh-Hans-CN", "zh"),
        ("ja-JP", "ja"), ("jpn", "ja"), ("es-419", "es"), ("fr-fr", "fr"), ("hi", "hi"), ("it-IT", "it"),
        ("a", "en-US"), ("b", "en-GB"), ("e", "es"), ("f", "fr"), ("h", "hi"), ("i", "it"), ("j", "ja"),
        ("p", "pt-BR"), ("z", "zh"), (" Z ", "zh"), ("zh-Hant", "zh"), ("es-MX", "es"), ("fr-CA", "fr"), ("EN_us", "en-US"),
    ],
)  # fmt: skip
def test_a_tag_is_canonical(tag: str, canonical: str) -> None:
    assert canonical_language(tag) == canonical


@pytest.mark.parametrize(
    ("language", "letter", "name", "espeak", "tags"),
    [
        ("en-US", "a", "American English", "en-us", "en eng en-US en-CA en-Latn-US"),
        ("en-GB", "b", "British English", "en-gb", "en-GB en-UK en-IE en-AU en-NZ en-ZA en-IN eng-GB"),
        ("es", "e", "Spanish", "es", "es spa es-AU"),
        ("fr", "f", "French", "fr-fr", "fr fra fre fr-IE"),
        ("hi", "h", "Hindi", "hi", "hi hin hi-IN"),
        ("it", "i", "Italian", "it", "it ita"),
        ("ja", "j", "Japanese", "", "ja jpn"),
        ("pt-BR", "p", "Brazilian Portuguese", "pt-br", "pt por pt-PT"),
        ("zh", "z", "Mandarin Chinese", "", "zh cmn zho chi zh-TW"),
    ],
)  # fmt: skip
def test_a_language_has_its_names(
    language: str, letter: str, name: str, espeak: str, tags: str
) -> None:
    profile = PROFILES[language]
    assert (profile.letter, profile.name, profile.espeak) == (letter, name, espeak)
    assert [canonical_language(tag) for tag in tags.split()] == [language] * len(tags.split())
    assert LANGUAGE_OF_LETTER[letter] == language and profile.base == language[:2]


def test_the_languages_stand_in_one_order() -> None:
    assert LANGUAGES == ("en-US", "en-GB", "es", "fr", "hi", "it", "ja", "pt-BR", "zh")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_canonical_tags_stay(tag: str) -> None:
    assert canonical_language(tag) == tag


@pytest.mark.parametrize(
    "tag", ["de", "", "jp", "x", "english", "en-", "-", "zh-yue", "yue", "e" * 10_000, "../en"]
)
def test_an_unknown_language_is_an_error_of_the_request(tag: str) -> None:
    with pytest.raises(RequestError) as caught:
        canonical_language(tag)
    assert caught.value.param == "language"
    spoken = "en-US, en-GB, es, fr, hi, it, ja, pt-BR, zh"
    assert caught.value.message == f"Language {tag[:64]!r} is not spoken; choose from {spoken}"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今日の天気は晴れです。", "ja"),
        ("カタカナ", "ja"),
        ("今天天气很好，我们去公园吧。", "zh"),
        ("आज मौसम अच्छा है।", "hi"),
        ("The light in the kitchen is on.", "en-US"),
        ("La luz de la cocina está encendida.", "es"),
        ("Buenos días, hoy es lunes y hace mucho calor.", "es"),
        ("¿Qué hora es?", "es"),
        ("La lumière de la cuisine est allumée.", "fr"),
        ("Bonjour, aujourd'hui il fait très beau.", "fr"),
        ("La luce della cucina è accesa.", "it"),
        ("Buongiorno, oggi è una bella giornata e non piove.", "it"),
        ("A luz da cozinha está acesa.", "pt-BR"),
        ("Bom dia, hoje não vai chover em São Paulo.", "pt-BR"),
        ("I use the ChatGPT アプリ every day at work.", "en-US"),
        ("iPhoneを買いました。", "ja"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert detect_language(text, "en-US") == language
    assert detect_language(text, "fr") == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("漢" * 9 + "か", "ja"), ("漢" * 10 + "か", "zh"), ("漢字 abcd", "zh"), ("漢字 abcde", None), ("漢字 1234567890", "zh"),
        ("कखग ab", "hi"), ("कख ab", None), ("\u0900\u097f", "hi"), ("\u08ff\u0980", None), ("カナ", "ja"), ("", None), ("123", None),
        ("कखगघङ漢字", "hi"), ("कखगघ漢字", "zh"), ("a" * 2000 + "漢" * 2000, None), ("a" * 1000 + "漢" * 2000, "zh"),
    ],
)  # fmt: skip
def test_most_letters_tell_the_script(text: str, language: str | None) -> None:
    assert script_language(text) == language


@pytest.mark.parametrize(
    "text", ["OK", "21", "", "Siri", "Paris", "No", "🎉", "la la la", "Tomás", "café"]
)
def test_little_text_keeps_the_default(text: str) -> None:
    assert [detect_language(text, default) for default in LANGUAGES] == list(LANGUAGES)


def test_english_keeps_the_kind_of_english_of_the_default() -> None:
    assert detect_language("The light is on and the door is open.", "en-GB") == "en-GB"


@pytest.mark.parametrize(
    "text",
    """
    We ate at La Trattoria in San Jose.
    Play Despacito by Luis Fonsi.
    Play La Vie en Rose by Edith Piaf.
    Add tortillas, salsa and guacamole to the list.
    Call Maria Garcia de la Cruz.
    I drove to Los Angeles via El Paso and San Diego.
    Play Con te partirò.
    Set the scene to casa.
    Her name is Anna Maria Di Stefano.
    Order a café au lait.
    Déjà vu is a strange feeling.
    Play Les Misérables.
    Navigate to 12 Rue de Rivoli, Paris.
    Remind me to call Señor López.
    The a la mode pie is good.
    Open the door, por favor.
    São Paulo is a big city.
    Los Angeles Lakers won.
    Le Mans starts today.
    """.strip().splitlines(),
)
def test_foreign_names_do_not_make_an_english_sentence_foreign(text: str) -> None:
    assert detect_language(text.strip(), "en-US") == "en-US"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La lavadora ha terminado.", "es"), ("Tienes dos mensajes nuevos.", "es"), ("La puerta está abierta.", "es"),
        ("Quel temps fait-il ?", "fr"), ("La machine à laver a terminé.", "fr"), ("La porte est ouverte.", "fr"), ("Bonne nuit.", "fr"),
        ("La lavatrice ha finito.", "it"), ("Hai due messaggi nuovi.", "it"), ("Domani piove a Roma.", "it"), ("Buona notte.", "it"),
        ("A máquina de lavar terminou.", "pt-BR"), ("A porta está aberta.", "pt-BR"), ("Boa noite.", "pt-BR"),
        ("Grazie.", "it"), ("Buongiorno.", "it"), ("Gracias.", "es"), ("Bonjour.", "fr"), ("Obrigado.", "pt-BR"),
    ],
)  # fmt: skip
def test_what_a_house_says_in_another_language_is_noticed(text: str, language: str) -> None:
    assert detect_language(text, "en-US") == language


_SENTENCES = Path(__file__).with_name("sentences")
_FOREIGN = [
    line.split("\t") for line in (_SENTENCES / "foreign.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("default", ["en-US", "en-GB"])
def test_no_english_sentence_is_taken_for_a_foreign_one(default: str) -> None:
    sentences = (_SENTENCES / "english.txt").read_text("utf-8").splitlines()
    assert len(sentences) >= 500
    # One of 500 would be 0.2 %, above which sentences should not be given to other voices unasked.
    assert [text for text in sentences if detect_language(text, default) != default] == []


@pytest.mark.parametrize("language", sorted({language for language, _ in _FOREIGN}))
def test_sentences_of_other_languages_are_noticed(language: str) -> None:
    sentences = [text for tag, text in _FOREIGN if tag == language]
    assert len(sentences) >= 40
    missed = [text for text in sentences if detect_language(text, "en-US") != language]
    assert len(missed) <= 0.05 * len(sentences), missed
    assert [text for text in sentences if detect_language(text, language) != language] == []


@pytest.mark.parametrize(
    ("text", "default", "language"),
    [
        ("Information about ventilation", "it", "en-US"),
        ("Grandma's birthday cake", "it", "en-US"),
        ("Kindness without weakness", "it", "en-US"),
        ("Slowly but surely, nearly daily", "it", "en-US"),
        ("Portes fermés, volets baissés", "en-US", "fr"),
        ("Musique classique fantastique", "en-US", "fr"),
        ("Allez, chantez, dansez", "en-US", "fr"),
        ("Temperatura interna elevata", "en-US", "it"),
        ("Pioverà, nevicherà, gelerà", "en-US", "it"),
        ("Velocità, qualità, quantità", "en-US", "it"),
        ("Confortável, agradável, inflamável", "en-US", "pt-BR"),
        ("Paciência, ciência, urgência", "en-US", "pt-BR"),
        ("Horário, salário, armário", "en-US", "pt-BR"),
        ("Cidade, velocidade, qualidade", "en-US", "pt-BR"),
        ("Cantando, dançando, trabalhando", "en-US", "pt-BR"),
        ("Fechado, cancelado, alterado", "en-US", "pt-BR"),
        ("Velocidad, ciudad, calidad", "en-US", "es"),
        ("Cerrado, cancelado, alterado", "en-US", "es"),
        ("Temperatura interior elevada", "en-US", "es"),
        ("Comida, bebida, salida", "en-US", "es"),
    ],
)
def test_a_note_without_small_words_is_told_by_its_endings(
    text: str, default: str, language: str
) -> None:
    assert detect_language(text, default) == language


def test_a_word_and_an_ending_are_too_little_for_two_words() -> None:
    assert detect_language("pero brantado", "en-US") == "en-US"
    assert detect_language("pero brantado flumst", "en-US") == "es"
    assert detect_language("pero brantado flumst stulg", "en-US") == "en-US"


def test_each_word_and_letter_speaks_for_its_language() -> None:
    """One that was lost was noticed by nobody: the other words of a sentence tell its language."""
    told: dict[tuple[str, str], str] = {}
    for line in (_SENTENCES / "telling.tsv").read_text("utf-8").splitlines()[1:]:
        language, kind, told_by = line.split("\t")
        told[language, kind] = told.get((language, kind), "") + " " + told_by
    profiles = {tag: profile for tag, profile in PROFILES.items() if profile.common}
    del profiles["en-GB"]
    assert set(profiles) == {language for language, _ in told}
    for tag, profile in profiles.items():
        assert profile.common == frozenset(told[tag, "words"].split())
        assert profile.letters == told.get((tag, "letters"), "").strip()
    assert PROFILES["en-GB"].common == PROFILES["en-US"].common
    assert not any(PROFILES[tag].common for tag in ("hi", "ja", "zh"))
