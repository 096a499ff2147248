"""Genders of what a house names, by endings and lists."""

import pytest

from wyoming_kokoro.text.normalize.world.french.nouns import NOUNS as FRENCH
from wyoming_kokoro.text.normalize.world.italian.nouns import NOUNS as ITALIAN
from wyoming_kokoro.text.normalize.world.nouns import Nouns
from wyoming_kokoro.text.normalize.world.portuguese.nouns import NOUNS as PORTUGUESE
from wyoming_kokoro.text.normalize.world.spanish.nouns import NOUNS as SPANISH

_FEMININE = [
    (
        SPANISH,
        "mesas luces noches flores canciones llaves imágenes paredes manos sesión red leche señal raíz nube clase",
    ),
    (
        PORTUGUESE,
        "janelas luzes noites flores canções chaves imagens paredes mãos viagens cores maçãs árvore rede reunião",
    ),
    (
        FRENCH,
        "lampes tasses nuits fleurs chansons clés images heures maisons tables villes télévision prises couleur réunion plage",
    ),
    (
        ITALIAN,
        "luce notte finestra canzone chiave immagine mano città ora stazione porta rete auto televisione",
    ),
]
_MASCULINE = [
    (
        SPANISH,
        "días problemas mapas minutos libros coches relojes árboles sofás programas aviones climas",
    ),
    (PORTUGUESE, "dias problemas mapas minutos livros carros corações aviões cartões pães copos"),
    (
        FRENCH,
        "jours problèmes verres musées ordinateurs livres messages arbres nuages camions lits repas",
    ),
    (ITALIAN, "giorno problema libro fiore cane mese pane piede studente latte cuore"),
]


@pytest.mark.parametrize(("nouns", "words"), _FEMININE, ids=["es", "pt-BR", "fr", "it"])
def test_feminine_nouns_are_known(nouns: Nouns, words: str) -> None:
    assert [word for word in words.split() if not nouns.is_feminine(word)] == []


@pytest.mark.parametrize(("nouns", "words"), _MASCULINE, ids=["es", "pt-BR", "fr", "it"])
def test_masculine_nouns_are_known(nouns: Nouns, words: str) -> None:
    assert [word for word in words.split() if nouns.is_feminine(word)] == []
