"""The log: what a person or a machine reads, and never what was said."""

import errno
import json
import logging
import sys

import pytest

from wyoming_kokoro.errors import BadMarkup, SetupError, SynthesisFailed
from wyoming_kokoro.logs import JsonFormatter, TextFormatter

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
    assert SECRET not in formatter().format(record(error))
    assert type(error).__name__ in formatter().format(record(error))
    assert SECRET in formatter(True).format(record(error))


@pytest.mark.parametrize("error", [OSError("No space left"), SynthesisFailed("The model failed")])
def test_what_the_machine_says_is_shown(error: Exception) -> None:
    assert str(error) in TextFormatter().format(record(error))


def test_a_cause_is_told_before_what_it_led_to() -> None:
    error = SynthesisFailed("The model failed")
    error.__cause__ = OSError("No space left")
    text = TextFormatter(debug=True).format(record(error))
    assert (
        text.index("No space left") < text.index("which led to:") < text.index("The model failed")
    )


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_what_the_operator_can_mend_is_one_line_and_a_defect_has_its_place(
    formatter: type[TextFormatter],
) -> None:
    failed = SynthesisFailed("The speech could not be synthesised")
    failed.__cause__ = OSError(errno.ENOSPC, "No space left on device", "/data/x")
    told = formatter().format(record(failed))
    assert "It failed: /data/x: the disk is full" in told and "test_logs.py" not in told
    failed.__cause__.__context__ = TypeError("defect")
    assert "test_logs.py" in formatter().format(record(failed))
    assert "test_logs.py" in formatter(debug=True).format(record(OSError("No space left")))


def test_what_the_operator_is_told_leaves_out_what_led_to_it() -> None:
    failed = SetupError("The port is taken")
    failed.__context__ = TypeError("defect")
    assert "test_logs.py" not in TextFormatter().format(record(failed))


def test_fields_are_keys_of_the_object() -> None:
    entry = logging.LogRecord("n", logging.INFO, "f", 1, "Ended %s", ("well",), None)
    entry.fields = {"audio_s": 1.5, "voice": "ff_siwis"}
    written = json.loads(JsonFormatter().format(entry))
    assert written["message"] == "Ended well"
    assert (written["level"], written["audio_s"], written["voice"]) == ("INFO", 1.5, "ff_siwis")
