"""Spanish words for signs, units, sums of money and abbreviations."""

from wyoming_kokoro.text.normalize.locale import Currency

WORDS = {
    "by": "por", ".": "punto", "@": "arroba", "/": "barra", "-": "guion", "_": "guion bajo", ":": "dos puntos", "?": "interrogación",
    "=": "igual a", "&": "y",
    "%": "por ciento", "#": "almohadilla", "+": "más", "#tag": "hashtag", "www": "uve doble uve doble uve doble", "×": "por",
    "÷": "entre", "±": "más menos", "≈": "aproximadamente", "≠": "distinto de", "≤": "menor o igual que",
    "≥": "mayor o igual que", "<": "menor que",
    ">": "mayor que", "~": "unos", "-n": "menos", "to": "a", "№": "número", "°": "grados", "‰": "por mil", "€": "euros", "£": "libras",
    "$": "dólares", "→": "a", "²": "al cuadrado", "³": "al cubo", "^": "elevado a", "|": "o", "sharp": "sostenido", "flat": "bemol", "and": "y", "of": "de",
    "over": "sobre", "part of": "de", "per": "por", "ratio": "a", "version": "versión", "past": "y", "π": "pi", "∞": "infinito", "√": "raíz cuadrada de", "§": "sección", "*": "asterisco",
}  # fmt: skip
UNITS = {
    "ej.": ("ejemplar", "ejemplares"), "hl": ("hectolitro", "hectolitros"), **dict.fromkeys("pp. págs. pags.".split(), ("página", "páginas")), "hg": ("hectogramo", "hectogramos"), **dict.fromkeys("r/min rev/min".split(), ("revolución por minuto", "revoluciones por minuto")), "vueltas/min": ("vuelta por minuto", "vueltas por minuto"),
    "adj.": ("adjunto", "adjuntos"), **dict.fromkeys("arch. archs.".split(), ("archivo", "archivos")), **dict.fromkeys("doc. docs.".split(), ("documento", "documentos")),
    "c/s": ("cucharada", "cucharadas"), "bim.": ("bimestre", "bimestres"), "bim": ("bimestre", "bimestres"),
    "kVA": ("kilovoltamperio", "kilovoltamperios"), "mmol/l": ("milimol por litro", "milimoles por litro"), "mmol/L": ("milimol por litro", "milimoles por litro"), "Nm": ("newton metro", "newton metro"), "dm": ("decímetro", "decímetros"), "UI": ("unidad internacional", "unidades internacionales"), **dict.fromkeys("ud ud. uds uds.".split(), ("unidad", "unidades")), "inh.": ("inhalación", "inhalaciones"), "c. s.": ("cucharada", "cucharadas"), "c. c.": ("cucharadita", "cucharaditas"), "c.s.": ("cucharada", "cucharadas"), "c.c.": ("cucharadita", "cucharaditas"),
    "mts": ("metro", "metros"), **dict.fromkeys("mts2 mts² mt2 mt²".split(), ("metro cuadrado", "metros cuadrados")), "hs": ("hora", "horas"),
    "hab/km²": ("habitante por kilómetro cuadrado", "habitantes por kilómetro cuadrado"), "hab./km²": ("habitante por kilómetro cuadrado", "habitantes por kilómetro cuadrado"),
    **dict.fromkeys("pts pts. pto pto. ptos ptos.".split(), ("punto", "puntos")),
    "compr.": ("comprimido", "comprimidos"), "cáps.": ("cápsula", "cápsulas"),
    "comp.": ("comprimido", "comprimidos"),
    "ha": ("hectárea", "hectáreas"), "mmHg": ("milímetro de mercurio", "milímetros de mercurio"), "fps": ("fotograma por segundo", "fotogramas por segundo"),
    "cda.": ("cucharada", "cucharadas"), "cdas.": ("cucharada", "cucharadas"), "cdta.": ("cucharadita", "cucharaditas"),
    "cdtas.": ("cucharadita", "cucharaditas"), "tza.": ("taza", "tazas"), "tzas.": ("taza", "tazas"),
    "dB": ("decibelio", "decibelios"), "Wh": ("vatio hora", "vatios hora"), "MWh": ("megavatio hora", "megavatios hora"),
    "kV": ("kilovoltio", "kilovoltios"),
    "mV": ("milivoltio", "milivoltios"), "Ah": ("amperio hora", "amperios hora"), "mAh": ("miliamperio hora", "miliamperios hora"),
    "kWh": ("kilovatio hora", "kilovatios hora"), "l/100 km": ("litro cada cien kilómetros", "litros cada cien kilómetros"), "rpm": ("revolución por minuto", "revoluciones por minuto"),
    "ppb": ("parte por mil millones", "partes por mil millones"),
    "lux": ("lux", "lux"), "lx": ("lux", "lux"), "kPa": ("kilopascal", "kilopascales"), "VA": ("voltamperio", "voltamperios"),
    "seg": ("segundo", "segundos"), "bpm": ("latido por minuto", "latidos por minuto"), "lpm": ("latido por minuto", "latidos por minuto"),
    "CV": ("caballo", "caballos"), "cv": ("caballo", "caballos"),
    "hr": ("hora", "horas"), "hrs": ("hora", "horas"), "dBm": ("decibelio milivatio", "decibelios milivatio"),
}  # fmt: skip
CURRENCIES = {
    "€": Currency("euro", "euros", "céntimo", "céntimos"), "EUR": Currency("euro", "euros", "céntimo", "céntimos"),
    "$": Currency("dólar", "dólares", "centavo", "centavos"), "US$": Currency("dólar", "dólares", "centavo", "centavos"),
    "USD": Currency("dólar", "dólares", "centavo", "centavos"), "MXN": Currency("peso mexicano", "pesos mexicanos", "centavo", "centavos"),
    "£": Currency("libra", "libras", "penique", "peniques"), "¥": Currency("yen", "yenes"),
    "R$": Currency("real", "reales", "centavo", "centavos"),
}  # fmt: skip
ABBREVIATIONS = {
    "ejs.": "ejercicios", "ejerc.": "ejercicio", "caps.": "capítulos", "acts.": "actividades", "act.": "actividad", "figs.": "figuras", "vols.": "volúmenes", "pag.": "página", "pags.": "páginas",
    "xfi": "por favor", "p/": "para", "dest.": "destino", "cat.": "categoría",
    "ilim.": "ilimitadas", "disp.": "disponible", "z.": "zona", "Pol. Ind.": "polígono industrial", "Pol.": "polígono",
    "arts.": "artículos", "Vto.": "vencimiento", "prob.": "probabilidad", "trim.": "trimestre", "sup.": "superficie", "cons.": "consulta",
    "neg.": "negociables", "pq": "porque", "tq": "te quiero", "mñn": "mañana", "mñna": "mañana", "xfa": "por favor", "xa": "para", "k tal": "qué tal", "q": "que",
    "Vd.": "usted", "Vds.": "ustedes", "Ntra.": "nuestra", "Nta.": "nuestra", "Ntro.": "nuestro", "Rvdo.": "reverendo", "Rvda.": "reverenda",
    "esq.": "esquina", "prov.": "provincia", "ed.": "edición", "FF. AA.": "Fuerzas Armadas", "FF.AA.": "Fuerzas Armadas", "JJ. OO.": "Juegos Olímpicos",
    "JJ.OO.": "Juegos Olímpicos", "JJOO": "Juegos Olímpicos", "RR. HH.": "recursos humanos", "RR.HH.": "recursos humanos", "RRHH": "recursos humanos",
    "RR. MM.": "Reyes Magos", "RR.MM.": "Reyes Magos", "CC. AA.": "comunidades autónomas", "CC.AA.": "comunidades autónomas", "CCAA": "comunidades autónomas",
    "D.E.P.": "descanse en paz", "DEP": "descanse en paz", "q.e.p.d.": "que en paz descanse", "c/c": "cuenta corriente", "xq": "porque", "tb": "también",
    "tmb": "también", "dnd": "donde", "bss": "besos", "tqm": "te quiero mucho",
    "IVA inc.": "IVA incluido", "Bs. As.": "Buenos Aires", "Ref.": "Referencia",
    "Ilma.": "ilustrísima", "Ilmo.": "ilustrísimo", "Excma.": "excelentísima", "S. M.": "su majestad", "S.M.": "su majestad", "SS. MM.": "sus majestades", "SS.MM.": "sus majestades", "aniv.": "aniversario",
    "min.": "mínimo", "max.": "máximo", "s.": "siglo", "ss.": "siglos", "incl.": "incluido", "pta.": "puerta", "mill.": "millones", "c/u": "cada uno", "ud.": "unidad", "uds.": "unidades", "est.": "estación", "Est.": "Estación", "p.": "página", "pp.": "páginas",
    "Sr.": "señor", "Sra.": "señora", "Srta.": "señorita", "Sres.": "señores", "Dr.": "doctor", "Dra.": "doctora",
    "D.": "don", "Dña.": "doña", "D.ª": "doña", "Dª": "doña", "Jr.": "júnior", "próx.": "próximo", "últ.": "último", "op.": "opus",
    "S.L.": "sociedad limitada", "S. L.": "sociedad limitada", "S.A.": "sociedad anónima", "S. A.": "sociedad anónima", "S.L.U.": "sociedad limitada unipersonal",
    "Mons.": "monseñor", "Tte.": "teniente", "Sgto.": "sargento", "Pdte.": "presidente", "Pdta.": "presidenta", "Vda.": "viuda", "Cnel.": "coronel", "blq.": "bloque", "ptal.": "portal", "n.os": "números", "núms.": "números", "ref.": "referencia", "admón.": "administración", "fdo.": "firmado",
    "Fco.": "Francisco", "M.ª": "María", "Mª": "María", "esc.": "escalera", "bjo.": "bajo", "entlo.": "entresuelo", "pral.": "principal", "Pje.": "pasaje",
    "Ayto.": "ayuntamiento", "Depto.": "departamento", "tfno.": "teléfono", "tlf.": "teléfono", "Excmo.": "excelentísimo", "C.P.": "código postal",
    "eps.": "episodios", "Prof.": "profesor", "Profa.": "profesora", "Av.": "avenida", "Avda.": "avenida", "C/": "calle", "núm.": "número",
    "Núm.": "Número", "n.º": "número", "n.°": "número", "n°": "número",
    "nº": "número", "Nº": "Número", "p. ej.": "por ejemplo", "p.ej.": "por ejemplo", "etc.": "etcétera", "EE. UU.": "Estados Unidos",
    "EE.UU.": "Estados Unidos", "EEUU": "Estados Unidos", "Ud.": "usted", "Uds.": "ustedes", "aprox.": "aproximadamente", "máx.": "máximo",
    "mín.": "mínimo", "pág.": "página",
    "págs.": "páginas", "tel.": "teléfono", "Tel.": "Teléfono", "a.C.": "antes de Cristo", "d.C.": "después de Cristo", "a. C.": "antes de Cristo", "d. C.": "después de Cristo",
    "vs.": "contra", "km.": "kilómetros", "izq.": "izquierda", "izda.": "izquierda", "dcha.": "derecha", "pl.": "plaza", "Pza.": "plaza",
    "Ctra.": "carretera", "Cdad.": "ciudad", "P.º": "paseo", "Pº": "paseo", "Urb.": "urbanización", "Edif.": "edificio", "Dpto.": "departamento",
    "Ing.": "ingeniero", "Lic.": "licenciado", "Gral.": "general", "Cía.": "compañía", "Hnos.": "hermanos", "Sto.": "santo",
    "Sta.": "santa", "art.": "artículo", "cap.": "capítulo", "vol.": "volumen", "fig.": "figura", "ej.": "ejemplo",
    "atte.": "atentamente", "apdo.": "apartado", "s/n": "sin número", "Rte.": "remitente", "hab.": "habitantes",
    "máx": "máximo", "mín": "mínimo", "ep.": "episodio", "pers.": "personas", "temp.": "temperatura", "cód.": "código", "ext.": "extensión", "dto.": "descuento",
}  # fmt: skip
SCALES = {
    "k": "mil",
    "m": "millones de",
    "mill.": "millones de",
    "mil": "mil",
    "millón": "millón de",
    "millones": "millones de",
    "billón": "billón de",
    "billones": "billones de",
    "mm": "mil millones de",
}
STRESSED = frozenset("agua águila aula arma área hacha ala alma asa habla ama hambre".split())
"""Feminine nouns before which *una* is *un*, as they begin with a stressed a."""
RULERS = frozenset(
    "Felipe Carlos Alfonso Fernando Isabel Juan Pablo Luis Enrique Pío Benedicto Jaime Pedro Sancho Napoleón Francisco León"
    " Gregorio".split()
)
EVENTS = frozenset("""
    congreso cumbre jornada jornadas edición aniversario legislatura república centenario semana
    guerra feria festival certamen concurso encuentro simposio copa torneo maratón premio premios
    bienal asamblea curso foro olimpiada trofeo milla carrera siglo dinastía concilio plan
    convenio conferencia campeonato juegos olimpiadas avenida sinfonía
    """.split())
NUMBERED = frozenset(
    "siglo siglos tomos capítulos s ss capítulo cap tomo libro tema fase canto escena vol volumen parte guerra mundial acto artículo título".split()
)
COMPASS = {
    "NNO": "nornoroeste", "NNE": "nornoreste", "ENE": "estenoreste", "ESE": "estesureste", "SSE": "sursureste", "SSO": "sursuroeste",
    "OSO": "oestesuroeste", "ONO": "oestenoroeste", "O": "oeste", "E": "este", "NO": "noroeste", "NE": "nordeste", "SO": "suroeste", "SE": "sureste", "NW": "noroeste", "SW": "suroeste", "N": "norte", "S": "sur",
}  # fmt: skip
WINDS = frozenset(
    "cierzo levante poniente tramontana lebeche temporal viento vientos racha rachas brisa".split()
)
