"""The command line: serve (the default), download, export, say, phonemize, voices, bench."""

import argparse
import asyncio
import faulthandler
import gc
import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from .engine.engine import Phonemized
from .engine.speech import SpeechRequest
from .errors import SetupError
from .logs import set_up_logging
from .models.store import AssetPaths
from .reasons import explained, is_of_the_machine, is_want_of_memory, is_want_of_threads
from .settings import Settings, add_flags, load_settings
from .version import __version__
from .voices.catalog import LANGUAGE_NAMES

_FAILED, _DEFECT, _INTERRUPTED = 1, 70, 130
"""Exit statuses besides 0, and argparse's 2 for wrong flags: docs/reliability.md has them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (default: those of the process).

    The result is the exit status.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "serve")
    flags = vars(_parser().parse_args(given))
    command: Callable[[Settings, argparse.Namespace], int] = flags.pop("run")
    own = argparse.Namespace(**{name: flags.pop(name) for name in flags.pop("own")})
    config = flags.pop("config") or os.environ.get("WYOMING_KOKORO_CONFIG")
    try:
        settings = load_settings(flags, Path(config) if config else None)
        set_up_logging(settings.log_format, settings.debug, settings.log_text)
        return command(settings, own)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if flags.get("debug"):
            traceback.print_exception(error)
        print(f"wyoming-kokoro: {explained(error)}", file=sys.stderr)
        if is_want_of_memory(error) or is_want_of_threads(error):
            os._exit(_FAILED)  # what tidies up would wait for threads that could not be had
        return _FAILED if is_of_the_machine(error) else _DEFECT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wyoming-kokoro",
        description=(
            "Speaks with Kokoro-82M, for Home Assistant (Wyoming) and OpenAI speech clients."
            " Without a command it serves."
        ),
        epilog=(
            "Every setting of `wyoming-kokoro serve --help` can also be given as a variable,"
            ' WYOMING_KOKORO_HTTP_URI for --http-uri, or in a TOML file: http_uri = "…". A flag'
            " wins over a variable, a variable over the file."
        ),
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, "serve", "serve Wyoming and HTTP clients until a signal", _serve)
    _command(commands, "download", "get the model and the voices", _download)
    export = _command(commands, "export", "write the model as an ONNX file", _export, "file fp16")
    export.add_argument("file", help="the ONNX file to write")
    export.add_argument("--fp16", action="store_true", help="in float16, half as large")
    voices = _command(commands, "voices", "list the voices", _voices, "json")
    voices.add_argument("--json", action="store_true", help="as JSON")
    say = _command(
        commands,
        "say",
        "speak a text, or a file with one, into an audio file",
        _say,
        "text input output srt speed language",
    )
    say.add_argument("text", nargs="?", help="the text; - reads standard input")
    say.add_argument(
        "--input", type=Path, metavar="FILE", help="text file instead: .txt, .md or .epub"
    )
    say.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=(
            ".wav, .mp3, .m4b, .m4a, .flac or .opus file; the same command goes on after an"
            " interruption (default: WAV to standard output)"
        ),
    )
    say.add_argument("--srt", type=Path, metavar="FILE", help="subtitles besides, .srt or .vtt")
    say.add_argument("--speed", type=float, default=1.0, help="0.25 to 4 (default: 1)")
    say.add_argument("--language", help="language of the text if it is not the voice's, e.g. en-GB")
    phonemize = _command(
        commands, "phonemize", "show how a text is read", _phonemize, "text language"
    )
    phonemize.add_argument("text", help="the text; - reads standard input")
    phonemize.add_argument("--language", help="language of the text, e.g. en-GB")
    _command(commands, "bench", "measure how fast this machine speaks", _bench)
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_text: str,
    run: Callable[[Settings, argparse.Namespace], int],
    own: str = "",
) -> argparse.ArgumentParser:
    description = f"{help_text[0].upper()}{help_text[1:]}."
    parser = commands.add_parser(name, help=help_text, description=description)
    parser.add_argument("--config", metavar="FILE", help="TOML file with settings")
    parser.set_defaults(run=run, own=own.split())
    add_flags(parser, name)
    return parser


def _serve(settings: Settings, _own: argparse.Namespace) -> int:
    # a fifth of the start would go into looking for garbage among what is imported, of which there
    # is none
    gc.disable()
    from .memory import bound_arenas

    bound_arenas()
    from .service import serve

    gc.freeze()
    gc.enable()
    faulthandler.enable()  # where each thread stood, should a watchdog abort the program
    asyncio.run(serve(settings))
    return 0


def _download(settings: Settings, _own: argparse.Namespace) -> int:
    from .models.assets import download

    download(
        settings.data_dir,
        source=None if settings.source == "auto" else settings.source,
        local=settings.local,
        repo_id=settings.hub_repo,
        revision=settings.hub_revision,
    )
    _prepare_weights(AssetPaths(settings.data_dir))
    return 0


def _prepare_weights(paths: AssetPaths) -> None:
    """Do now what would be done at the first load, where there are kernels for this processor."""
    from .models.kernels.installed import find
    from .models.kokoro_kernels import KokoroKernels

    kernels = find()
    if kernels.kernels is not None:
        model = KokoroKernels(paths, kernels=kernels)
        model.load()
        model.close()


def _export(settings: Settings, own: argparse.Namespace) -> int:
    # The exporter's C++ side warns of shapes that it cannot know beforehand.
    os.environ.setdefault("TORCH_CPP_LOG_LEVEL", "ERROR")
    from .models.export import export_onnx

    export_onnx(AssetPaths(settings.data_dir), Path(own.file), fp16=own.fp16)
    return 0


def _voices(settings: Settings, own: argparse.Namespace) -> int:
    import json

    from .composition import build_voices

    catalog = build_voices(settings).catalog
    if own.json:
        rows = [
            {
                "id": voice.id,
                "name": voice.name,
                "label": voice.label,
                "language": voice.language,
                "gender": voice.gender,
                "recommended": voice.recommended,
                "default": voice == catalog.default,
                "blend": voice.blend,
                "speed": voice.speed,
            }
            for voice in catalog
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for voice in catalog:
        language = f"{LANGUAGE_NAMES.get(voice.language, voice.language)} ({voice.language})"
        print(f"{voice.id:16} {voice.name:16} {voice.gender:8} {language}")
    return 0


def _say(settings: Settings, own: argparse.Namespace) -> int:
    from .books.say import Task, say
    from .composition import build_engine

    if (own.text is None) == (own.input is None):
        raise SetupError("say needs a text, or --input FILE")
    text = "" if own.text is None else _given_text(own.text)
    output = None if own.output == Path("-") else own.output
    request = SpeechRequest(text, language=own.language, speed=own.speed)
    manner = f"{settings.voice} {settings.backend} {settings.precision} {settings.lexicon}"
    task = Task(request, text, own.input, output, own.srt, manner)
    task.check()

    # Every phrase is said once.
    uncached = settings.model_copy(update={"cache_mb": 0, "cache_dir": None})

    async def speak() -> None:
        engine = build_engine(uncached)
        try:
            engine.resolve(request)  # before seconds go into the model
            await engine.start()
            await say(engine, task)
        finally:
            await engine.close()

    try:
        asyncio.run(speak())
    except KeyboardInterrupt:
        if output is not None:
            print("Interrupted; the same command goes on from here", file=sys.stderr)
        raise
    return 0


def _phonemize(settings: Settings, own: argparse.Namespace) -> int:
    from .composition import build_engine

    async def read() -> Phonemized:
        engine = build_engine(settings)
        try:
            return await engine.phonemize(_given_text(own.text), own.language)
        finally:
            await engine.close()

    result = asyncio.run(read())
    print(f"normalized: {result.normalized}\nphonemes:   {result.phonemes}")
    for clause in result.clauses:
        print(f"clause:     {clause.strip()}")
    return 0


def _bench(settings: Settings, _own: argparse.Namespace) -> int:
    from .benchmark import run

    logging.getLogger().setLevel(
        logging.WARNING
    )  # a line for each utterance would tear the table apart
    run(settings)
    return 0


def _given_text(text: str) -> str:
    return sys.stdin.read() if text == "-" else text
