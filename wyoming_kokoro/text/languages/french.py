"""French."""

from .profile import Profile

_CONJUNCTIONS = """
    et ou mais car parce que qui dont où quand si lorsque puisque tandis comme pour
"""
_COMMON = """
    l' d' j' c' s' n' m' t' qu' jusqu' lorsqu' puisqu' le la les de des du un une et à en est que
    qui dans pour pas sur avec ce cette ces il elle nous vous ils elles je tu on ne se au aux son
    sa ses mon ma mes par plus mais ou où sont être avoir fait comme tout bien très ici
    aujourd'hui demain bonjour merci oui non était c'est j'ai n'est qu'il l'on d'un d'une maison
    lumière y a deux lumières porte fenêtre fenêtres cuisine salon chambre bain allume éteins
    ouvre ferme fermez ouvrez allumez monte baisse mets avez message messages machine laver
    terminé terminée température degrés minutes heures heure trois soir nuit bonne bon plaît
    ouverte ouvert fermée fermé allumée éteinte quel quelle temps pluie pleut pleuvra personne
    nouveau nouveaux nouvelle l'eau si peut peux peuvent pouvez pouvons cela ça chaque tous toutes
    toute même autre autres aussi alors quand avant après entre sous sans depuis plusieurs vers
    soit seront sera aucun aucune leur leurs déjà donc dont fois lieu moins rien jamais toujours
    encore souvent maintenant hier matin midi suis es sommes êtes étais étaient avons ont ai as
    avais avait avaient eu va vas vais allons allez vont fais faites font dit dire dis veux veut
    voulez voudrais sais sait savez savoir voir vois voit vient viens venez venir prendre prend
    prends met mettez dois doit devez faut falloir parler aime aimes adore croire crois pense
    trouve cherche arrive arrivé arrivée partir part rentre reste passe appelle demande donne joue
    écoute regarde attends ajoute rappelle rappelle-moi homme hommes femme femmes enfant enfants
    garçon fille gens ami amis vie monde jour jours année années ans mois semaine semaines lundi
    mardi mercredi jeudi vendredi samedi dimanche moi toi lui eux votre notre vos nos ton ta tes
    quoi comment combien pourquoi laquelle lequel lesquels celle celui ceux celles autour devant
    derrière dessus dessous dehors dedans près loin chez contre pendant jusqu'à parmi selon sauf
    presque assez trop peu beaucoup petit petite grand grande beau belle vieux jeune mauvais mal
    mieux meilleur premier première dernier dernière seul seule vrai haut bas chaud froid fort eau
    pain lait vin repas dîner déjeuner voiture clé clés chien chat rue ville pays école travail
    argent père mère frère sœur cinq sept huit neuf dix quatre zéro salut bonsoir madame monsieur
    musique liste réveil rappel réunion courses chauffage lampe jardin sonne sonné quelqu'un
    quelque quelques chose choses j'aime l'heure s'il n'y n'a qu'elle qu'on c'était d'accord l'air
    l'école aujourd commence fini finie prêt prête prêts neige neigera soleil vent froide gauche
    droite étage minuteur train ouvre-toi colis facteur gentil problème problèmes joyeux
    anniversaire volume garage dors
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
    letters="éàçœêèëîïùûâôæ",
    endings=(
        "és",
        "ée",
        "aire",
        "euse",
        "ique",
        "aient",
        "eux",
        "tion",
        "ment",
        "eau",
        "oir",
        "ez",
    ),
)
