"""What the commands print, and what their flags do."""

import argparse
import faulthandler
import gc
import io
import json
import logging
import os
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from wyoming_kokoro import benchmark, cli, composition, service
from wyoming_kokoro.books import say as books
from wyoming_kokoro.cli import _parser, main
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import RequestError
from wyoming_kokoro.models import assets
from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.settings import Settings, add_flags
from wyoming_kokoro.version import __version__

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
    lines = run("voices").splitlines()
    assert len(lines) == 54
    assert "bf_emma          Emma             female   British English (en-GB)" in lines
    assert "jm_kumo          Kumo             male     Japanese (ja)" in lines


def test_voices_as_json_tell_all_of_each(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of settings may be named by a variable."""
    file = tmp_path / "settings.toml"
    uncle = 'blend = "am_adam(2)+bm_lewis"\nspeed = 0.8\nlabel = "Onkel Jürgen"'
    file.write_text(f'voice = "bf_emma"\n[voices.uncle]\n{uncle}\n', "utf-8")
    monkeypatch.setenv("WYOMING_KOKORO_CONFIG", str(file))
    told = run("voices", "--json")
    assert told.startswith('[\n  {\n    "id": ') and '"name": "Onkel Jürgen",\n' in told
    rows: list[dict[str, Any]] = json.loads(told)
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


def test_voices_has_the_operators_own_and_the_presets_of_the_page(
    quiet: None, capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that the page had saved in the data folder were left out."""
    (tmp_path / "presets.toml").write_text('[voices.uncle]\nblend = "am_adam"\n')
    (tmp_path / "own").mkdir()
    np.savez(tmp_path / "own" / "ef_carla.npz", np.zeros((510, 1, 256), np.float32))
    monkeypatch.setenv("WYOMING_KOKORO_LANGUAGE", "fr")
    flags = ["--data-dir", str(tmp_path), "--voices-dir", str(tmp_path / "own")]
    assert main(["voices", "--json", *flags]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows if row["default"]] == ["ff_siwis"]
    own = {row["id"]: (row["language"], row["blend"]) for row in rows[54:]}
    assert own == {"ef_carla": ("es", None), "uncle": ("en-US", "am_adam")}


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


@pytest.mark.parametrize("command", ["say", "phonemize"])
def test_the_language_is_that_of_the_voice_where_none_is_given(command: str) -> None:
    assert _parser().parse_args([command, "Bonjour."]).language is None


OWN = {
    "serve": ("serve Wyoming and HTTP clients until a signal", []),
    "download": ("get the model and the voices", []),
    "export": (
        "write the model as an ONNX file",
        ["file: the ONNX file to write", "--fp16: in float16, half as large"],
    ),
    "voices": ("list the voices", ["--json: as JSON"]),
    "say": (
        "speak a text, or a file with one, into an audio file",
        [
            "text: the text; - reads standard input",
            "--input FILE: text file instead: .txt, .md or .epub",
            "-o --output FILE: .wav, .mp3, .m4b, .m4a, .flac or .opus file; the same command goes"
            " on after an interruption (default: WAV to standard output)",
            "--srt FILE: subtitles besides, .srt or .vtt",
            "--speed: 0.25 to 4 (default: 1)",
            "--language: language of the text if it is not the voice's, e.g. en-GB",
        ],
    ),
    "phonemize": (
        "show how a text is read",
        [
            "text: the text; - reads standard input",
            "--language: language of the text, e.g. en-GB",
        ],
    ),
    "bench": ("measure how fast this machine speaks", []),
}
"""Commands with what they do and what only they know."""


def test_each_command_tells_what_it_does_and_what_it_takes() -> None:
    """It was “Serve wyoming and http clients”."""
    commands = _parser()._subparsers._group_actions[0]  # type: ignore[union-attr]
    told: dict[str, tuple[str, list[str]]] = {}
    for shown in commands._choices_actions:  # type: ignore[attr-defined]
        parser = commands.choices[shown.dest]  # type: ignore[index]
        assert parser.description == f"{shown.help[0].upper()}{shown.help[1:]}."
        settings = argparse.ArgumentParser()
        add_flags(settings, shown.dest)
        known = {each.dest for each in settings._actions}
        own = [each for each in parser._actions if each.dest not in known]
        lines = [f"{' '.join([*o.option_strings, *_name(o)])}: {o.help}" for o in own]
        assert lines.pop(lines.index("--config FILE: TOML file with settings"))
        told[shown.dest] = shown.help, lines
    assert told == OWN


def _name(option: argparse.Action) -> list[str]:
    if option.metavar:
        return [str(option.metavar)]
    return [] if option.option_strings else [option.dest]


def test_the_help_tells_what_the_program_does_and_where_settings_come_from(capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith(
        "usage: wyoming-kokoro [-h] [--version] COMMAND ... Speaks with Kokoro-82M, for Home"
        " Assistant (Wyoming) and OpenAI speech clients. Without a command it serves. "
    )
    assert told.endswith(
        "Every setting of `wyoming-kokoro serve --help` can also be given as a variable,"
        ' WYOMING_KOKORO_HTTP_URI for --http-uri, or in a TOML file: http_uri = "…". A flag wins'
        " over a variable, a variable over the file."
    )


@pytest.mark.parametrize("given", [[], ["Hi.", "--input", "story.md"]])
def test_say_takes_a_text_or_a_file(given: list[str], capsys: Output) -> None:
    assert main(["say", *given]) == 1
    assert capsys.readouterr().err == "wyoming-kokoro: say needs a text, or --input FILE\n"


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wyoming_kokoro.cli.set_up_logging", lambda *_: None)


COMMANDS = "serve download export voices say phonemize bench".split()


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], "serve"),
        (["--voice", "bf_emma"], "serve"),
        *(([name, *own], name) for name in COMMANDS for own in [{"export": ["f"]}.get(name, [])]),
    ],
)
def test_without_a_command_it_serves(
    monkeypatch: pytest.MonkeyPatch, quiet: None, arguments: list[str], command: str
) -> None:
    ran: list[str] = []

    def note(name: str) -> Callable[[Settings, argparse.Namespace], int]:
        return lambda settings, own: ran.append(f"{name} {settings.voice}") or 5

    for name in COMMANDS:
        monkeypatch.setattr(cli, f"_{name}", note(name))
    arguments = arguments + ["x"] * (command == "phonemize")
    assert main(arguments) == 5
    assert ran == [f"{command} {'bf_emma' if '--voice' in arguments else 'af_heart'}"]
    monkeypatch.setattr(sys, "argv", ["wyoming-kokoro", *arguments])
    assert main() == 5 and len(ran) == 2


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_the_help_has_every_command(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([asked])
    told = capsys.readouterr().out
    assert not ended.value.code and told.startswith("usage: wyoming-kokoro ")
    assert set(COMMANDS) <= {line.split()[0] for line in told.splitlines() if line.strip()}
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"{__version__}\n"


def test_a_file_of_settings_is_taken_and_a_wrong_one_is_status_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Output, quiet: None
) -> None:
    took: list[Settings] = []
    monkeypatch.setattr(cli, "_serve", lambda settings, _: took.append(settings) or 0)
    (tmp_path / "mine.toml").write_text("speed = 1.5")
    monkeypatch.setenv("WYOMING_KOKORO_CONFIG", str(tmp_path / "absent.toml"))
    assert main(["--config", str(tmp_path / "mine.toml")]) == 0 and took[0].speed == 1.5
    assert main([]) == 1
    assert "wyoming-kokoro: settings file" in capsys.readouterr().err


def test_the_log_is_as_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[tuple[object, ...]] = []
    monkeypatch.setattr(cli, "set_up_logging", lambda *how: looks.append(how))
    monkeypatch.setattr(cli, "_serve", lambda *_: 0)
    for flags in (["--log-format", "json"], ["--debug"], ["--log-text"]):
        assert main(flags) == 0
    assert looks == [("json", False, False), ("text", True, False), ("text", False, True)]


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("can't start new thread")])
def test_where_memory_or_threads_are_wanting_nothing_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, quiet: None, error: Exception
) -> None:
    def fail(*_: object) -> int:
        raise error

    def end(status: int) -> None:
        raise SystemExit(status)

    monkeypatch.setattr(cli, "_serve", fail)
    monkeypatch.setattr(os, "_exit", end)
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 1


def test_serving_gives_the_settings_on_and_collects_garbage_again(
    monkeypatch: pytest.MonkeyPatch, quiet: None
) -> None:
    served: list[str] = []

    faulthandler.disable()
    gc.unfreeze()

    async def serve(settings: Settings) -> None:
        assert gc.isenabled() and gc.get_freeze_count() and faulthandler.is_enabled()
        served.append(settings.voice)

    monkeypatch.setattr(service, "serve", serve)

    def bound() -> None:
        assert not gc.isenabled(), "none is looked for among what is imported"
        served.append("bound")

    monkeypatch.setattr("wyoming_kokoro.memory.bound_arenas", bound)
    assert main(["serve", "--voice", "bf_emma"]) == 0
    assert served == ["bound", "bf_emma"]


@pytest.mark.parametrize(
    ("flags", "source", "local", "hub"),
    [
        ([], None, None, ("hexgrad/Kokoro-82M", "main")),
        (
            ["--source", "hub", "--hub-repo", "a/b", "--hub-revision", "r"],
            "hub",
            None,
            ("a/b", "r"),
        ),
        (
            ["--source", "local", "--local", "/x"],
            "local",
            Path("/x"),
            ("hexgrad/Kokoro-82M", "main"),
        ),
    ],
)
def test_download_takes_what_the_flags_name_and_prepares_it(
    monkeypatch: pytest.MonkeyPatch,
    quiet: None,
    tmp_path: Path,
    flags: list[str],
    source: str | None,
    local: Path | None,
    hub: tuple[str, str],
) -> None:
    steps: list[object] = []

    def download(folder: Path, **how: object) -> None:
        steps.append((folder, how))

    class Model:
        def __init__(self, paths: assets.AssetPaths, *, kernels: object) -> None:
            steps.append((paths.data_dir, kernels))

        def load(self) -> None:
            steps.append("load")

        def close(self) -> None:
            steps.append("close")

    status = installed.KernelStatus(object(), "avx2", "", ())  # type: ignore[arg-type]
    monkeypatch.setattr(assets, "download", download)
    monkeypatch.setattr(installed, "find", lambda: status)
    monkeypatch.setattr("wyoming_kokoro.models.kokoro_kernels.KokoroKernels", Model)
    assert main(["download", "--data-dir", str(tmp_path), *flags]) == 0
    how = {"source": source, "local": local, "repo_id": hub[0], "revision": hub[1]}
    assert steps == [(tmp_path, how), (tmp_path, status), "load", "close"]
    monkeypatch.setattr(installed, "find", lambda: installed.KernelStatus(None, "", "none", ()))
    assert main(["download", "--data-dir", str(tmp_path), *flags]) == 0
    assert len(steps) == 5, "without kernels there is nothing to prepare"


@pytest.mark.parametrize("flags", [[], ["--fp16"]])
def test_export_writes_where_it_is_told(
    monkeypatch: pytest.MonkeyPatch, quiet: None, tmp_path: Path, flags: list[str]
) -> None:
    written: list[object] = []

    def export_onnx(paths: assets.AssetPaths, file: Path, *, fp16: bool) -> None:
        written.append((paths.data_dir, file, fp16))

    module = SimpleNamespace(export_onnx=export_onnx)
    monkeypatch.setitem(sys.modules, "wyoming_kokoro.models.export", module)
    monkeypatch.setenv("TORCH_CPP_LOG_LEVEL", "")  # undone at the end
    monkeypatch.delenv("TORCH_CPP_LOG_LEVEL")
    for level in ("ERROR", "INFO"):
        assert main(["export", "m.onnx", "--data-dir", str(tmp_path), *flags]) == 0
        assert os.environ["TORCH_CPP_LOG_LEVEL"] == level, "unless it was set"
        monkeypatch.setenv("TORCH_CPP_LOG_LEVEL", "INFO")
    assert written == 2 * [(tmp_path, Path("m.onnx"), bool(flags))]


class Sayer:
    """An engine that is asked to say something, and remembers what happened."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.steps: list[object] = []

    def resolve(self, request: SpeechRequest) -> None:
        self.steps.append(request)
        if request.speed == 4:
            raise RequestError("not so fast")

    async def start(self) -> None:
        self.steps.append("start")

    async def close(self) -> None:
        self.steps.append("close")


@pytest.fixture
def sayers(monkeypatch: pytest.MonkeyPatch, quiet: None) -> list[Sayer]:
    made: list[Sayer] = []

    def build_engine(settings: Settings) -> Sayer:
        made.append(Sayer(settings))
        return made[-1]

    async def say(engine: Sayer, task: books.Task) -> None:
        engine.steps.append(task)
        if task.text == "Stop.":
            raise KeyboardInterrupt

    monkeypatch.setattr(composition, "build_engine", build_engine)
    monkeypatch.setattr(books, "say", say)
    return made


def test_say_hands_on_what_it_was_given(
    sayers: list[Sayer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WYOMING_KOKORO_CACHE_DIR", str(tmp_path / "cache"))
    flags = "--speed 1.5 --language en-GB --voice bf_emma --srt a.srt -o a.wav".split()
    assert main(["say", "Hi.", *flags]) == 0
    (engine,) = sayers
    request, started, task, closed = engine.steps
    assert request == SpeechRequest("Hi.", language="en-GB", speed=1.5)
    assert (started, closed) == ("start", "close") and isinstance(task, books.Task)
    assert (task.request, task.text, task.source) == (request, "Hi.", None)
    assert (task.output, task.subtitles) == (Path("a.wav"), Path("a.srt"))
    assert (engine.settings.voice, engine.settings.cache_mb) == ("bf_emma", 0)
    assert engine.settings.cache_dir is None, "every phrase is said once"


def test_say_reads_standard_input_and_writes_to_standard_output(
    sayers: list[Sayer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("From a pipe."))
    assert main(["say", "-", "-o", "-"]) == 0
    task = sayers[0].steps[2]
    assert isinstance(task, books.Task) and (task.text, task.output) == ("From a pipe.", None)


def test_an_interrupted_file_can_be_gone_on_with(sayers: list[Sayer], capsys: Output) -> None:
    assert main(["say", "Stop.", "-o", "a.wav"]) == 130
    assert capsys.readouterr().err == "Interrupted; the same command goes on from here\n"
    assert sayers[0].steps[-1] == "close"
    assert main(["say", "Stop."]) == 130
    assert capsys.readouterr().err == "", "standard output cannot be gone on with"


def test_what_cannot_be_said_is_told_before_the_model_is_loaded(
    sayers: list[Sayer], capsys: Output
) -> None:
    assert main(["say", "Hi.", "--speed", "4"]) == 1
    assert capsys.readouterr().err == "wyoming-kokoro: not so fast\n"
    assert sayers[0].steps[1:] == ["close"]
    assert main(["say", "Hi.", "-o", "hi.txt"]) == 1
    assert "hi.txt" in capsys.readouterr().err and len(sayers) == 1, "nor is an engine made"


def test_a_text_is_spoken_at_the_usual_speed_and_in_the_language_of_the_voice(
    sayers: list[Sayer],
) -> None:
    assert main(["say", "Hi."]) == 0
    assert sayers[0].steps[0] == SpeechRequest("Hi.", language=None, speed=1.0)


def test_how_a_text_is_read_needs_no_model_and_leaves_nothing_open(
    sayers: list[Sayer], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str | None]] = []

    async def phonemize(sayer: Sayer, text: str, language: str | None) -> None:
        asked.append((text, language))
        raise RequestError("it cannot be read")

    monkeypatch.setattr(Sayer, "phonemize", phonemize, raising=False)
    assert main(["phonemize", "Hi.", "--language", "fr"]) == 1
    assert asked == [("Hi.", "fr")] and sayers[0].steps == ["close"]


def test_books_that_go_on_are_told_apart_by_what_changes_the_speech(sayers: list[Sayer]) -> None:
    manners = set()
    others = ("--backend kokoro-onnx", "--voice bf_emma", "--precision fp32", "--lexicon /x")
    for flags in ([], *map(str.split, others)):
        assert main(["say", "Hi.", *flags]) == 0
        task = sayers[-1].steps[2]
        assert isinstance(task, books.Task)
        manners.add(task.manner)
    assert len(manners) == 5


def test_bench_prints_a_table_and_no_line_for_each_utterance(
    monkeypatch: pytest.MonkeyPatch, quiet: None, tmp_path: Path
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "level", logging.INFO)
    seen: list[object] = []
    monkeypatch.setattr(benchmark, "run", lambda s: seen.append((s.data_dir, root.level)))
    assert main(["bench", "--data-dir", str(tmp_path)]) == 0
    assert seen == [(tmp_path, logging.WARNING)]
