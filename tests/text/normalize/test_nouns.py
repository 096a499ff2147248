"""Genders of what a house names, by endings and lists."""

import pytest

from wyoming_kokoro.text.normalize.world.french.nouns import NOUNS as FRENCH
from wyoming_kokoro.text.normalize.world.italian.nouns import NOUNS as ITALIAN
from wyoming_kokoro.text.normalize.world.portuguese.nouns import NOUNS as PORTUGUESE
from wyoming_kokoro.text.normalize.world.spanish.nouns import NOUNS as SPANISH

_FEMININE = {
    "es": """
        mesas luces noches flores canciones llaves imágenes paredes manos sesión red leche señal raíz nube clase
        mujeres tardes calles órdenes cárceles sartenes razones opiniones uniones comuniones religiones regiones legiones reuniones
        carne sangre miel piel sal torre fuente parte serie gente veces voces cruces base frase clave moto foto tele sede tos nieve suerte
        muerte mente madre fase ave nave superficie especie planicie nariz paz perdices lombrices codornices labores coliflor web app
        tablet radio wifi vejez niñez hélices coz nueces faz hoces col fiebre liebre hambre suites smart catedrales capital sucursal
        vocal postal diagonal central credencial costumbre
        imagen sartén orden razón
        estación decisión conexión ciudad libertad actitud cumbre actriz crisis
        """,
    "pt-BR": """
        janelas luzes noites flores canções chaves imagens paredes mãos viagens cores maçãs árvore rede reunião
        vozes vezes nozes cruzes tarde partes mulheres classe frase base fase série gente pontes fontes torres sede neve carne nuvens ordens
        dores colheres pele mãe filiais catedrais capital foto moto tribo mente morte sorte espécie superfície avestruz raiz raízes paz
        febre lebre fome estantes opiniões união regiões religião questões sugestões gestão
        estação televisão cidade garagem atitude gravidez manhã atriz crise
        """,
    "fr": """
        lampes tasses nuits fleurs chansons clés images heures maisons tables villes télévision prises couleur réunion plage
        minutes fois fenêtres chambres pièces salles clefs cuillères cuillers pommes tomates boîtes page rues routes onces candelas
        femmes mères sœurs dames photos vidéos radios télés alarmes notes listes alertes caméras piles étoiles main dents jambes voix
        croix noix mer fin faim soif parts peaux eaux forêts lois foi parois fourmis souris vis réponse lettres enveloppe équipes balle course
        pistes chaînes choses formes somme flammes gammes gommes larmes armes ferme plumes brume écume roses doses pause cause bases
        phase phrases îles huile toiles voile pâtes fêtes bêtes têtes crêtes quête enquêtes robes neige cages rage nage poêles jupes
        étapes nappes grappes pompes trompe crêpes pipes habitudes
        leçon saison qualité année pharmacie voiture vacance agence échelle ville cuisine visite promenade étude valise danseuse
        lumière couche ligne personne tranche cigarette adresse brique coupe histoire place pelouse lune pilule école balance
        salade lampe tombe seconde amande plante tante porte carte auberge cave olive colle capitale tente
        """,
    "it": """
        luce notte finestra canzone chiave immagine mano città ora stazione porta rete auto televisione
        estate parte gente mente classe nave neve carne voce croce pace radice foto radio moto app mail email lente valle morte fonte fine
        fame febbre sete nube vite madre arte cornice vernice parete ape volpe fase base frase crisi tesi analisi ipotesi sede torre
        chat password playlist tv virtù attrice abitudine serie
        """,
}
_MASCULINE = {
    "es": """
        días problemas mapas minutos libros coches relojes árboles sofás programas aviones climas
        mediodías sistemas temas idiomas planetas poemas dramas diplomas fantasmas síntomas telegramas aromas esquemas panoramas
        cometas pijamas tranvías gorilas carismas dilemas teoremas crucigramas organigramas diagramas emblemas prismas plasma magma lemas
        traumas enigmas estigmas paréntesis microondas análisis oasis énfasis éxtasis
        """,
    "pt-BR": """
        dias problemas mapas minutos livros carros corações aviões cartões pães copos
        programas sistemas temas climas idiomas planetas poemas dramas fantasmas sintomas cinemas diplomas panoramas cometas pijamas
        telefonemas quilogramas miligramas microgramas centigramas decigramas gramas guardas aroma esquemas dilemas enigmas emblemas
        diagramas prismas plasma lemas traumas telegramas papas garagistas talismãs ímãs imã xadrez
        """,
    "fr": """
        jours problèmes verres musées ordinateurs livres messages arbres nuages camions lits repas
        avions lions millions champions espions pions scorpions côtés étés comtés pâtés traités lycées trophées génies incendies parapluies
        silences moteurs capteurs radiateurs secteurs facteurs docteurs acteurs auteurs directeurs visiteurs voyageurs vendeurs bonheurs
        malheur honneur congélateurs réfrigérateurs aspirateurs interrupteurs détecteurs ventilateurs projecteurs téléviseurs chargeurs
        routeurs adaptateurs régulateurs minuteurs compteurs serveurs lecteurs humidificateurs purificateurs déshumidificateurs
        extracteurs mixeurs batteurs élévateurs ascenseurs dimanches risques disques chèques masques casques kiosques manque
        pique-nique plastiques moustiques portiques cantiques groupes magazines domaines cimetières derrière squelettes rebelles gorilles
        espaces signes règnes peignes cygnes champagne bagne crépuscule véhicules globules modules pendule ridicule scrupules symboles
        pétrole monopoles protocoles scandales pétales dédale ovales grades stades jade laboratoires territoires répertoires
        conservatoires observatoires interrogatoires pourboires ivoire accessoires auditoire comités sites mérites satellites rites
        granite termites ermite graphite plébiscite anthracite députés invités tours vases
        """,
    "it": """
        giorno problema libro fiore cane mese pane piede studente latte cuore
        campione milione bastione pione programma sistema tema clima pianeta poema dramma fantasma cinema diploma panorama pigiama schema
        diagramma telegramma papa aroma cruciverba vaglia delta chilowattora kilowattora wattora megawattora amperora milliamperora
        boia gorilla chilogramma
        """,
}
_NOUNS = {"es": SPANISH, "pt-BR": PORTUGUESE, "fr": FRENCH, "it": ITALIAN}


@pytest.mark.parametrize("language", _NOUNS)
def test_feminine_nouns_are_known(language: str) -> None:
    nouns = _NOUNS[language]
    assert [word for word in _FEMININE[language].split() if not nouns.is_feminine(word)] == []


@pytest.mark.parametrize("language", _NOUNS)
def test_masculine_nouns_are_known(language: str) -> None:
    nouns = _NOUNS[language]
    assert [word for word in _MASCULINE[language].split() if nouns.is_feminine(word)] == []
