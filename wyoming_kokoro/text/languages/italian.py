"""Italian."""

from .profile import Profile

_CONJUNCTIONS = """
    e ed o ma perché che quando dove se mentre anche però quindi come oppure cui per
"""
_COMMON = """
    il lo la i gli le di a da in con su per tra fra e è un uno una che non si sono ma come più
    anche del della dei delle dello al alla nel nella dal dalla sul sulla questo questa quello
    quella io tu lui lei noi voi loro mi ti ci vi ho ha hai hanno c'è cosa dove quando perché
    molto bene oggi domani buongiorno ciao grazie casa luce era stato essere sta accesa l' luci
    porta finestra finestre cucina salotto camera bagno accendi spegni apri chiudi alza abbassa
    metti messaggio messaggi lavatrice temperatura gradi minuti ore ora pomeriggio sera notte
    buona buono favore aperta aperto chiusa chiuso finito finita spenta nessuno nuovo nuovi nuova
    nuove due tre tempo piove pioggia piovuto fa se mai sempre ed fare ad così tutti tutto tutta
    tutte solo sola può chi ne prima dopo dice mia mio miei mie suo sua suoi fatto ogni donna uomo
    uomini donne sei poi vita senza volta volte dire te allora sia li agli alle ai dai negli nei
    nelle sulle sui tuo tua tuoi sarà anni vero mondo altri altro altra altre fanno detto qualcosa
    qualcuno deve devo devi meglio cose sa so proprio niente nulla cane gatto troppo siamo siete
    tanto tanta persone persona stesso lavoro qualche qui qua lì là avere abbiamo avete andare
    vado vai va vanno mentre visto secondo viene vieni sotto fuori dentro gente nome via certo
    problema giorno giorni poco poca pochi vedere posto strada questi queste quelli quelle quel
    amico amici sto stai stiamo stanno dato ragazzo ragazza almeno quindi sai madre padre fratello
    sorella possono possiamo puoi posso potete fai faccio chiama bisogno abbastanza subito adesso
    saranno ieri importante insieme finché quattro cinque sette otto nove dieci mese mesi ultimo
    ultima parlare vuole vuoi voglio vogliono vorrei veramente spesso verso contro durante già giù
    però oppure anzi infatti ancora appena forse qualsiasi nessuna nessun esempio piccolo piccola
    grande vecchio bello bella brutto migliore ciascuno lunedì martedì mercoledì giovedì venerdì
    sabato domenica mattina stasera stamattina notizie musica lista ricordami aggiungi suona
    sveglia riunione macchina chiavi chiave acqua latte pane vino cena pranzo colazione città
    paese scuola treno soldi famiglia figlio figlia bambino bambini signora signore dottore eri
    ero erano c'era cos'è com'è dov'è l'ho un'altra l'altro l'ora dall' dell' all' nell' sull'
    quell' quest' piace piacciono manca mancano sembra arriva arrivato arrivata arrivati parte
    partito inizia finisce comincia guarda senti aspetta venga faccia vada freddo caldo neve
    nevica sole vento pacco postino garage giardino ventola riscaldamento pronto pronta pronti
    lavastoviglie nonna nonno avevo aveva avevano dobbiamo bisogna riesce alto basso destra
    sinistra vicino lontano davanti dietro sopra e' piu' perche' c'e' cosi' puo' gia' po' sara'
    citta' finche' un' problemi buonasera compleanno auguri volume nonni trovo trova no
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
        "enza",
        "ata",
        "ato",
        "iamo",
        "rà",
        "zione",
        "mente",
        "ità",
        "gli",
        "ndo",
        "tto",
    ),
)
