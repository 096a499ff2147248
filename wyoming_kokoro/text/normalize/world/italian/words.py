"""Italian words for signs, units, sums of money and abbreviations."""

from wyoming_kokoro.text.normalize.locale import Currency

WORDS = {
    ".": "punto", "@": "chiocciola", "/": "barra", "-": "trattino", "_": "trattino basso", ":": "due punti",
    "?": "punto interrogativo", "=": "uguale a",
    "&": "e", "%": "per cento", "#": "cancelletto", "+": "più", "#tag": "hashtag", "www": "vu vu vu", "×": "per", "÷": "diviso",
    "±": "più o meno",
    "≈": "circa", "≠": "diverso da", "≤": "minore o uguale a", "≥": "maggiore o uguale a", "<": "minore di", ">": "maggiore di",
    "~": "circa",
    "-n": "meno", "to": "a", "№": "numero", "°": "gradi", "‰": "per mille", "€": "euro", "£": "sterline", "$": "dollari",
    "→": "a", "²": "al quadrato",
    "³": "al cubo", "^": "elevato a", "|": "o", "sharp": "diesis", "flat": "bemolle", "and": "e", "of": "", "over": "su", "part of": "di", "ratio": "a", "version": "versione", "past": "e",
    "π": "pi", "∞": "infinito", "√": "radice quadrata di", "§": "paragrafo", "*": "asterisco",
}  # fmt: skip
UNITS = {
    "hl": ("ettolitro", "ettolitri"), "q": ("quintale", "quintali"), **dict.fromkeys("pp. pagg.".split(), ("pagina", "pagine")), "giro/min": ("giro al minuto", "giri al minuto"), "hg": ("etto", "etti"), **dict.fromkeys("giri/min giri/m giri/1'".split(), ("giro al minuto", "giri al minuto")), "all.": ("allegato", "allegati"),
    "aa": ("anno", "anni"), "bim": ("bimestre", "bimestri"), "v./die": ("volta al giorno", "volte al giorno"),
    "kVA": ("chilovoltampere", "chilovoltampere"), "mmol/l": ("millimole al litro", "millimoli al litro"), "mmol/L": ("millimole al litro", "millimoli al litro"), "Nm": ("newton metro", "newton metro"), "dm": ("decimetro", "decimetri"), "UI": ("unità internazionale", "unità internazionali"), "Smc": ("metro cubo standard", "metri cubi standard"), "mmq": ("millimetro quadrato", "millimetri quadrati"), "loc.": ("locale", "locali"), "pz": ("pezzo", "pezzi"),
    "ab/km²": ("abitante per chilometro quadrato", "abitanti per chilometro quadrato"), "ab./km²": ("abitante per chilometro quadrato", "abitanti per chilometro quadrato"),
    "pt.": ("punto", "punti"), "pti": ("punto", "punti"), "pti.": ("punto", "punti"),
    "gr": ("grammo", "grammi"), "gr.": ("grammo", "grammi"), "cam.": ("camera", "camere"),
    "cpr": ("compressa", "compresse"), "cpr.": ("compressa", "compresse"), "cps": ("capsula", "capsule"), "gtt": ("goccia", "gocce"),
    "ha": ("ettaro", "ettari"), "mmHg": ("millimetro di mercurio", "millimetri di mercurio"), "fps": ("fotogramma al secondo", "fotogrammi al secondo"),
    "mq": ("metro quadrato", "metri quadrati"), "mc": ("metro cubo", "metri cubi"), "kmq": ("chilometro quadrato", "chilometri quadrati"),
    "d": ("giorno", "giorni"), "gg": ("giorno", "giorni"),
    "t": ("tonnellata", "tonnellate"),
    **dict.fromkeys("cucch. cucc. cucch.aio cucch.ai cucch.io c.aio c.ai".split(), ("cucchiaio", "cucchiai")),
    **dict.fromkeys("cucch.no cucch.ni cucch.ino cucch.ini cucch.aino cucch.aini c.no c.ni c.ino c.ini".split(), ("cucchiaino", "cucchiaini")),
    "bicch.": ("bicchiere", "bicchieri"), "spicch.": ("spicchio", "spicchi"), "pz.": ("pezzo", "pezzi"), "conf.": ("confezione", "confezioni"),
    "bust.": ("bustina", "bustine"), "fl.": ("flacone", "flaconi"), "scat.": ("scatola", "scatole"), "fett.": ("fetta", "fette"),
    "dB": ("decibel", "decibel"), "Wh": ("wattora", "wattora"), "MWh": ("megawattora", "megawattora"), "kV": ("chilovolt", "chilovolt"),
    "mV": ("millivolt", "millivolt"), "Ah": ("amperora", "amperora"), "mAh": ("milliamperora", "milliamperora"),
    "l/100 km": ("litro ogni cento chilometri", "litri ogni cento chilometri"), "rpm": ("giro al minuto", "giri al minuto"),
    "ppb": ("parte per miliardo", "parti per miliardo"), "lux": ("lux", "lux"), "VA": ("voltampere", "voltampere"),
    "die": ("giorno", "giorni"), "dì": ("giorno", "giorni"), "CV": ("cavallo", "cavalli"), "cv": ("cavallo", "cavalli"), "cp": ("compressa", "compresse"), "cp.": ("compressa", "compresse"),
    "sec": ("secondo", "secondi"), "bpm": ("battito al minuto", "battiti al minuto"),
}  # fmt: skip
CURRENCIES = {
    "€": Currency("euro", "euro", "centesimo", "centesimi"), "EUR": Currency("euro", "euro", "centesimo", "centesimi"),
    "$": Currency("dollaro", "dollari", "centesimo", "centesimi"), "US$": Currency("dollaro", "dollari", "centesimo", "centesimi"),
    "USD": Currency("dollaro", "dollari", "centesimo", "centesimi"),
    "CHF": Currency("franco svizzero", "franchi svizzeri", "centesimo", "centesimi"),
    "R$": Currency("real", "reais", "centavo", "centavi"), "£": Currency("sterlina", "sterline", "penny", "pence"),
    "¥": Currency("yen", "yen"),
}  # fmt: skip
_LAWS = {
    "c.c.": "del codice civile", "c.p.": "del codice penale", "c.p.c.": "del codice di procedura civile",
    "c.p.p.": "del codice di procedura penale", "Cost.": "della Costituzione",
}  # fmt: skip
"""Laws after the number of an article, with the *of* that is said but seldom written."""
ABBREVIATIONS = {
    "all.": "allegato", "eserc.": "esercizio", "ess.": "esercizi", "capp.": "capitoli", "figg.": "figure", "voll.": "volumi",
    "mis.": "misura", "fatt.": "fattura", "D.M.": "decreto ministeriale", "cat.": "categoria", "ult.": "ultimo",
    "rit.": "ritardo", "dir.": "direzione", "conf.": "confezione", "class.": "classifica", "prot.": "protocollo", "tg.": "taglia", "carr.": "carrozza", "sent.": "sentenza", "univ.": "università", "d.c.r.": "dopo i calci di rigore", "d.t.s.": "dopo i tempi supplementari", "s.l.m.": "sul livello del mare", **dict.fromkeys(("Str. Prov.", "str. prov."), "strada provinciale"), "cl. en.": "classe energetica", "reg.": "regolamento", "sez.": "sezione", "Cass.": "Cassazione", "civ.": "civile", "vs": "contro", "min. illimitati": "minuti illimitati",
    **_LAWS, **{f"{long.partition(' ')[0]} {short}": long for short, long in _LAWS.items()},
    "artt.": "articoli", "lett.": "lettera", "att.": "attuale", "rev.": "revisione", "scad.": "scadenza", "prec.": "precedente", "amb.": "ambulatorio",
    "trim.": "trimestre", "asc.": "ascensore", "tratt.": "trattabili", "circ.": "circolare", "xké": "perché", "xkè": "perché", "dp": "dopo",
    "T.ni": "Termini", "amm.re": "amministratore",
    "Dr.ssa": "dottoressa", "Vic.": "vicolo", "ed.": "edizione", "S.p.a.": "società per azioni", "SpA": "società per azioni", "Srl": "società a responsabilità limitata",
    "SRL": "società a responsabilità limitata", "S.S.": "esse esse", "SS. Trinità": "santissima Trinità", "SS. Annunziata": "santissima Annunziata", "SS. Pietro": "santi Pietro", "xché": "perché", "xke": "perché", "cmq": "comunque",
    "nn": "non", "tvb": "ti voglio bene", "qlc": "qualche", "qlcs": "qualcosa", "dx": "destra", "sx": "sinistra", "C/C": "conto corrente", "c/c": "conto corrente",
    "A/R": "andata e ritorno", "a/r": "andata e ritorno",
    "D.Lgs.": "decreto legislativo", "D.L.": "decreto legge", "D.P.R.": "decreto del presidente della Repubblica", "S.M.": "Sua Maestà", "stat.": "statico", "p.t.": "primo tempo", "s.t.": "secondo tempo",
    "p.": "pagina", "Jr.": "junior", "op.": "opera", "pross.": "prossimo", "cell.": "cellulare", "Spett.le": "spettabile", "Gent.mo": "gentilissimo", "Gent.ma": "gentilissima",
    "Col.": "colonnello", "Ten.": "tenente", "Pres.": "presidente", "Card.": "cardinale", "nn.": "numeri", "n.°": "numero", "cfr.": "confronta", "sc.": "scala",
    "Egr.": "egregio", "f.to": "firmato", "On.": "onorevole", "Sen.": "senatore", "Cav.": "cavalier", "P.IVA": "partita IVA", "P. IVA": "partita IVA",
    "pp.": "pagine",
    "Sig.": "signor", "sig.": "signor", "Sig.ra": "signora", "sig.ra": "signora", "Sig.na": "signorina", "sig.na": "signorina", "Sigg.": "signori", "Dott.": "dottor",
    "dott.": "dottor", "Dott.ssa": "dottoressa",
    "dott.ssa": "dottoressa", "Dr.": "dottor", "Prof.": "professor", "prof.": "professor", "Prof.ssa": "professoressa",
    "Ing.": "ingegner", "Avv.": "avvocato",
    "ecc.": "eccetera", "p.es.": "per esempio", "p. es.": "per esempio", "ad es.": "ad esempio", "n.": "numero", "N.": "numero",
    "nº": "numero", "n°": "numero",
    "pag.": "pagina", "tel.": "telefono", "Tel.": "Telefono", "max.": "massimo", "min.": "minimo", "ca.": "circa",
    "a.C.": "avanti Cristo", "d.C.": "dopo Cristo",
    "P.zza": "piazza", "p.zza": "piazza", "P.le": "piazzale", "L.go": "largo", "v.le": "viale", "c.so": "corso", "avv.": "avvocato",
    "ing.": "ingegner", "geom.": "geometra", "arch.": "architetto", "rag.": "ragionier", "on.": "onorevole", "gen.": "generale",
    "mons.": "monsignor", "art.": "articolo", "cap.": "capitolo", "pagg.": "pagine", "vol.": "volume", "fig.": "figura",
    "es.": "esempio", "S.p.A.": "società per azioni", "S.r.l.": "società a responsabilità limitata", "int.": "interno",
    "mld": "miliardi", "mln": "milioni", "ep.": "episodio", "bin.": "binario", "par.": "paragrafo", "q.b.": "quanto basta", "punt.": "puntata", "temp.": "temperatura", "rif.": "riferimento", "ab.": "abitanti", "S.": "san",
    "incl.": "inclusa", "cpr": "compressa", "sec.": "secolo", "pers.": "persone", "C.le": "centrale", "P.ta": "porta", "F.lli": "fratelli", "S.n.c.": "società in nome collettivo", "S.a.s.": "società in accomandita semplice", "Soc. coop.": "società cooperativa",
    "Ch.mo": "chiarissimo", "Ch.ma": "chiarissima", "Ill.mo": "illustrissimo", "Ill.ma": "illustrissima", "Preg.mo": "pregiatissimo", "Preg.ma": "pregiatissima",
    "Rev.mo": "reverendissimo", "Stim.mo": "stimatissimo", "Stim.ma": "stimatissima", "Car.mo": "carissimo", "Car.ma": "carissima", "Spett.": "spettabile",
    "N.B.": "nota bene", "uff.": "ufficio", "P.tta": "piazzetta", "P.zle": "piazzale", "Vic.lo": "vicolo", "S.da": "strada", "C.da": "contrada",
    "Circ.ne": "circonvallazione", "Trav.": "traversa", "Gall.": "galleria", "Str.": "strada", "Prov.": "provincia", "Dott.sse": "dottoresse", "Proff.": "professori",
    "Dott.ri": "dottori", "Sig.re": "signore", "Avv.to": "avvocato", "Staz.": "stazione", "Loc.": "località", "Fraz.": "frazione", "P.za": "piazza", "V.le": "viale", "C.so": "corso", "vs.": "contro",
}  # fmt: skip
SCALES = {
    "k": "mila",
    "m": "milioni di",
    "mln": "milioni di",
    "mld": "miliardi di",
    "milione": "milione di",
    "milioni": "milioni di",
    "miliardo": "miliardo di",
    "miliardi": "miliardi di",
}
RULERS = frozenset(
    "Luigi Carlo Vittorio Emanuele Umberto Giovanni Paolo Pio Benedetto Leone Enrico Elisabetta Napoleone Filippo Federico"
    " Francesco Giorgio".split()
)
EVENTS = frozenset("""
    congresso vertice edizione anniversario legislatura repubblica centenario settimana guerra
    fiera festival concorso simposio coppa torneo maratona premio biennale assemblea corso forum
    trofeo secolo piano dinastia concilio conferenza campionato giornata giornate olimpiade
    olimpiadi giochi sinfonia
    """.split())
NUMBERED = frozenset(
    "secolo secoli sec sezione sez capitolo capitoli cap tomo libro canto scena fase vol volume atto articolo titolo".split()
)
COMPASS = {
    "NNO": "nord nord ovest", "NNE": "nord nord est", "ENE": "est nord est", "ESE": "est sud est", "SSE": "sud sud est",
    "SSO": "sud sud ovest", "OSO": "ovest sud ovest", "ONO": "ovest nord ovest", "O": "ovest", "E": "est", "NO": "nord ovest", "NE": "nord est", "SO": "sud ovest", "SE": "sud est", "NW": "nord ovest", "SW": "sud ovest", "N": "nord", "S": "sud",
}  # fmt: skip
WINDS = frozenset(
    "scirocco maestrale libeccio tramontana grecale bora burrasca vento venti raffica raffiche brezza".split()
)
