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
bˈAs bˈAs
turn the *bass* up
*bass* {guitar guitars drum drums line lines player clef note notes solo level boost speaker tone tones singer voice} of a
for *bass* line
mˈɪnət mˈɪnɪt
the *minute* {hand hands by_minute by-minute} now
a *minute*-by-minute report
mInˈut mInjˈuːt
in *minute* {detail details amount amounts quantity quantities particle particles difference differences trace traces change changes variation variations fragment fragments dose doses} now
tˈɛɹ tˈɛː
a *tear* in {the my your his her a} {paper fabric sail shirt jeans cloth muscle ligament page seam roof} now
{tore torn_a wear_and torn_the mend_a mend_the mended_the sewed_a sewed_the} *tear* now
ɹˈɛd ɹˈɛd
I {have has had having haven't hasn't hadn't been being was were I've we’ve} *read* it
{have_you had_I we_have_we have_they has_he has_she has_it has_anyone have_never have_ever have_already have_just have_not have_also have_only have_all have_both have_you_never} *read* it
bˈW bˈW
the *bow* of {the a our his her this} {ship boat vessel yacht canoe ferry} here
she {take takes took taking a_deep final take_a takes_the took_his took_her taking_their} *bow*{. , ; : ! ? _to_us _after _at _and}
pˈɑlɪʃ pˈQlɪʃ
{to please will can should must and let's} *polish* {the your my his her our their this these it} now
*Polish* the car{. ! ? ; ,} *polish* it
nˈʌməɹ nˈʌmə
my hand is *number* than before
ɹˈɛzəmˌA ɹˈɛzjuːmˌA
{my your his her their our a whose} *resume* here
the *resume*{. , ; : ! ? _is _was _to _for _and _by _that}
show the *resume*
ɹˈɛdɪŋ ɹˈɛdɪŋ
from *Reading*, {England UK Berkshire Pennsylvania PA} here
*Reading* {Festival Station} here
go {in to from near via at} *Reading*{. , ; : ! ? _at _on _by _and _is _today _tomorrow}
nˈis nˈiːs
*Nice*, France here
go {in to from near via at} *Nice*{. , ; : ! ? _at _on _by _and _is _today _tomorrow}
lˈIv lˈIv
it {is was are going goes go went it game match show watch} *live*{. , ; : ! ? _from _now _today _tonight}
it is *live* on {air tv channel stage} now
ˈA ˈA
{zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen hundred twenty thirty forty fifty sixty seventy eighty ninety Control Command Shift Alt vitamin hepatitis union given over} *A* is
so *A* {squared cubed plus minus equals times over sub to_the_power union intersection given} here
play *A* {minor major sharp flat seven sus add diminished augmented} now
Play, *A* {minor major} now
*A* {minor_six major_seven minor_nine major_eleven minor_thirteen sharp_minor_six flat_major_nine sus_two sus_four seven_sus_four diminished augmented sharp_augmented} chord
dˈOz dˈQz
the *does* and {bucks fawns stags} here
"""
_PLAIN = """
to lead the team
the leads pipe misleadpipe
a band of lead singers
to mislead pipes and the basses drum
{sea striped grilled mouth fresh fried a of for caught} bass is good
the bass {fish fillet boat pro_shops} is
wait a minute now and one minute handed
a tear in my eye
I read it and they read it
it is read only and it was read-only
at the bow of his coat
she is Polish and Polish people
the number of
we resume it here
please resume the music
to reading. in nice, from nice
Reading is fun in Reading books
Nice day is Nice work
they live here and we live on a farm
it is live-in
a cat
seat four a
one A.M. and two A's
A minor issue and it. A major problem
A sharp knife
she does and he does
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
