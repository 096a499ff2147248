"""espeak's library: one for all languages, loaded from where its package lies."""

import subprocess
import sys

_LOAD = """
import tempfile
tempfile.tempdir = "/dev/null/nowhere"
from wyoming_kokoro.phonemes.frontend import Frontends
made = Frontends()
for language, text in (("es", "hola"), ("it", "ciao"), ("es", "hola"), ("it", "ciao")):
    print("".join(spoken.phonemes for spoken in made[language](text, ())))
with open("/proc/self/maps") as maps:
    places = {line.split()[-1] for line in maps if "espeak" in line}
print(len(places), places.pop().endswith("/espeakng_loader/libespeak-ng.so"))
"""


def test_languages_share_the_library_of_the_package() -> None:
    """phonemizer loads copies from the temporary folder, which fails where that may not be executed
    from (noexec).
    """
    done = subprocess.run(
        [sys.executable, "-c", _LOAD], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    hola, ciao, hola_again, ciao_again, library = done.stdout.splitlines()
    assert (hola, ciao) == (hola_again, ciao_again)
    assert hola == "ˈola" and ciao == "ʧˈao"
    assert library == "1 True"
