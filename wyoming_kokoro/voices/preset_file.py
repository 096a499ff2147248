"""The presets as they are changed over HTTP: tables of a TOML file that may hold more than them."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from ..errors import RequestError, SetupError
from ..kept_file import KeptFile
from .library import VoiceLibrary
from .presets import Preset


@dataclass(frozen=True, slots=True)
class PresetsState:
    """The presets by name, and the tag that a change of them is to name."""

    presets: dict[str, Preset]
    tag: str


class PresetFile:
    """Reads and changes the presets of a library; a change counts at once.

    What else stands in the file, comments too, stays as it is. All methods block and raise
    `SetupError` when the file cannot be read; those that change it also raise what
    `KeptFile.change` does.
    """

    def __init__(self, file: KeptFile, library: VoiceLibrary) -> None:
        self.file = file
        self._library = library

    def read(self) -> PresetsState:
        """The presets as they are in the file, without those that cannot be."""
        text, tag = self.file.read()
        presets: dict[str, Preset] = {}
        for name, table in _tables(text).items():
            try:
                presets[name] = self._library.checked_preset(name, table)
            except ValueError:
                continue  # the library has logged it
        return PresetsState(presets, tag)

    def put(self, name: str, table: Mapping[str, Any], tag: str) -> str:
        """Add a preset, as the file has them, or replace the one of that name; the new tag.

        Raises `RequestError` when it cannot be.
        """
        try:
            self._library.checked_preset(name, table)
        except ValueError as error:
            raise RequestError(f"The preset cannot be: {error}", param="preset") from error

        def edit(document: tomlkit.TOMLDocument) -> None:
            document.setdefault("voices", tomlkit.table(is_super_table=True))[name] = dict(table)

        return self._change(tag, edit)

    def remove(self, name: str, tag: str) -> str:
        """Take a preset out; the new tag. Raises `RequestError` where there is none."""

        def edit(document: tomlkit.TOMLDocument) -> None:
            if name not in document.get("voices", {}):
                raise RequestError(f"There is no preset {name[:64]!r}", param="name")
            del document["voices"][name]

        return self._change(tag, edit)

    def _change(self, tag: str, edit: Callable[[tomlkit.TOMLDocument], None]) -> str:
        def edited(text: str) -> str:
            try:
                document = tomlkit.parse(text)
                if not isinstance(document.get("voices", {}), dict):
                    raise SetupError(f"{self.file.path}: voices is no table: write [voices.NAME]")
                edit(document)
                new = tomlkit.dumps(document)
                tomllib.loads(new)
            except (TOMLKitError, tomllib.TOMLDecodeError) as error:
                raise SetupError(f"The presets in {self.file.path} are no TOML: {error}") from error
            return new

        new_tag = self.file.change(tag, edited)
        self._library.refresh()
        return new_tag


def _tables(text: str) -> dict[str, Any]:
    """The tables of presets. Raises `SetupError` for what is no TOML."""
    try:
        tables = tomllib.loads(text).get("voices", {})
    except tomllib.TOMLDecodeError as error:
        raise SetupError(f"The presets are no TOML: {error}") from error
    return tables if isinstance(tables, dict) else {}
