"""French words for signs, units, sums of money and abbreviations."""

from wyoming_kokoro.text.normalize.locale import Currency

WORDS = {
    "by": "sur", ".": "point", "@": "arobase", "/": "slash", "-": "tiret", "_": "tiret bas", ":": "deux points", "?": "point d'interrogation",
    "=": "égale",
    "&": "et", "%": "pour cent", "#": "dièse", "+": "plus", "#tag": "hashtag", "www": "trois w", "×": "fois", "÷": "divisé par",
    "±": "plus ou moins", "≈": "environ", "≠": "différent de", "≤": "inférieur ou égal à", "≥": "supérieur ou égal à", "<": "inférieur à",
    ">": "supérieur à", "~": "environ", "-n": "moins", "to": "à", "№": "numéro", "°": "degrés", "‰": "pour mille", "€": "euros",
    "£": "livres",
    "$": "dollars", "→": "vers", "²": "au carré", "³": "au cube", "^": "puissance", "|": "ou", "sharp": "dièse", "flat": "bémol", "and": "et", "of": "",
    "over": "sur", "part of": "de", "per": "par", "ratio": "pour", "version": "version", "π": "pi", "∞": "infini", "√": "racine carrée de", "§": "paragraphe", "*": "étoile",
}  # fmt: skip
UNITS = {
    "hl": ("hectolitre", "hectolitres"), "pp.": ("page", "pages"), "hg": ("hectogramme", "hectogrammes"), **dict.fromkeys("p.j. P.J.".split(), ("pièce jointe", "pièces jointes")),
    "cs": ("cuillère à soupe", "cuillères à soupe"), "gttes": ("goutte", "gouttes"), "jrs": ("jour", "jours"), "trim": ("trimestre", "trimestres"),
    "kVA": ("kilovoltampère", "kilovoltampères"), "mmol/l": ("millimole par litre", "millimoles par litre"), "mmol/L": ("millimole par litre", "millimoles par litre"), "Nm": ("newton-mètre", "newtons-mètres"), "dm": ("décimètre", "décimètres"), "UI": ("unité internationale", "unités internationales"), "bouff.": ("bouffée", "bouffées"), "tr.": ("tranche", "tranches"), "bout.": ("bouteille", "bouteilles"), "CàS": ("cuillère à soupe", "cuillères à soupe"), "CàC": ("cuillère à café", "cuillères à café"), "SDB": ("salle de bain", "salles de bain"),
    "go": ("gigaoctet", "gigaoctets"), "mo": ("mégaoctet", "mégaoctets"), "GO": ("gigaoctet", "gigaoctets"), "MO": ("mégaoctet", "mégaoctets"),
    "hab/km²": ("habitant par kilomètre carré", "habitants par kilomètre carré"), "hab./km²": ("habitant par kilomètre carré", "habitants par kilomètre carré"),
    "pts": ("point", "points"), "pts.": ("point", "points"), "ex.": ("exemplaire", "exemplaires"),
    "ch.": ("chambre", "chambres"),
    "cp": ("comprimé", "comprimés"), "cp.": ("comprimé", "comprimés"), "gél.": ("gélule", "gélules"),
    "mmHg": ("millimètre de mercure", "millimètres de mercure"), "fps": ("image par seconde", "images par seconde"),
    "i/s": ("image par seconde", "images par seconde"), "ips": ("image par seconde", "images par seconde"),
    "c. à soupe": ("cuillère à soupe", "cuillères à soupe"), "c. à s.": ("cuillère à soupe", "cuillères à soupe"),
    "c. à café": ("cuillère à café", "cuillères à café"), "c. à c.": ("cuillère à café", "cuillères à café"),
    "càs": ("cuillère à soupe", "cuillères à soupe"), "càc": ("cuillère à café", "cuillères à café"),
    "bar": ("bar", "bars"), "dB": ("décibel", "décibels"), "Wh": ("watt-heure", "watts-heures"), "kWh": ("kilowatt-heure", "kilowatts-heures"),
    "MWh": ("mégawatt-heure", "mégawatts-heures"), "kV": ("kilovolt", "kilovolts"), "mV": ("millivolt", "millivolts"),
    "Ah": ("ampère-heure", "ampères-heures"),
    "mAh": ("milliampère-heure", "milliampères-heures"), "l/100 km": ("litre aux cent kilomètres", "litres aux cent kilomètres"), "rpm": ("tour par minute", "tours par minute"),
    **dict.fromkeys("tr/min tr/mn tours/min tours/mn".split(), ("tour par minute", "tours par minute")),
    "ppb": ("partie par milliard", "parties par milliard"), "ppm": ("partie par million", "parties par million"), "lux": ("lux", "lux"),
    "Go": ("gigaoctet", "gigaoctets"), "Mo": ("mégaoctet", "mégaoctets"), "Ko": ("kilooctet", "kilooctets"),
    "ko": ("kilooctet", "kilooctets"),
    "To": ("téraoctet", "téraoctets"), "VA": ("voltampère", "voltampères"), "sec": ("seconde", "secondes"),
    "dBm": ("décibel-milliwatt", "décibels-milliwatts"), "mn": ("minute", "minutes"), "j": ("jour", "jours"), "sem": ("semaine", "semaines"),
    **dict.fromkeys("cv CV".split(), ("cheval", "chevaux")), "sdb": ("salle de bain", "salles de bain"), "sdb.": ("salle de bain", "salles de bain"),
    "bpm": ("battement par minute", "battements par minute"),
}  # fmt: skip
CURRENCIES = {
    "€": Currency("euro", "euros", "centime", "centimes"), "EUR": Currency("euro", "euros", "centime", "centimes"),
    "$": Currency("dollar", "dollars", "cent", "cents"), "US$": Currency("dollar", "dollars", "cent", "cents"),
    "USD": Currency("dollar", "dollars", "cent", "cents"),
    "R$": Currency("real", "reais", "centavo", "centavos"),
    "CHF": Currency("franc suisse", "francs suisses", "centime", "centimes"), "£": Currency("livre sterling", "livres sterling", "penny", "pence"),
    "¥": Currency("yen", "yens"),
}  # fmt: skip
_LAWS = {
    "C. civ.": "du code civil", "C. pén.": "du code pénal", "C. trav.": "du code du travail",
    "C. conso.": "du code de la consommation", "C. com.": "du code de commerce",
}  # fmt: skip
"""Laws after the number of an article, with the *of* that is said but seldom written."""
ABBREVIATIONS = {
    "exs.": "exercices", "exerc.": "exercice", "chaps.": "chapitres", "figs.": "figures", "vols.": "volumes", "p.j.": "pièce jointe",
    "qqs": "quelques", "pr": "pour", "RDC": "rez-de-chaussée", "dest.": "destination", "all.": "allée", "pte": "porte", "fact.": "facture", "niv.": "niveau", "Gvt": "gouvernement", "cat.": "catégorie",
    "dép.": "départ", "dir.": "direction", "raf.": "rafales", "hon.": "honoraires", "t.a.b.": "tirs au but", "tab": "tirs au but", "a.p.": "après prolongation", "pkg": "parking", "périph.": "périphérique", "civ.": "civile", "Cass.": "Cassation",
    **_LAWS, **{f"du {short}": long for short, long in _LAWS.items()},
    "tkt": "t'inquiète", "dvt": "devant", "stp": "s'il te plaît", "asc.": "ascenseur", "trim.": "trimestre", "É.-U.": "États-Unis",
    "voit.": "voiture", "vds": "vends", "arts.": "articles", "ds": "dans",
    "à déb.": "à débattre",
    "arr.": "arrondissement", "al.": "alinéa", "pb": "problème", "pbs": "problèmes", "tjrs": "toujours", "qd": "quand",
    "cad": "c'est-à-dire", "càd": "c'est-à-dire", "dsl": "désolé", "mdr": "mort de rire", "bjr": "bonjour", "slt": "salut", "msg": "message",
    "A/R": "aller-retour", "TTC": "toutes taxes comprises", "HT": "hors taxes",
    "esc.": "escalier", "livr.": "livraison", "RV": "rendez-vous",
    "arrt.": "arrondissement", "arrt": "arrondissement", "arrdt": "arrondissement", "arrdt.": "arrondissement", "S.M.": "Sa Majesté", "S. M.": "Sa Majesté",
    "p.": "page", "suiv.": "suivantes", "Jr.": "junior", "op.": "opus", "proch.": "prochain", "Mgr": "monseigneur", "Cie": "compagnie", "S.A.": "société anonyme", "bld": "boulevard", "blvd": "boulevard", "fbg": "faubourg", "Vve": "veuve",
    "Cne": "capitaine", "Lt": "lieutenant", "Pdt": "président", "n°s": "numéros", "sq.": "square",
    "av. J.-C.": "avant Jésus-Christ", "av. JC": "avant Jésus-Christ", "apr. J.-C.": "après Jésus-Christ", "ap. J.-C.": "après Jésus-Christ", "ap. JC": "après Jésus-Christ",
    "pp.": "pages", "th.": "thermostat", "appt": "appartement", "appt.": "appartement", "dte.": "droite", "dte": "droite", "pers.": "personnes", "Fg": "faubourg",
    "incl.": "inclus", "qté": "quantité", "pdt": "pendant", "tjs": "toujours", "auj.": "aujourd'hui",
    "M.": "monsieur", "MM.": "messieurs", "Mme": "madame", "Mmes": "mesdames", "Mlle": "mademoiselle", "Dr": "docteur",
    "Dr.": "docteur", "Pr": "professeur",
    "Pr.": "professeur", "Me": "maître", "St": "saint", "Ste": "sainte", "etc.": "et cætera", "p. ex.": "par exemple",
    "p.ex.": "par exemple",
    "c.-à-d.": "c'est-à-dire", "c-à-d": "c'est-à-dire", "n°": "numéro", "n.°": "numéro", "N°": "Numéro", "nº": "numéro", "av.": "avenue",
    "Av.": "Avenue", "bd": "boulevard",
    "Bd": "Boulevard", "bd.": "boulevard", "max.": "maximum", "min.": "minimum", "env.": "environ", "tél.": "téléphone",
    "Tél.": "Téléphone",
    "pl.": "place", "imp.": "impasse", "rte": "route", "chem.": "chemin", "bât.": "bâtiment", "ét.": "étage", "apt.": "appartement",
    "app.": "appartement", "art.": "article", "chap.": "chapitre", "fig.": "figure", "vol.": "volume", "ex.": "exemple", "cf.": "confer",
    "Ets": "établissements", "Sté": "société", "rdc": "rez-de-chaussée", "hab.": "habitants", "ép.": "épisode", "épis.": "épisode", "temp.": "température", "réf.": "référence",
    "s.v.p.": "s'il vous plaît", "RDV": "rendez-vous", "rdv": "rendez-vous", "qqn": "quelqu'un", "qqch": "quelque chose",
    "bcp": "beaucoup", "max": "maximum", "Mds": "milliards", "Mrd": "milliards", "éd.": "édition", "nb": "nombre",
    "svp": "s'il vous plaît", "vs": "contre", "J.-C.": "Jésus-Christ",
}  # fmt: skip
SCALES = {
    "k": "mille",
    "m": "millions de",
    "md": "milliards de",
    "mds": "milliards de",
    "mrd": "milliards de",
    "million": "million de",
    "millions": "millions de",
    "milliard": "milliard de",
    "milliards": "milliards de",
}
FEMININE = frozenset(("livre sterling", "livre-force"))
RULERS = frozenset(
    "Louis Charles François Henri Philippe Napoléon Jean Paul Pie Benoît Léon Élisabeth Elizabeth Guillaume George Édouard"
    " Jacques".split()
)
NUMBERED = frozenset(
    "siècle siècles chapitre chapitres chap vol livre tome volume acte article titre guerre mondiale arrondissement".split()
)
COMPASS = {
    "NNO": "nord-nord-ouest", "NNE": "nord-nord-est", "ENE": "est-nord-est", "ESE": "est-sud-est", "SSE": "sud-sud-est", "SSO": "sud-sud-ouest", "OSO": "ouest-sud-ouest",
    "ONO": "ouest-nord-ouest",
    "NO": "nord-ouest", "NE": "nord-est", "SO": "sud-ouest", "SE": "sud-est", "NW": "nord-ouest", "SW": "sud-ouest", "N": "nord", "S": "sud", "E": "est", "O": "ouest",
}  # fmt: skip
WINDS = frozenset("mistral tramontane bise tempête houle vent vents rafale rafales brise".split())
