"""Genders of Italian nouns."""

from wyoming_kokoro.text.normalize.world.nouns import Nouns

NOUNS = Nouns(
    feminine_endings=("a", "ione", "tà", "tù", "trice", "udine", "ie"),
    feminine=frozenset("""
        mole millimole sez canzone immagine estate luce notte parte gente mente chiave classe nave neve carne voce croce pace radice mano foto radio auto moto app mail email
        lente valle morte fonte fine fame febbre sete nube vite madre arte cornice vernice
        biennale olimpiade rete parete ape volpe fase base frase crisi tesi analisi ipotesi sede torre chat password playlist tv
        lista pista vista rivista intervista conquista provvista
        """.split()),
    masculine=frozenset("""
        campione milione bastione pione problema programma sistema tema clima pianeta poema dramma fantasma cinema diploma panorama pigiama schema
        diagramma telegramma fotogramma papa aroma cruciverba vaglia delta chilowattora kilowattora wattora megawattora amperora milliamperora boia gorilla chilogramma
        atleta poeta ginnasta collega pediatra psichiatra astronauta cineasta acrobata terapeuta fisioterapeuta pirata patriota
        """.split()),
    labels=frozenset("""
        sala zona livello canale linea numero camera stanza piano porta opzione passo parte capitolo pagina tema gruppo terminal binario
        volo autobus bus metro stagione episodio fase versione articolo squadra giocatore appartamento unità lezione esercizio domanda
        lampada sensore telecamera presa interruttore dispositivo tavolo posto fila autostrada codice errore
        """.split()),
    articles=frozenset("il lo la del al dal nel rai top".split()),
    small=frozenset("""
        di del della dei delle dello degli agli dagli sugli negli ai dai sui nei da dal dalla in nel nella con per come che fino tra fra più meno ogni ed il lo la gli le
        un uno una se sono sta stanno ha hanno c'è si sì no non ma molto già oggi domani ieri adesso al alla su sul senza secondo
        tutto tutta tutti tutte dopo prima altra altro altre altri era km cm mm kg
        """.split()),
)
