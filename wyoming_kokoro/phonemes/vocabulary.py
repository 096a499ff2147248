"""The phonemes that the model knows, and their ids."""

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import SetupError
from ..files import read_small
from ..reasons import reason

_LOGGER = logging.getLogger(__name__)


class Vocabulary:
    """Phoneme characters and their token ids, as `config.json` of the model lists them."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._ids = dict(ids)

    @classmethod
    def load(cls, config: Path) -> "Vocabulary":
        """Read the table from the model's `config.json`.

        Raises `SetupError` if that is missing or broken.
        """
        try:
            return cls(json.loads(read_small(config))["vocab"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SetupError(
                f"{config} cannot be used ({reason(error)}); `wyoming-kokoro download` replaces it"
            ) from error

    def known(self, phonemes: str) -> str:
        """`phonemes` without the characters that the model does not know."""
        unknown = {phoneme for phoneme in phonemes if phoneme not in self._ids}
        if not unknown:
            return phonemes
        _LOGGER.debug("Phonemes unknown to the model are dropped: %s", sorted(unknown))
        return "".join(phoneme for phoneme in phonemes if phoneme in self._ids)

    def tokens(self, phonemes: Iterable[str]) -> list[int]:
        """Ids of known phonemes, in order. Raises KeyError for others."""
        return [self._ids[phoneme] for phoneme in phonemes]
