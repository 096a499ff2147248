"""Settings of the program, and their defaults, which are those of the parts, for these are used
without settings too.
"""

import argparse
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo

from wyoming_kokoro.engine.engine import EngineLimits
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.http_server import HttpOptions
from wyoming_kokoro.settings import Settings, add_flags, load_settings
from wyoming_kokoro.text.segment import CLASSES
from wyoming_kokoro.wyoming_server import Limits

PAGE = Path(__file__).parents[1] / "docs/settings.md"
COMMANDS = "serve say phonemize voices bench export download".split()
_NAMED_OTHERWISE = {"send_timeout_s": "send_timeout", "idle_timeout_s": "idle_timeout"}


def test_what_is_open_by_default_is_what_the_page_says() -> None:
    settings = Settings()
    assert (settings.uri, settings.http_uri) == ("tcp://0.0.0.0:10200", "http://127.0.0.1:8880")
    assert settings.zeroconf is None and settings.cors_origin == []


@pytest.mark.parametrize("part", [EngineLimits(), Limits(), HttpOptions()])
def test_a_part_has_the_defaults_of_the_settings(part: EngineLimits | Limits | HttpOptions) -> None:
    """A Wyoming server took 128 connections by itself and 256 with settings."""
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    named = {field.name: _NAMED_OTHERWISE.get(field.name, field.name) for field in fields(part)}
    shared = {ours: theirs for ours, theirs in named.items() if theirs in defaults}
    assert len(shared) >= 3
    assert {ours: getattr(part, ours) for ours in shared} == {
        ours: defaults[theirs] for ours, theirs in shared.items()
    }


@pytest.mark.parametrize(("given", "tag"), [("fr", "fr"), ("EN_gb", "en-GB"), ("", None)])
def test_the_language_is_written_canonically_and_may_be_left_blank(
    given: str, tag: str | None
) -> None:
    assert load_settings({"language": given}, None).language == tag


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "klingon"), ("speed", 5.0), ("speed", 0.1), ("leave_written", ["x"])],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: object) -> None:
    with pytest.raises(SetupError, match=f"setting {name}"):
        load_settings({name: value}, None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"leave_written": ["time", "poem", "an ode"]},
            "setting leave_written: Value error, an ode, poem: choose from " + ", ".join(CLASSES),
        ),
        ({"allow": ["10.0.0.0/8", "home"]}, "setting allow.1: value is not a valid IPv4 or IPv6"),
        ({"language": "tlh"}, "setting language: Value error, Language 'tlh' is not spoken"),
    ],
)
def test_what_is_wrong_with_a_setting_is_told(given: dict[str, object], told: str) -> None:
    with pytest.raises(SetupError) as raised:
        load_settings(given, None)
    assert raised.value.message.startswith(told)


def test_of_several_the_first_that_cannot_be_is_named() -> None:
    with pytest.raises(SetupError, match="^setting speed: Input should be less than or equal to 4"):
        load_settings({"speed": 9, "threads": -1, "cache_mb": -1}, None)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("speed", (0.24, 4.01)),
        ("threads", (-1, 257)),
        ("workers", (-1, 65)),
        ("worker_cpus", (0, 257)),
        ("worker_gpus", (-0.1, 1.1)),
        ("samples_per_chunk", (63, 1_048_577)),
        *(
            (name, (-1,))
            for name in "idle_unload cache_mb memory_limit max_queue flush_ms drain_seconds".split()
        ),
        *((name, (0,)) for name in "max_text_chars max_input_chars max_utterances".split()),
        *((name, (0,)) for name in "max_connections idle_timeout send_timeout".split()),
    ],
)
def test_numbers_have_bounds(name: str, values: tuple[float, ...]) -> None:
    for value in values:
        with pytest.raises(SetupError, match=f"setting {name}"):
            load_settings({name: value}, None)


def test_flags_are_repeated_switched_off_and_left_without_a_value() -> None:
    parser = argparse.ArgumentParser()
    add_flags(parser, "serve")
    given = "--allow 10.0.0.0/8 --allow fd00::/8 --zeroconf --no-preload --device cpu".split()
    flags = vars(parser.parse_args(given))
    assert set(flags) == {"allow", "zeroconf", "preload", "device"}, "others leave no trace"
    found = load_settings(flags, None)
    assert [str(network) for network in found.allow] == ["10.0.0.0/8", "fd00::/8"]
    assert (found.zeroconf, found.preload, found.device) == ("", False, "cpu")
    assert vars(parser.parse_args(["--zeroconf", "Kitchen"])) == {"zeroconf": "Kitchen"}


def test_a_file_may_write_names_like_flags_and_holds_the_presets(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('log-format = "json"\n[voices.uncle]\nblend = "am_adam"\n')
    found = load_settings({}, file)
    assert (found.log_format, found.presets) == ("json", file)
    file.write_text('presets = "/elsewhere.toml"\n')
    assert load_settings({}, file).presets == Path("/elsewhere.toml")
    for wrong, told in (
        (b"no_such = 1\n", "^setting no_such: Extra inputs are not permitted$"),
        (b"speed =\n", f"^settings file {file}: Invalid value"),
        (b"voice = '\xff'\n", f"^settings file {file}: 'utf-8' codec can't decode byte 0xff"),
    ):
        file.write_bytes(wrong)
        with pytest.raises(SetupError, match=told):
            load_settings({}, file)
    file.unlink()
    with pytest.raises(SetupError, match=f"^settings file {file}: No such file or directory$"):
        load_settings({}, file)


def test_a_flag_wins_over_a_variable_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("speed = 1.1\nlanguage = 'it'\nvoice = 'am_adam'")
    monkeypatch.setenv("WYOMING_KOKORO_SPEED", "1.2")
    monkeypatch.setenv("WYOMING_KOKORO_LANGUAGE", "fr")
    found = load_settings({"speed": 1.3}, file)
    assert (found.speed, found.language, found.voice) == (1.3, "fr", "am_adam")


def test_the_help_tells_the_default_of_a_setting_that_is_made_anew_each_time() -> None:
    parser = argparse.ArgumentParser(formatter_class=argparse.RawTextHelpFormatter)
    add_flags(parser, "serve")
    told = parser.format_help()
    assert str(Settings().data_dir) in told and "Undefined" not in told
    for usage in (
        "--voice VALUE",
        "--device {auto,cuda,cpu}",
        "--zeroconf [NAME]",
        "--preload, --no-preload",
        "--allow VALUE",
    ):
        assert f"  {usage}\n" in told or f"  {usage} " in told, usage


def _rows() -> Iterator[str]:
    """A row of the page for each setting."""
    known: dict[str, list[str]] = {}
    flags: dict[str, argparse.Action] = {}
    for command in COMMANDS:
        parser = argparse.ArgumentParser(add_help=False)
        add_flags(parser, command)
        for flag in parser._actions:
            known.setdefault(flag.dest, []).append(command)
            flags[flag.dest] = flag
    assert flags.keys() == Settings.model_fields.keys()
    for name, field in Settings.model_fields.items():
        flag, commands = flags[name], ", ".join(known[name])
        written = ", ".join(f"`{option}`" for option in flag.option_strings)
        told = str(flag.help).replace(str(Path.home()), "~").replace("%%", "%")
        values = [f"`{choice}`" for choice in flag.choices or ()] + list(_bounds(field))
        commands = "all" if known[name] == COMMANDS else commands
        yield f"| {written} | {told} | {' '.join(values)} | {commands} |"


def _bounds(field: FieldInfo) -> Iterator[str]:
    for bound in field.metadata:
        match bound:
            case Ge(least):
                yield f"from {least:g}"
            case Gt(least):
                yield f"above {least:g}"
            case Le(most):
                yield f"to {most:,}"


def test_the_page_tells_every_setting_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    told = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert told == list(_rows())
