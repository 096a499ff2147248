"""All voices: Kokoro's, and the operator's own, which follow their files."""

import logging
import threading
from contextlib import suppress
from pathlib import Path

from ..errors import SetupError, UnknownVoice
from .blend import parse_blend
from .catalog import DEFAULT_VOICE, Voice, VoiceCatalog
from .custom import CustomVoices
from .packs import VoicePacks
from .presets import Preset, blended, checked, read_presets

_LOGGER = logging.getLogger(__name__)
_INTERVAL_S = 2.0
_NOT_READ = (-1, -1)


class VoiceLibrary:
    """`catalog` and `packs` of the voices in `voices_dir`, of the packs in `folder` and of the
    presets in the file `presets`.

    The default voice may be a blend, which then is a voice of the catalog.
    """

    def __init__(
        self,
        voices_dir: Path,
        folder: Path | None = None,
        presets: Path | None = None,
        default: str = DEFAULT_VOICE,
        language: str | None = None,
        *,
        presets_may_be_missing: bool = False,
    ) -> None:
        """`default` and `language` are those of requests that name neither. Presets that
        `presets_may_be_missing` are none until there is a file.

        Raises `SetupError` when `folder` or `presets` cannot be read, `UnknownVoice` when `default`
        is no voice and no blend.
        """
        self.catalog = VoiceCatalog()
        self.packs = VoicePacks(self.catalog, voices_dir)
        self._custom = CustomVoices(folder, VoiceCatalog()) if folder is not None else None
        self._presets_file = presets
        self._presets_may_be_missing = presets_may_be_missing
        self._presets_state: tuple[int, int] | None = _NOT_READ
        self._presets: tuple[Voice, ...] = ()
        self._refreshing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._default = default.strip()
        self.refresh()
        parse_blend(self._default, self.catalog)  # says what is wrong with it
        self.catalog.choose_default(self._default, language)

    def refresh(self) -> bool:
        """Bring the catalog up to date with the files; whether anything had changed.

        Blocking. Raises `SetupError` when the folder or the presets cannot be read; what was known
        of them stays.
        """
        with self._refreshing:
            return self._refresh()

    def _refresh(self) -> bool:
        folder_changed = self._custom is not None and self._custom.scan()
        state = _state(self._presets_file)
        if not folder_changed and state == self._presets_state:
            return False
        self._presets_state = state
        custom = self._custom.voices if self._custom is not None else ()
        try:
            if self._presets_file is None or (state is None and self._presets_may_be_missing):
                self._presets = ()
            else:
                self._presets = read_presets(self._presets_file, self._without_presets())
        finally:
            if self._custom is not None:
                self.packs.provide(self._custom.files)
            self._replace_own((*custom, *self._presets))
        return True

    def checked_preset(self, name: str, table: object) -> Preset:
        """The preset of a table as the presets' file has them.

        Raises `ValueError` saying why it cannot be one of this library.
        """
        return checked(name, table, self._without_presets())

    def _without_presets(self) -> VoiceCatalog:
        """A catalog in which no preset is, so that none is made of another or of itself."""
        known = VoiceCatalog()
        known.replace_own(self._custom.voices if self._custom is not None else ())
        return known

    def _replace_own(self, voices: tuple[Voice, ...]) -> None:
        known = VoiceCatalog()
        known.replace_own(voices)
        if self._default not in known:
            with suppress(UnknownVoice):
                voices += (blended(self._default, self._default, known),)
        self.catalog.replace_own(voices)

    def watch(self, interval_s: float = _INTERVAL_S) -> None:
        """Refresh every so many seconds, on a thread, until `close`; does nothing where there are
        no files to watch.
        """
        if self._thread is None and (self._custom or self._presets_file):
            self._thread = threading.Thread(
                target=self._refresh_for_ever, args=(interval_s,), name="voices", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        """Stop watching. Idempotent; may take as long as a refresh."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _refresh_for_ever(self, interval_s: float) -> None:
        trouble = ""
        while not self._closing.wait(interval_s):
            try:
                if self.refresh():
                    _LOGGER.info("The voices have changed; there are %d now", len(self.catalog))
                trouble = ""
            except SetupError as error:
                if error.message != trouble:
                    _LOGGER.warning("%s", error.message)
                trouble = error.message
            except Exception:  # pylint: disable=broad-except  # the next look may go better
                _LOGGER.exception("Looking for changed voices failed")


def _state(file: Path | None) -> tuple[int, int] | None:
    """What tells a changed file from the one read before; `None` for no file."""
    if file is None:
        return None
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
