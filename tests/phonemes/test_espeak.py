"""espeak's library: one for all languages, loaded from where its package lies."""

import ctypes
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import espeakng_loader
import pytest

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.phonemes import espeak

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


@pytest.mark.parametrize("name", ["phontab", "phonindex", "phondata", "intonations"])
@pytest.mark.parametrize("is_empty", [True, False])
def test_data_that_are_not_whole_are_named(
    name: str, is_empty: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library would end the process itself."""
    data = Path(espeakng_loader.get_data_path())
    for file in ("phontab", "phonindex", "phondata", "intonations"):
        if file != name:
            (tmp_path / file).symlink_to(data / file)
        elif is_empty:
            (tmp_path / file).touch()
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(tmp_path))
    with pytest.raises(SetupError) as caught:
        espeak._library.__wrapped__()
    assert caught.value.message == (
        f"espeak-ng cannot be used: {tmp_path / name} is missing or empty; install the package"
        " espeakng-loader again"
    )


def test_a_library_that_cannot_be_loaded_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: str(tmp_path / "no.so"))
    with pytest.raises(SetupError, match=r"cannot be used: .*no\.so.*espeakng-loader again"):
        espeak._library.__wrapped__()


@pytest.mark.parametrize("rate", [-1, 0])
def test_a_library_that_does_not_start_is_named(rate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    library = SimpleNamespace(espeak_Initialize=lambda *_: rate)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    with pytest.raises(SetupError, match="cannot be used: it does not start with .*espeak-ng-data"):
        espeak._library.__wrapped__()


def test_the_library_opens_no_sound_device(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def start(*arguments: object) -> int:
        asked.extend(arguments)
        return 22050

    def opened(path: str) -> SimpleNamespace:
        asked.append(path)
        return SimpleNamespace(espeak_Initialize=start)

    monkeypatch.setattr(ctypes, "CDLL", opened)
    espeak._library.__wrapped__()
    synchronous, folder = 2, str(espeakng_loader.get_data_path()).encode()
    assert asked == [espeakng_loader.get_library_path(), synchronous, 0, folder, 0]


def test_a_voice_that_is_not_there_leaves_the_one_before() -> None:
    spanish, again = espeak.EspeakG2P(language="es"), espeak.EspeakG2P(language="fr-fr")
    with pytest.raises(RuntimeError):
        espeak.EspeakG2P(language="none")
    assert spanish("hola")[0] == "ˈola"
    assert again("bonjour")[0] != spanish("bonjour")[0]
