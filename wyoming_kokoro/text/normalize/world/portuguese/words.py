"""Brazilian Portuguese words for signs, units, sums of money and abbreviations."""

from wyoming_kokoro.text.normalize.locale import Currency

WORDS = {
    "by": "por", ".": "ponto", "@": "arroba", "/": "barra", "-": "hífen", "_": "underline", ":": "dois pontos", "?": "interrogação",
    "=": "igual a", "&": "e",
    "%": "por cento", "#": "cerquilha", "+": "mais", "#tag": "hashtag", "www": "dáblio dáblio dáblio", "×": "vezes", "÷": "dividido por",
    "±": "mais ou menos", "≈": "aproximadamente", "≠": "diferente de", "≤": "menor ou igual a", "≥": "maior ou igual a",
    "<": "menor que", ">": "maior que",
    "~": "cerca de", "-n": "menos", "to": "a", "№": "número", "°": "graus", "‰": "por mil", "€": "euros", "£": "libras", "$": "dólares",
    "→": "para", "²": "ao quadrado", "³": "ao cubo", "^": "elevado a", "|": "ou", "sharp": "sustenido", "flat": "bemol", "and": "e",
    "of": "de", "over": "sobre", "part of": "de", "per": "por", "ratio": "para",
    "version": "versão", "past": "e", "π": "pi", "∞": "infinito", "√": "raiz quadrada de", "§": "parágrafo", "*": "asterisco",
}  # fmt: skip
UNITS = {
    "hl": ("hectolitro", "hectolitros"), **dict.fromkeys("pp. págs. pags. pgs.".split(), ("página", "páginas")), "hg": ("hectograma", "hectogramas"), "rot/min": ("rotação por minuto", "rotações por minuto"), "giros/min": ("giro por minuto", "giros por minuto"),
    **dict.fromkeys("arq. arqs.".split(), ("arquivo", "arquivos")), **dict.fromkeys("doc. docs.".split(), ("documento", "documentos")),
    "pess.": ("pessoa", "pessoas"), "gts": ("gota", "gotas"),
    "kVA": ("quilovolt-ampère", "quilovolts-ampère"), "mmol/l": ("milimol por litro", "milimols por litro"), "mmol/L": ("milimol por litro", "milimols por litro"), "Nm": ("newton-metro", "newtons-metro"), "dm": ("decímetro", "decímetros"), "UI": ("unidade internacional", "unidades internacionais"), "fls.": ("folha", "folhas"), "col. sopa": ("colher de sopa", "colheres de sopa"), "col. chá": ("colher de chá", "colheres de chá"), "un": ("unidade", "unidades"), "cs": ("colher de sopa", "colheres de sopa"),
    "mts": ("metro", "metros"), **dict.fromkeys("mts2 mts² mt2 mt²".split(), ("metro quadrado", "metros quadrados")), "hs": ("hora", "horas"), "hrs": ("hora", "horas"),
    "hab/km²": ("habitante por quilômetro quadrado", "habitantes por quilômetro quadrado"), "hab./km²": ("habitante por quilômetro quadrado", "habitantes por quilômetro quadrado"),
    "pts": ("ponto", "pontos"), "pts.": ("ponto", "pontos"), "un.": ("unidade", "unidades"), "und.": ("unidade", "unidades"),
    "qto": ("quarto", "quartos"), "qtos": ("quarto", "quartos"), "qtos.": ("quarto", "quartos"), "d.": ("dia", "dias"),
    "comp.": ("comprimido", "comprimidos"), "cáps.": ("cápsula", "cápsulas"), "qto.": ("quarto", "quartos"), "dorms.": ("dormitório", "dormitórios"),
    **dict.fromkeys("cx cx.".split(), ("caixa", "caixas")), **dict.fromkeys("pct pct. pcts pcts.".split(), ("pacote", "pacotes")),
    **dict.fromkeys("dz dz.".split(), ("dúzia", "dúzias")), "cp": ("comprimido", "comprimidos"), "cp.": ("comprimido", "comprimidos"),
    "cv": ("cavalo", "cavalos"), "CV": ("cavalo", "cavalos"),
    "mmHg": ("milímetro de mercúrio", "milímetros de mercúrio"), "fps": ("quadro por segundo", "quadros por segundo"),
    "d": ("dia", "dias"), "t": ("tonelada", "toneladas"),
    "col.": ("colher", "colheres"), "cols.": ("colher", "colheres"), "xíc.": ("xícara", "xícaras"), "xic.": ("xícara", "xícaras"),
    "bar": ("bar", "bars"), "kn": ("nó", "nós"), "dB": ("decibel", "decibéis"), "Wh": ("watt-hora", "watts-hora"), "MWh": ("megawatt-hora", "megawatts-hora"),
    "kV": ("quilovolt", "quilovolts"),
    "mV": ("milivolt", "milivolts"), "Ah": ("ampère-hora", "ampères-hora"), "mAh": ("miliampère-hora", "miliampères-hora"),
    "l/100 km": ("litro por cem quilômetros", "litros por cem quilômetros"), "rpm": ("rotação por minuto", "rotações por minuto"), "ppb": ("parte por bilhão", "partes por bilhão"),
    "lux": ("lux", "lux"), "VA": ("volt-ampère", "volts-ampère"),
    "°": ("grau", "graus"), "seg": ("segundo", "segundos"), "bpm": ("batimento por minuto", "batimentos por minuto"),
}  # fmt: skip
CURRENCIES = {
    "R$": Currency("real", "reais", "centavo", "centavos"), "BRL": Currency("real", "reais", "centavo", "centavos"),
    "$": Currency("dólar", "dólares", "centavo", "centavos"), "US$": Currency("dólar", "dólares", "centavo", "centavos"),
    "PEN": Currency("sol peruano", "sóis peruanos", "cêntimo", "cêntimos"), "USD": Currency("dólar", "dólares", "centavo", "centavos"), "€": Currency("euro", "euros", "centavo", "centavos"),
    "EUR": Currency("euro", "euros", "centavo", "centavos"),
    "£": Currency("libra", "libras", "pêni", "pence"), "¥": Currency("iene", "ienes"),
}  # fmt: skip
ABBREVIATIONS = {
    "caps.": "capítulos", "exs.": "exercícios", "exerc.": "exercício", "figs.": "figuras", "vols.": "volumes", "pag.": "página", "pags.": "páginas", "pg.": "página", "pgs.": "páginas",
    "pfv": "por favor", "rod.": "rodada", "ñ": "não", "tam.": "tamanho", "conc.": "concurso", "cód.": "código", "cat.": "categoria",
    "qq": "qualquer", "mt": "muito", "sl": "sala", "dz": "dúzia", "qto.": "quarto", "vms": "vamos", "hig.": "higiênico", "term.": "terminal", "sent.": "sentido", "vencto.": "vencimento", "qd.": "quadra", "lt.": "lote", "raj.": "rajadas", "disp.": "disponível", "prot.": "protocolo", "súm.": "súmula", "marg.": "marginal", "univ.": "universitário", "prox.": "próximo",
    "Srs.": "senhores", "Sras.": "senhoras", "sécs.": "séculos", "arts.": "artigos", "venc.": "vencimento", "Gal.": "general", "s/nº": "sem número",
    "const.": "construída", "cx.": "caixa", "cx": "caixa", "polt.": "poltrona", "plat.": "plataforma", "sl.": "sala", "classif.": "classificação", "trim.": "trimestre",
    "dps": "depois", "pça": "praça",
    "Profª": "professora", "Profª.": "professora", "Prof.ª": "professora", "Drª": "doutora", "Drª.": "doutora", "Dr.ª": "doutora", "Srª": "senhora",
    "Srª.": "senhora", "Sr.ª": "senhora", "N. Sra.": "Nossa Senhora", "N. S.": "Nossa Senhora", "Vl.": "vila", "Pq.": "parque", "Pqe.": "parque",
    "ag.": "agência", "C/C": "conta corrente", "c/c": "conta corrente", "s/": "sem", "vc": "você", "vcs": "vocês", "tb": "também", "tbm": "também", "hj": "hoje", "blz": "beleza",
    "obg": "obrigado", "msg": "mensagem", "qdo": "quando", "mto": "muito", "pq": "porque", "fds": "fim de semana", "bjs": "beijos", "abs": "abraços",
    "desc.": "desconto", "un.": "unidade", "Ref.": "Referência", "S. Paulo": "São Paulo", "S. José": "São José", "S. João": "São João", "S. Pedro": "São Pedro", "S. Luís": "São Luís", "S. Bernardo": "São Bernardo",
    "págs.": "páginas", "Exa.": "Excelência", "S. Exa.": "Sua Excelência", "V. Exa.": "Vossa Excelência",
    "D.": "dom", "Jr.": "júnior", "próx.": "próximo", "últ.": "último", "op.": "opus", "and.": "andar", "S.A.": "sociedade anônima", "S/A": "sociedade anônima",
    "Ten.": "tenente", "Maj.": "major", "Gov.": "governador", "Pres.": "presidente", "Des.": "desembargador", "Mons.": "monsenhor", "Lgo.": "largo", "nºs": "números", "n.": "número", "inc.": "inciso",
    "Exma.": "excelentíssima", "Ilmo.": "ilustríssimo", "Depto.": "departamento",
    "incl.": "incluso", "comp.": "comprimido", "apto": "apartamento", "p.": "página", "pp.": "páginas",
    "Sr.": "senhor", "Sra.": "senhora", "Srta.": "senhorita", "Dr.": "doutor", "Dra.": "doutora", "Prof.": "professor",
    "Profa.": "professora", "Av.": "avenida",
    "R.": "rua", "Pç.": "praça", "etc.": "et cetera", "p. ex.": "por exemplo", "p.ex.": "por exemplo", "p/": "para", "c/": "com", "nº": "número",
    "Nº": "Número", "n.º": "número", "n.°": "número", "n°": "número",
    "máx.": "máximo", "mín.": "mínimo", "aprox.": "aproximadamente", "pág.": "página", "tel.": "telefone", "Tel.": "Telefone",
    "a.C.": "antes de Cristo",
    "d.C.": "depois de Cristo", "vs.": "contra", "Exmo.": "excelentíssimo",
    "apto.": "apartamento", "ap.": "apartamento", "apt.": "apartamento", "Pça.": "praça", "Eng.": "engenheiro", "Rod.": "rodovia",
    "Al.": "alameda", "Trav.": "travessa", "Estr.": "estrada", "bl.": "bloco", "cj.": "conjunto", "Jd.": "jardim", "Cia.": "companhia",
    "Cel.": "coronel", "Gen.": "general", "Sgt.": "sargento", "Dep.": "deputado", "Sen.": "senador", "Pe.": "padre", "Sta.": "santa",
    "Sto.": "santo", "séc.": "século", "s.": "século", "ss.": "séculos", "obs.": "observação", "ref.": "referência", "art.": "artigo", "cap.": "capítulo",
    "vol.": "volume", "fig.": "figura", "hab.": "habitantes", "ex.": "exemplo", "Ed.": "edifício", "s/n": "sem número",
    "ep.": "episódio", "p.p.": "pontos percentuais", "cond.": "condomínio", "eps.": "episódios", "temp.": "temperatura", "méd.": "média", "Adv.": "advogado", "qtd.": "quantidade", "Ltda.": "limitada",
}  # fmt: skip
SCALES = {
    "k": "mil",
    "mil": "mil",
    "mi": "milhões de",
    "tri": "trilhões de",
    "bi": "bilhões de",
    "milhão": "milhão de",
    "milhões": "milhões de",
    "bilhão": "bilhão de",
    "bilhões": "bilhões de",
    "trilhão": "trilhão de",
    "trilhões": "trilhões de",
}
RULERS = frozenset(
    "Pedro João Paulo Luís Carlos Filipe Henrique Bento Pio Elizabeth Isabel Manuel Afonso Napoleão Leão Francisco José"
    " Maria".split()
)
EVENTS = frozenset("""
    congresso cúpula jornada jornadas edição aniversário legislatura república centenário semana
    guerra feira festival concurso encontro simpósio copa torneio maratona prêmio bienal
    assembleia fórum olimpíada troféu século dinastia concílio conferência campeonato
    jogos olimpíadas sinfonia
    """.split())
NUMBERED = frozenset(
    "inc inciso século séculos sécs s ss tomos capítulos séc capítulo cap tomo livro canto cena fase vol volume ato artigo título guerra mundial".split()
)
COMPASS = {
    "NNO": "nor-noroeste", "NNE": "nor-nordeste", "ENE": "leste-nordeste", "ESE": "leste-sudeste", "SSE": "sul-sudeste",
    "SSO": "sul-sudoeste", "OSO": "oeste-sudoeste", "ONO": "oeste-noroeste", "O": "oeste", "L": "leste", "E": "leste", "NO": "noroeste", "NE": "nordeste", "SO": "sudoeste", "SE": "sudeste", "NW": "noroeste", "SW": "sudoeste", "N": "norte", "S": "sul",
}  # fmt: skip
WINDS = frozenset("vento ventos rajada rajadas brisa".split())
