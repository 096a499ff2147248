"""The log: what a person or a machine reads, and never what was said."""

import errno
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from wyoming_kokoro.errors import BadMarkup, SetupError, SynthesisFailed
from wyoming_kokoro.logs import JsonFormatter, TextFormatter, set_up_logging

SECRET = "Xylophones"


def record(error: BaseException) -> logging.LogRecord:
    try:
        raise error
    except BaseException:
        return logging.LogRecord("n", logging.ERROR, "f", 1, "It failed", None, sys.exc_info())


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
@pytest.mark.parametrize("error", [KeyError(SECRET), ValueError(SECRET), BadMarkup(SECRET)])
def test_an_exception_that_may_quote_the_user_loses_its_message(
    formatter: type[TextFormatter], error: Exception
) -> None:
    kind = f"{type(error).__module__}.{type(error).__name__}"
    told = formatter().format(record(error))
    assert SECRET not in told and f"{kind}: (not shown without log_text)" in told
    assert SECRET in formatter(True).format(record(error))


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(
    "kind", [OSError, SynthesisFailed, MemoryError, RuntimeError, ImportError, TypeError]
)
def test_what_the_machine_says_is_shown(kind: type[Exception], debug: bool) -> None:
    told = TextFormatter(debug=debug).format(record(kind("It would not work")))
    is_told = "there is not enough memory" if kind is MemoryError and not debug else "It would not"
    assert is_told.lower() in told.lower()


def test_a_cause_is_told_before_what_it_led_to() -> None:
    error = SynthesisFailed("The model failed")
    error.__cause__ = OSError("No space left")
    text = TextFormatter(debug=True).format(record(error))
    assert (
        text.index("No space left") < text.index("which led to:") < text.index("The model failed")
    )


def test_what_was_handled_is_told_before_and_what_was_hidden_is_not() -> None:
    error = SynthesisFailed("The model failed")
    error.__context__ = OSError("No space left")
    text = TextFormatter(debug=True).format(record(error))
    assert text.index("No space left") < text.index("which led to:") and "\n\n" not in text
    assert TextFormatter().format(record(error)).endswith(": It failed: No space left")
    error.__context__ = KeyError(SECRET)
    error.__suppress_context__ = True
    assert "which led to:" not in TextFormatter(debug=True).format(record(error))
    assert TextFormatter().format(record(error)).endswith(": It failed: The model failed")


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_a_traceback_of_nothing_is_none(formatter: type[TextFormatter]) -> None:
    entry = logging.LogRecord("n", logging.ERROR, "f", 1, "It failed", None, (None, None, None))
    assert "NoneType: None" in formatter().format(entry)


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_what_the_operator_can_mend_is_one_line_and_a_defect_has_its_place(
    formatter: type[TextFormatter],
) -> None:
    failed = SynthesisFailed("The speech could not be synthesised")
    failed.__cause__ = OSError(errno.ENOSPC, "No space left on device", "/data/x")
    told = formatter().format(record(failed))
    assert "It failed: /data/x: the disk is full" in told and "test_logs.py" not in told
    entry = record(failed)
    entry.exc_text = "as another handler has written it"
    assert "another handler" not in formatter().format(entry)
    assert entry.exc_info and entry.getMessage() == "It failed", "others may want to read it, too"
    failed.__cause__.__context__ = TypeError("defect")
    assert "test_logs.py" in formatter().format(record(failed))
    assert "test_logs.py" in formatter(debug=True).format(record(OSError("No space left")))


def test_what_the_operator_is_told_leaves_out_what_led_to_it() -> None:
    failed = SetupError("The port is taken")
    failed.__context__ = TypeError("defect")
    assert "test_logs.py" not in TextFormatter().format(record(failed))


def test_fields_are_keys_of_the_object() -> None:
    entry = logging.LogRecord("n", logging.INFO, "f", 1, "Ended %s", ("wéll",), None)
    entry.fields = {"audio_s": 1.5, "voice": "ff_siwis"}
    line = JsonFormatter().format(entry)
    written = json.loads(line)
    assert re.match(r"20..-..-.. ..:..:..,...$", written.pop("time")) and "wéll" in line
    assert written == {
        "level": "INFO",
        "logger": "n",
        "message": "Ended wéll",
        "audio_s": 1.5,
        "voice": "ff_siwis",
    }


def test_the_exception_is_a_key_and_may_be_of_any_kind() -> None:
    entry = record(TypeError("defect"))
    entry.fields = {"where": ValueError("x")}
    written = json.loads(JsonFormatter().format(entry))
    assert written["exception"].endswith("builtins.TypeError: defect")
    assert written["where"] == "x"


def test_a_line_has_its_time_level_and_logger() -> None:
    entry = logging.LogRecord("n", logging.INFO, "f", 1, "Ended %s", ("well",), None)
    assert re.match(r"20..-..-.. ..:..:..,... INFO n: Ended well$", TextFormatter().format(entry))


@contextmanager
def fresh() -> Iterator[logging.Logger]:
    """The root logger as it is when a program begins, without pytest's handlers; afterwards as it
    was.
    """
    loggers = [logging.getLogger(), *map(logging.getLogger, (*CHATTY, *QUIET))]
    root, handlers, levels = loggers[0], loggers[0].handlers, [each.level for each in loggers]
    root.handlers = []
    try:
        yield root
    finally:
        root.handlers = handlers
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


CHATTY = ("phonemizer", "jieba", "httpx", "httpcore", "numba", "asyncio", "aiohttp.access")
QUIET = ("aiohttp.server",)


@pytest.mark.parametrize(
    ("debug", "own", "chatty", "quiet"),
    [(False, "INFO", "ERROR", "CRITICAL"), (True, "DEBUG", "DEBUG", "DEBUG")],
)
def test_libraries_are_heard_for_debugging_alone(
    debug: bool, own: str, chatty: str, quiet: str
) -> None:
    with fresh() as root:
        set_up_logging("text", debug)
        assert logging.getLevelName(root.level) == own
        for names, level in ((CHATTY, chatty), (QUIET, quiet)):
            for name in names:
                assert logging.getLevelName(logging.getLogger(name).level) == level, name


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("log_text", [False, True])
def test_the_log_goes_to_standard_error_in_the_form_that_is_set(
    capsys: pytest.CaptureFixture[str], style: str, log_text: bool
) -> None:
    with fresh() as root:
        set_up_logging(style, False, log_text)
        root.error("It failed", exc_info=ValueError(SECRET))
    told, written = capsys.readouterr()
    assert told == "" and (SECRET in written) is log_text
    assert written.startswith('{"time": "') is (style == "json")


def test_debugging_shows_where_the_machine_failed(capsys: pytest.CaptureFixture[str]) -> None:
    with fresh() as root:
        set_up_logging("text", True)
        root.error("It failed", exc_info=record(OSError("No space")).exc_info)
    assert "test_logs.py" in capsys.readouterr().err
