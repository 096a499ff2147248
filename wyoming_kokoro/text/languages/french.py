"""French."""

from .profile import Profile

_CONJUNCTIONS = """
    et ou mais car parce que qui dont où quand si lorsque puisque tandis comme pour
"""
_COMMON = """
    le la les de des du un une et à en est que qui dans pour pas sur avec ce cette ces il elle nous vous ils elles je tu on
    ne se au aux son sa ses mon ma mes par plus mais ou où sont être avoir fait comme tout bien très ici aujourd'hui demain
    bonjour merci oui non était c'est j'ai n'est qu'il l'on d'un d'une maison lumière y a deux lumières porte fenêtre
    fenêtres cuisine salon chambre bain allume éteins ouvre ferme fermez ouvrez allumez monte baisse mets avez message
    messages machine laver terminé terminée température degrés minutes heures heure trois soir nuit bonne bon plaît ouverte
    ouvert fermée fermé allumée éteinte quel quelle temps pluie pleut pleuvra personne nouveau nouveaux nouvelle l'eau
"""

LANGUAGE = Profile(
    tag="fr",
    letter="f",
    name="French",
    espeak="fr-fr",
    codes=(
        "fr",
        "fra",
        "fre",
    ),
    conjunctions=frozenset(_CONJUNCTIONS.split()),
    common=frozenset(_COMMON.split()),
    letters="çœêèëîïùûâôæ",
    endings=(
        "eux",
        "tion",
        "ment",
        "eau",
        "oir",
        "ez",
    ),
)
