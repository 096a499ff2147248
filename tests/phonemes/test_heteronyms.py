"""English words that are written alike and said differently."""

import re

import pytest

from wyoming_kokoro.phonemes.frontend import Frontends

_SENTENCES = (
    ("I read the paper yesterday.", "read", "ɹɛd"),
    ("I will read it tomorrow.", "read", "ɹid"),
    ("Have you read the manual?", "read", "ɹɛd"),
    ("Please read this to me.", "read", "ɹid"),
    ("She tore a tear in her dress.", "tear", "tɛɹ"),
    ("A tear rolled down his cheek.", "tear", "tɪɹ"),
    ("Tear along the dotted line.", "Tear", "tɛɹ"),
    ("A tear in the sofa needs mending.", "tear", "tɛɹ"),
    ("There was a tear in his left eye.", "tear", "tɪɹ"),
    ("There was a tear in the corner.", "tear", "tɪɹ"),
    ("Close the garage door.", "Close", "klOz"),
    ("The shop is close to home.", "close", "klOs"),
    ("The wind is strong today.", "wind", "wɪnd"),
    ("Wind the clock every week.", "Wind", "wInd"),
    ("They live in Boston.", "live", "lɪv"),
    ("The concert is live on channel five.", "live", "lIv"),
    ("He wound the cable up.", "wound", "wWnd"),
    ("The wound is healing.", "wound", "wund"),
    ("Record the show at nine.", "Record", "ɹəkɔɹd"),
    ("That's a new record.", "record", "ɹɛkəɹd"),
    ("I object to this.", "object", "əbʤɛkt"),
    ("The dog will desert you.", "desert", "dəzɜɹt"),
    ("The desert is hot.", "desert", "dɛzəɹt"),
    ("I bought a present.", "present", "pɹɛzənt"),
    ("The project ends in May.", "project", "pɹɑʤɛkt"),
    ("They project a loss.", "project", "pɹəʤɛkt"),
    ("Please use the back door.", "use", "juz"),
    ("It's of no use.", "use", "jus"),
    ("A dove sat on the roof.", "dove", "dʌv"),
    ("He dove into the pool.", "dove", "dOv"),
    ("Tie a bow on the box.", "bow", "bO"),
    ("The bow of the ship.", "bow", "bW"),
    ("Sow the seeds in spring.", "Sow", "sO"),
    ("There are two rows of seats.", "rows", "ɹOz"),
    ("The sewer is blocked.", "sewer", "suəɹ"),
    ("Polish the silver.", "Polish", "pɑlɪʃ"),
    ("She is Polish.", "Polish", "pOlɪʃ"),
    ("The invalid ticket was refused.", "invalid", "ɪnvælɪd"),
    ("Your resume looks good.", "resume", "ɹɛzəmA"),
    ("Resume the music.", "Resume", "ɹəzum"),
    ("He is content with that.", "content", "kəntɛnt"),
    ("The content of the box.", "content", "kɑntɛnt"),
    ("The number of the house.", "number", "nʌmbəɹ"),
    ("My fingers are number than before.", "number", "nʌməɹ"),
    ("Excuse me, please.", "Excuse", "ɪkskjuz"),
    ("That's a poor excuse.", "excuse", "ɪkskjus"),
    ("The house lead is Anna.", "lead", "lid"),
    ("Set the minute hand.", "minute", "mɪnət"),
    ("Permit me to help.", "Permit", "pəɹmɪt"),
    ("You need a permit.", "permit", "pɜɹmɪt"),
    ("Separate the eggs.", "Separate", "sɛpəɹAt"),
    ("They sleep in separate rooms.", "separate", "sɛpəɹət"),
    ("The bandage was wound around the wound.", "wound", "wWnd"),
    ("She wound up in the hospital.", "wound", "wWnd"),
    ("The wound hurts.", "wound", "wund"),
    ("They were content to wait.", "content", "kəntɛnt"),
    ("The content was removed.", "content", "kɑntɛnt"),
    ("Export the file as a PDF.", "Export", "ɪkspɔɹt"),
    ("The export of grain fell.", "export", "ɛkspɔɹt"),
    ("He was subjected to abuse.", "abuse", "əbjus"),
    ("A helpline for alcohol abuse.", "abuse", "əbjus"),
    ("Do not abuse the system.", "abuse", "əbjuz"),
    ("A group of learned judges.", "learned", "lɜɹnəd"),
    ("She learned Spanish.", "learned", "lɜɹnd"),
    ("Not one blessed thing.", "blessed", "blɛsəd"),
    ("Blessed are the meek.", "Blessed", "blɛsəd"),
    ("We are blessed with rain.", "blessed", "blɛst"),
    ("The Book of Job is long.", "Job", "ʤOb"),
    ("A job of work.", "job", "ʤɑb"),
    ("His hands grew number in the cold.", "number", "nʌməɹ"),
    ("The number in the list.", "number", "nʌmbəɹ"),
    ("Does are female deer.", "Does", "dOz"),
)  # fmt: skip


@pytest.fixture(scope="module")
def frontends() -> Frontends:
    return Frontends()


@pytest.mark.parametrize(("text", "word", "phonemes"), _SENTENCES)
def test_a_word_is_said_as_its_sentence_means_it(
    frontends: Frontends, text: str, word: str, phonemes: str
) -> None:
    said = next(w.phonemes for w in frontends["en-US"](text, ()) if text[w.start : w.end] == word)
    assert re.sub("[ˈˌ]", "", said).replace("ᵊ", "ə").replace("ɾ", "t") == phonemes
