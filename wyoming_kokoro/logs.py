"""How the log looks: lines for people, or JSON objects for machines."""

import copy
import json
import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType

from typing_extensions import override

from .errors import BadMarkup, SetupError, SpeechError
from .reasons import explained, is_of_the_machine

_TEXT_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_CHATTY = ("phonemizer", "jieba", "httpx", "httpcore", "numba", "asyncio", "aiohttp.access")
QUIET = ("aiohttp.server",)
"""Who logs a traceback for whatever bytes a stranger sends; our own failures are logged by us."""
_TEXTLESS = (SpeechError, OSError, MemoryError, RuntimeError, ImportError, TypeError)
"""Exceptions whose message is about the program or the machine; that of others, as of a `KeyError`,
may be a word of the user's.
"""
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class TextFormatter(logging.Formatter):
    """Lines for people.

    Without `log_text` no exception's message that could quote the user's text; without `debug` what
    the machine or the operator is to blame for is part of the line, and no traceback.
    """

    def __init__(self, log_text: bool = False, debug: bool = False) -> None:
        super().__init__(_TEXT_FORMAT)
        self._log_text = log_text
        self._debug = debug

    @override
    def format(self, record: logging.LogRecord) -> str:
        return super().format(self._with_cause(record))

    def _with_cause(self, record: logging.LogRecord) -> logging.LogRecord:
        """The record with its exception in the message, where that says enough."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or self._debug:
            return record
        causes = list(_chain(error))
        if any(isinstance(e, BadMarkup) or not is_of_the_machine(e) for e in causes):
            return record
        plain = copy.copy(record)
        plain.msg, plain.args = f"{record.getMessage()}: {explained(causes[-1])}", None
        plain.exc_info = plain.exc_text = None
        return plain

    @override
    def formatException(self, ei: ErrorInfo | tuple[None, None, None]) -> str:
        error = ei[1]
        if self._log_text or error is None:
            return super().formatException(ei)
        return "\n".join(_described(error))


class JsonFormatter(TextFormatter):
    """One JSON object per record: time, level, logger, message, and the record's `fields` if it has
    any.
    """

    @override
    def format(self, record: logging.LogRecord) -> str:
        record = self._with_cause(record)
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            entry |= fields
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what led to it, and so on; an error for the operator says it all."""
    while error is not None:
        yield error
        if isinstance(error, SetupError):
            return
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _described(error: BaseException) -> list[str]:
    """The error with its traceback, after those that led to it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [] if before is None else [*_described(before), "which led to:"]
    lines += [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    is_textless = isinstance(error, _TEXTLESS) and not isinstance(error, BadMarkup)
    return [*lines, f"{kind}: {error if is_textless else '(not shown without log_text)'}"]


def set_up_logging(style: str, debug: bool, log_text: bool = False) -> None:
    """Log to standard error, as ``text`` or ``json``; the user's text only with `log_text`."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = JsonFormatter if style == "json" else TextFormatter
    handler.setFormatter(formatter(log_text, debug))
    logging.basicConfig(level=logging.DEBUG if debug else logging.INFO, handlers=[handler])
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.ERROR)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.CRITICAL)
