"""Presets: voices that the operator makes of others in a TOML file.

::

    [voices.narrator]
    blend = "af_bella(2)+af_sky(1)"     a voice or a blend
    speed = 0.9                         multiplies the request's; 1 where it is not given
    language = "en-GB"                  that of the first voice where it is not given
    label = "Narrator"                  what lists show; the name where it is not given
"""

import logging
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import RequestError, SetupError
from ..files import read_small
from ..reasons import reason
from ..text.language import canonical_language
from .blend import parse_blend
from .catalog import SPEEDS, Voice, VoiceCatalog

_NAME = re.compile(r"[^\W\d]\w{0,63}")

_LOGGER = logging.getLogger(__name__)


class Preset(BaseModel):
    """A voice made of others: a table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    blend: Annotated[str, Field(min_length=1, max_length=512)]
    speed: Annotated[float, Field(ge=SPEEDS[0], le=SPEEDS[1], allow_inf_nan=False)] = 1.0
    language: str | None = None
    label: Annotated[str, Field(min_length=1, max_length=64)] | None = None


def read_presets(file: Path, catalog: VoiceCatalog) -> tuple[Voice, ...]:
    """The voices of the file's ``voices`` tables, made of the voices of `catalog`, which keep their
    names.

    A preset that cannot be is left out, with one line of the log naming it. Raises `SetupError`
    when the file cannot be read or is no TOML.
    """
    try:
        tables = tomllib.loads(read_small(file).decode()).get("voices", {})
    except OSError as error:
        raise SetupError(f"The presets in {file} cannot be read: {reason(error)}") from error
    except ValueError as error:
        raise SetupError(f"The presets in {file} are no TOML: {error}") from error
    if not isinstance(tables, dict):
        raise SetupError(f"{file}: voices is no table: write [voices.NAME]")
    voices = []
    for name, table in tables.items():
        try:
            voices.append(_voice(name, checked(name, table, catalog), catalog))
        except ValueError as error:
            _LOGGER.warning("The preset %.64s of %s is skipped: %s", name, file, error)
    return tuple(voices)


def checked(name: str, table: Any, catalog: VoiceCatalog) -> Preset:
    """The preset of a table, of which a voice beside those of `catalog` can be made.

    Raises `ValueError` saying what is wrong.
    """
    if _NAME.fullmatch(name) is None:
        raise ValueError("its name has other characters than letters, digits and underscores")
    if name in catalog:
        raise ValueError("there is another voice of that name")
    try:
        preset = Preset.model_validate(table)
        _voice(name, preset, catalog)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except RequestError as error:
        raise ValueError(error.message) from error
    return preset


def _voice(name: str, preset: Preset, catalog: VoiceCatalog) -> Voice:
    """Raises `RequestError`."""
    voice = blended(name, preset.blend, catalog)
    language = canonical_language(preset.language) if preset.language else voice.language
    label = preset.label or name.replace("_", " ").capitalize()
    return replace(voice, name=label, language=language, speed=preset.speed)


def blended(voice_id: str, text: str, catalog: VoiceCatalog) -> Voice:
    """A voice of that id made of a blend, in language and gender like the first voice in it.

    Raises `UnknownVoice`.
    """
    blend = parse_blend(text, catalog)
    gender = catalog[blend.terms[0][0]].gender
    return Voice(voice_id, voice_id, blend.language, gender, blend=text)
