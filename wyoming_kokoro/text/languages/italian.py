"""Italian."""

from .profile import Profile

_CONJUNCTIONS = """
    e ed o ma perché che quando dove se mentre anche però quindi come oppure cui per
"""
_COMMON = """
    il lo la i gli le di a da in con su per tra fra e è un uno una che non si sono ma come più anche del della dei delle
    dello al alla nel nella dal dalla sul sulla questo questa quello quella io tu lui lei noi voi loro mi ti ci vi ho ha hai
    hanno c'è cosa dove quando perché molto bene oggi domani buongiorno ciao grazie casa luce era stato essere sta accesa l'
    luci porta finestra finestre cucina salotto camera bagno accendi spegni apri chiudi alza abbassa metti messaggio messaggi
    lavatrice temperatura gradi minuti ore ora pomeriggio sera notte buona buono favore aperta aperto chiusa chiuso finito
    finita spenta nessuno nuovo nuovi nuova nuove due tre tempo piove pioggia piovuto fa
"""

LANGUAGE = Profile(
    tag="it",
    letter="i",
    name="Italian",
    espeak="it",
    codes=(
        "it",
        "ita",
    ),
    conjunctions=frozenset(_CONJUNCTIONS.split()),
    common=frozenset(_COMMON.split()),
    letters="àèìòùé",
    endings=(
        "zione",
        "mente",
        "ità",
        "gli",
        "ndo",
        "tto",
    ),
)
