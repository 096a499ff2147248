"""Words that tell where a sentence ends and where it may be parted."""

import re

from .languages import PROFILES

TITLES = frozenset("""
    dr mr mrs ms prof rev nr fr sr sra srta dra drs sig dott ing avv mme mlle mgr me m st ste mt ft gen col sgt capt lt cmdr adm
    gov sen rep hon pres supt maj cpl arr exmo exma d dña vs cf viz approx ca aka eg ie ex ej av avda ave blvd rd bd
    exc dep ret bet blk hurr dre geom arch rag mons feat def dir rs ssgt tsgt msgt csgt gysgt cmsgt lcpl sect lg cu sq डॉ श्री पं
    """.split())
"""Stand before a name or a word: no sentence ends there unless a word follows that begins one."""
MEASURES = frozenset("ft st".split())
"""Those of them that are also units, in small letters after a number."""
TRAILERS = frozenset("""
    etc inc ltd ltda co corp jr bros esq phd hrs hr min mins sec secs oz lb lbs mi gal yd yds qt qts pts kg km cm mm ecc usw dept max avg temp tbsp tsp
    a.m p.m ud uds ayto
    """.split())
"""End a sentence only where a capital follows."""
DOTTED_TRAILERS = frozenset("a.C d.C J.-C S.A S.L S.L.U S.p.A S.p.a S.r.l S.n.c S.a.s".split())
"""The same, in the languages that have them as short forms."""
APPOSED = frozenset("Inc Ltd Corp Jr Sr Esq".split())
"""Stand behind a name, also behind its comma; those of `APPOSED_BARE` without a full stop."""
APPOSED_BARE = frozenset("Inc Ltd LLC LLP PLC Jr Sr PhD MD RN CPA DDS".split())
LETTERED = frozenset("""
    plan option team group class vitamin section block blk building gate type grade item answer exhibit row room unit zone appendix app
    schedule platform terminal flat apt hepatitis wing phase category tier war chapter volume
    opción grupo vitamina sección bloque puerta groupe vitamine bloc porte hépatite gruppo opzione scala opção bloco
    """.split())
"""Words before a letter that is no initial: “Plan B. Bob knows it.”"""
STREETS = frozenset(
    "rue av avenue bd boulevard place pl allée chemin impasse quai cours route square".split()
)
"""Stand behind a number and a comma: “12, rue de la Paix”."""
CALENDAR = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun Mons Weds Fris Sats".split()
)
"""The same, written with a capital."""
DATES = CALENDAR | frozenset("""
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.split())
LABELS = frozenset("Sec Min Max Avg Temp Yd".split())
"""`TRAILERS` that with a capital, and without a number, are offices or labels, and stand before a name."""
NUMBERED = frozenset(
    "no nos nr num núm p pp pg pág pag págs vol fig figs art arts cap chap ch ext tel tél op apt v n nº supp cad imm lgs".split()
)
"""Stand before a number, whatever the language; those of one alone stand in its `Locale.numbered_forms`."""
NO = frozenset("no nos".split())
"""Those of them that are words as well, and end sentences."""
DOTTED = re.compile(r"(?:\w{1,2}\.)+\w{1,2}")
"""``U.S``, ``p.m``, ``e.g``, ``Ph.D`` (the last stop taken off)."""

STARTERS = frozenset("""
    the a an it it's he she we we're they i i'm you this that that's these those there there's but and so if when what why how where
    in on at as for to with from by my your our his her their its is are was were do does did can could will would should please
    because since although though until unless during despite according another several each every both have has had don't didn't doesn't
    won't can't couldn't wouldn't isn't wasn't aren't weren't haven't hasn't maybe perhaps meanwhile therefore instead otherwise today yesterday
    tomorrow tonight thanks thank nothing nobody everyone everybody anyone someone somebody something everything who he's she's we've they've
    you're there'll we'll you'll they'll who's what's where's here's
    then now here after before once while also however yes not all some many most it'll let let's i'll i've
    el la los las un una unos es son pero y en por para esto este esta cuando si sí también ella ellos nosotros hay
    después luego entonces mañana ayer ahora
    le les une des c'est il elle nous vous ils elles je mais et dans pour avec ce cette quand oui non puis ensuite alors enfin demain
    lo gli uno è sono ma nel nella per con questo questa quando anche sì io noi voi loro poi quindi allora adesso domani
    o os um uma é são mas em no na com isso também ele ela nós eles sim não depois então agora amanhã
    """.split())
"""Words that begin sentences, in lower case: what follows an abbreviation is a new sentence when it
begins with one of them.
"""
ARTICLES_OF_NAMES = frozenset("el la los las le les".split())
"""Those of them that begin names of places as well."""

_CONJUNCTIONS = {
    profile.base: profile.conjunctions for profile in PROFILES.values() if profile.conjunctions
}
_PREPOSITIONS = frozenset("""
    in on at of for to with from by into onto over under about after before between through during without against
    around near than via per above across along among behind below beneath beside besides beyond despite inside outside past
    toward towards underneath until upon within en de del por con sin sobre desde hasta entre dans sur avec sans chez vers di da su tra fra
    nel nella em no na com sem
    """.split())
_BINDING = _PREPOSITIONS | frozenset("""
    the a an my your our his her their its this these those is are was were be been not very no each every any some
    el la los las un una unos unas mi tu su le les une des ce cette mon ma son il lo gli i uno o os as um uma meu minha
    and or but that if y e et ed ou que che
    """.split())


def is_conjunction(word: str, language: str) -> bool:
    """Whether a clause may end before `word` (lower case) in that language."""
    base = language.partition("-")[0]
    return word in _CONJUNCTIONS.get(base, _CONJUNCTIONS["en"])


def is_preposition(word: str) -> bool:
    """Whether a phrase may begin with `word` (lower case)."""
    return word in _PREPOSITIONS


def binds(word: str) -> bool:
    """Whether `word` (lower case) belongs so closely to the next one that no pause may come
    between.
    """
    return word in _BINDING
