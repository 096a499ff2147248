"""Every neighbour that tells two words apart which are written alike."""

import re

import pytest

from wyoming_kokoro.phonemes.heteronyms import heteronyms
from wyoming_kokoro.phonemes.override import Override

# American and British phonemes of the word between stars; in braces what may stand there.
_SENTENCES = """
lˈɛd lˈɛd
old *lead* {pipe pipes paint poisoning acid crystal bullet bullets free lined solder weight weights based level levels content shot roof} here
the *lead*-free tap
it is {made_of full_of contain contains containing tin_and like heavy_as} *lead*{. , ; : ! ? _in_it _and _or _is _was}
*lead* {is_a_metal is_a_heavy_metal is_a_soft_metal}
*Lead* in {the your our drinking tap} {water paint pipe pipes soil}
it is {of like} *lead*
bˈAs bˈAs
turn the *bass* up
the *bass* {fist filled boast pro_shoppers}
*bass* {guitar guitars drum drums line lines player clef note notes solo level boost speaker tone tones singer voice} of a
for *bass* line
mˈɪnət mˈɪnɪt
the *minute* {hand hands by_minute by-minute} now
a *minute*-by-minute report
mInˈut mInjˈuːt
in *minute* {detail details amount amounts quantity quantities particle particles difference differences trace traces change changes variation variations fragment fragments dose doses} now
tˈɛɹ tˈɛː
a *tear* in {our their its an the_eyelet their_left_eyelet} now
a *tear* in {the my your his her a} {paper fabric sail shirt jeans cloth muscle ligament page seam roof} now
{tore torn_a wear_and torn_the mend_a mend_the mended_the sewed_a sewed_the} *tear* now
now {to please will can don't just then and you} *tear* it
*Tear* {along off open up down out apart it them the your} now{. ! ? ; ,} *tear* it
ɹˈɛd ɹˈɛd
I {have has had having haven't hasn't hadn't been being was were I've we’ve} *read* it
{have_you had_I we_have_we have_they has_he has_she has_it has_anyone have_never have_ever have_already have_just have_not have_also have_only have_all have_both have_you_never} *read* it
I have *read* online
bˈW bˈW
the *bow* of {the a our his her this} {ship boat vessel yacht canoe ferry} here
she {take takes took taking a_deep final take_a takes_the took_his took_her taking_their} *bow*{. , ; : ! ? _to_us _after _at _and}
she took a *bow*
pˈɑlɪʃ pˈQlɪʃ
{to please will can should must and let's} *polish* {the your my his her our their this these it} now
*Polish* the car{. ! ? ; ,} *polish* it
kəntˈɛnt kəntˈɛnt
she {am is are was were be been feel feels felt seem seems quite perfectly more_than not I'm he's she's they’re we're you're} *content* with it
she is *content*{. , ; : ! ? _with _to}
she is *content*
ɪkspˈɔɹt ɪkspˈɔːt
now {to please will can then} *export* it
*Export* {the your my all this these it a an as to} now{. ! ? ; ,} *export* it
əbjˈus əbjˈuːs
it is {subjected_to led_to subjected_to_more of alcohol drug child elder domestic substance sexual verbal racist online} *abuse* now
a victim of *abuse* {items theatre}
lˈɜɹnəd lˈɜːnɪd
my *learned* {man men woman women judge judges friend colleague counsel society societies journal journals professor scholar scholars} said
blˈɛsəd blˈɛsɪd
{the this that every one our of whole} *blessed* thing
the *blessed* {bystander withered android}
*Blessed* {are is be} they
ʤˈOb ʤˈQb
the {Book patience story trials} of *Job* is
wˈWnd wˈWnd
it *wound* {up down around round through tight tightly back its_way} now
nˈʌməɹ nˈʌmə
my hand is *number* than before
it {grow grows grew growing even} *number*{. , ; : ! ? _in _and _by _with}
it grew *number*
ɹˈɛzəmˌA ɹˈɛzjuːmˌA
{my your his her their our a whose} *resume* here
the *resume*{. , ; : ! ? _is _was _to _for _and _by _that}
show the *resume*
ɹˈɛdɪŋ ɹˈɛdɪŋ
*Reading*, {England UK Berkshire Pennsylvania PA} here
*Reading* {Festival Station} here
go {in to from near via at} *Reading*{. , ; : ! ? _at _on _by _and _is _today _tomorrow}
we go to *Reading*
nˈis nˈiːs
*Nice*, France here
go {in to from near via at} *Nice*{. , ; : ! ? _at _on _by _and _is _today _tomorrow}
lˈIv lˈIv
it {is was are going goes go went it game match show watch} *live*{. , ; : ! ? _from _now _today _tonight}
it is *live*
it is *live* on {air tv channel stage} now
ˈA ˈA
{zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen hundred twenty thirty forty fifty sixty seventy eighty ninety Control Command Shift Alt vitamin hepatitis union given over} *A* is
so *A* {squared cubed plus minus equals times over sub to_the_power union intersection given} here
play *A* {minor major sharp flat seven sus add diminished augmented} now
Play, *A* {minor major} now
*A* {minor_six major_seven minor_nine major_eleven minor_thirteen sharp_minor_six flat_major_nine sus_two sus_four seven_sus_four diminished augmented sharp_augmented} chord
dˈOz dˈQz
the *does* and {bucks fawns stags} here
*Does* are female
də də
in *Des* Moines now
fˈA fˈA
in Santa *Fe* now
mˈIO mˈIQ
on Cinco de *Mayo* now
ɹAˈɑl ɹAˈal
they beat *Real* {Madrid Sociedad Betis Zaragoza} now
sˈɛɹiA sˈɛɹiA
in *Serie* A now
sˈɛltɪk sˈɛltɪk
*Celtic* {versus v FC Park beat won win wins lost lose host hosts face fans drew draw play nil zero one two three four five six} now
against *Celtic* {artisans seaside}
{versus v against Rangers beat Glasgow Hearts Hibs Aberdeen Dundee nil zero one two three four five six} *Celtic* now
hˈOt hˈQt
in Terre *Haute* now
"""
_PLAIN = """
to lead the team
the leads pipe misleadpipe
the lead {acidity freely is_a_metaphor in_the_pain in_the_soiree in_the_pipit}
a band of lead singers
to mislead pipes and the basses drum
lead and bass fish, to mislead pipes and the basses drum
{proof_lead. contains_lead_orders}
{sea striped grilled mouth fresh fried a of for caught} bass is good
a bass {lineage noted}
the bass {fish fillet boat pro_shops} is
wait a minute now and one minute handed
a minute {amounted changer by_minutiae}
a tear in {my_eye my_eyes the_corner his_left_eye}
an auto tear off and we tear it
to tear {outer theme}
untorn tear and torn tears
I read it and they read it
it was read only and it was read-only
they behave read it and we have ready it
at the bow of his coat
the bow of the shipping
{auto_polish_the to_polish_theirs}
this content. The site's content. It is content together
the content is
{auto_export_the to_export_theirs we_export_the}
led to abuse {the it him her them your my this their} now
proof abuse is and they abuse it
learned {manners spanish}
bathe blessed thing and the blessed {by with and} us
the blessed. One and the blessed 3
{ebook_of_Job Book_of_Jobs Book_of_job}
it is wound {upper backs}
outgrow number. It grew number incoming
the number is and it grew number four
she is Polish and Polish people
the number of
we resume it here
please resume the music
the resume {button islands} and breathe resume is
to reading. in nice, from nice
begin Reading. in Reading andover
Reading, Englander. Reading Stations. Nice, Frances
Reading is fun in Reading books
Nice day is Nice work
reading, England and nice, France
they live here and we live on a farm
it is live-in
this live. It is live nowhere
mistake bow. take a bow total
a cat
hangover A is and a phone A is
A {plusher overture}
play A minorities and two A’s
vitamin {A's A’s A.M. AB a}
seat four a
one A.M. and two A's
A minor issue and it. A major problem
PLAY A minor
play a {minor squared minor_six}
A sharp knife
A {majority diminishedly augmentedly minor_sixth}
she does and he does
the does and buckskins
Des {Moinesville is}
Santa Fear and mesanta Fe
Cinco de Mayor and encinco de Mayo
Real {Madridista estate}
Serie {As B}
Celtic {viola onega}
div Celtic is
Rangers or Celtic. Against Celtic {music knot cross sea language languages art nations}
Terre Hautein and interre Haute
{des_Moines Santa_fe Cinco_de_mayo real_Madrid serie_A celtic_FC against_celtic Terre_haute}
"""


def _filled(template: str) -> list[str]:
    """The template with each of the words in braces in turn."""
    found = re.search(r"\{(.*?)\}", template)
    if found is None:
        return [template]
    before, after = template[: found.start()], template[found.end() :]
    return [t for words in found[1].split() for t in _filled(before + words.replace("_", " ") + after)]  # fmt: skip


def _cases() -> list[tuple[str, str, str]]:
    cases: list[tuple[str, str, str]] = []
    american = british = ""
    for line in _SENTENCES.strip().splitlines():
        if "*" in line:
            cases.append((line, american, british))
        else:
            american, british = line.split()
    return cases


@pytest.mark.parametrize(("template", "american", "british"), _cases())
def test_neighbours_tell_how_a_word_is_said(template: str, american: str, british: str) -> None:
    for marked in _filled(template):
        text = marked.replace("*", "")
        places = [match.start() for match in re.finditer(r"\*", marked)]
        for is_british, phonemes in ((False, american), (True, british)):
            found = heteronyms(text, (), british=is_british)
            expected = [
                Override(start - 2 * i, end - 2 * i - 1, phonemes)
                for i, (start, end) in enumerate(zip(places[::2], places[1::2]))
            ]
            assert (text, found) == (text, expected)


@pytest.mark.parametrize("template", _PLAIN.strip().splitlines())
def test_other_neighbours_leave_a_word_to_the_dictionary(template: str) -> None:
    for text in _filled(template):
        assert (text, heteronyms(text, (), british=False)) == (text, [])


def test_a_word_of_given_sound_is_left_alone() -> None:
    given = [Override(4, 8, "lˈid")]
    text = "old lead pipes and lead paint"
    assert heteronyms(text, given, british=False) == [given[0], Override(19, 23, "lˈɛd")]
    late = [Override(19, 23, "lˈid")]
    assert heteronyms(text, late, british=False) == [Override(4, 8, "lˈɛd"), late[0]]
    beside = [Override(0, 4, "ˈO"), Override(8, 14, "pˈI")]
    assert Override(4, 8, "lˈɛd") in heteronyms(text, beside, british=False)
    assert heteronyms("nothing", given, british=False) == given
