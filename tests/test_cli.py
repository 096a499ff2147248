"""What the commands print, and what their flags do."""

import io
import json
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wyoming_kokoro.cli import main

Output = pytest.CaptureFixture[str]
Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: Output, data_dir: Path) -> Run:
    """Runs a command that succeeds, in this process; what it has printed."""
    monkeypatch.setattr("wyoming_kokoro.cli.set_up_logging", lambda *_: None)

    def command(*arguments: str) -> str:
        assert main([*arguments, "--data-dir", str(data_dir)]) == 0
        return capsys.readouterr().out

    return command


def test_voices_are_a_line_each(run: Run) -> None:
    lines = [line.split(maxsplit=3) for line in run("voices").splitlines()]
    assert len(lines) == 54
    assert ["bf_emma", "Emma", "female", "British English (en-GB)"] in lines
    assert ["jm_kumo", "Kumo", "male", "Japanese (ja)"] in lines


def test_voices_as_json_tell_all_of_each(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of settings may be named by a variable."""
    file = tmp_path / "settings.toml"
    file.write_text('voice = "bf_emma"\n[voices.uncle]\nblend = "am_adam(2)+bm_lewis"\nspeed = 0.8')
    monkeypatch.setenv("WYOMING_KOKORO_CONFIG", str(file))
    rows: list[dict[str, Any]] = json.loads(run("voices", "--json"))
    by_id = {row["id"]: row for row in rows}
    assert by_id["bf_emma"] == {
        "id": "bf_emma",
        "name": "Emma",
        "label": "Emma (British English, female)",
        "language": "en-GB",
        "gender": "female",
        "recommended": True,
        "default": True,
        "blend": None,
        "speed": 1.0,
    }
    assert [row["id"] for row in rows if row["default"]] == ["bf_emma"]
    assert by_id["uncle"]["blend"] == "am_adam(2)+bm_lewis" and by_id["uncle"]["speed"] == 0.8


def test_phonemize_shows_words_phonemes_and_clauses(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = run("phonemize", "Radio 2. It works.", "--language", "en-GB")
    assert shown.splitlines() == [
        "normalized: Radio two. It works.",
        "phonemes:   ɹˈAdɪQ tˈuː. ˌɪt wˈɜːks.",
        "clause:     Radio 2.",
        "clause:     It works.",
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("Radio 2. It works."))
    assert run("phonemize", "-", "--language", "en-GB") == shown


def test_say_writes_the_speech_its_subtitles_and_nothing_else(run: Run, tmp_path: Path) -> None:
    def seconds(*flags: str) -> float:
        assert run("say", "The tea is ready.", "-o", str(tmp_path / "tea.wav"), *flags) == ""
        with wave.open(str(tmp_path / "tea.wav")) as file:
            assert file.getframerate() == 24_000
            return file.getnframes() / 24_000

    usual = seconds("--srt", str(tmp_path / "tea.vtt"))
    cues = (tmp_path / "tea.vtt").read_text()
    assert cues.startswith("WEBVTT\n\n") and "The tea is ready." in cues
    assert seconds("--speed", "2", "--language", "en-GB") < 0.75 * usual


def test_download_brings_nothing_where_all_is_there(run: Run) -> None:
    assert run("download") == ""


@pytest.mark.parametrize("given", [[], ["Hi.", "--input", "story.md"]])
def test_say_takes_a_text_or_a_file(given: list[str], capsys: Output) -> None:
    assert main(["say", *given]) == 1
    assert capsys.readouterr().err == "wyoming-kokoro: say needs a text, or --input FILE\n"
