"""How far an utterance is."""

from dataclasses import dataclass

_LOGGED_CHARS = 2_000


@dataclass(slots=True)
class Progress:
    """What has become of an utterance; times are of the event loop's clock.

    `text` is its beginning, for the log.
    """

    asked_at: float
    first_audio_at: float | None = None
    characters: int = 0
    clauses: int = 0
    passages: int = 0
    audio_s: float = 0.0
    inference_s: float = 0.0
    text: str = ""

    def keep(self, text: str) -> None:
        """Remember the beginning of the text."""
        self.text += text[: _LOGGED_CHARS - len(self.text)]
