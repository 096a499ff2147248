"""What voices exist: the table that every voice name of a client is looked up in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from ..errors import UnknownVoice
from ..text.language import LANGUAGE_OF_LETTER
from ..text.languages import PROFILES, lacking

DEFAULT_VOICE = "af_heart"
SPEEDS = (0.25, 4.0)
"""Slowest and fastest speed."""
_IDS = """
af_alloy af_aoede af_bella af_heart af_jessica af_kore af_nicole af_nova af_river af_sarah af_sky
am_adam am_echo am_eric am_fenrir am_liam am_michael am_onyx am_puck am_santa
bf_alice bf_emma bf_isabella bf_lily bm_daniel bm_fable bm_george bm_lewis
ef_dora em_alex em_santa ff_siwis hf_alpha hf_beta hm_omega hm_psi if_sara im_nicola
jf_alpha jf_gongitsune jf_nezumi jf_tebukuro jm_kumo pf_dora pm_alex pm_santa
zf_xiaobei zf_xiaoni zf_xiaoxiao zf_xiaoyi zm_yunjian zm_yunxi zm_yunxia zm_yunyang
""".split()
LANGUAGE_NAMES: Mapping[str, str] = {tag: profile.name for tag, profile in PROFILES.items()}
"""The languages of Kokoro v1.0 by BCP-47 tag."""
_GENDER_OF_LETTER = {"f": "female", "m": "male"}
# Best of each language by the training-data grades that the model's authors publish with the
# voices.
_RECOMMENDED = frozenset(
    "af_heart bf_emma ef_dora ff_siwis hf_alpha if_sara jf_alpha pf_dora zf_xiaoxiao".split()
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice by its `id`; `language` is a BCP-47 tag, `gender` is ``female``, ``male`` or
    ``neutral``.

    A preset has a `blend` of other voices in place of a pack of its own, and a `speed` that
    multiplies the request's.
    """

    id: str
    name: str
    language: str
    gender: str
    recommended: bool = False
    blend: str | None = None
    speed: float = 1.0

    @property
    def label(self) -> str:
        """What a person reads in a list, e.g. ``Heart (American English, female)``."""
        language = LANGUAGE_NAMES.get(self.language, self.language)
        return f"{self.name} ({language}, {self.gender})"


def _built_in(voice_id: str) -> Voice:
    return Voice(
        id=voice_id,
        name=voice_id[3:].capitalize(),
        language=LANGUAGE_OF_LETTER[voice_id[0]],
        gender=_GENDER_OF_LETTER[voice_id[1]],
        recommended=voice_id in _RECOMMENDED,
    )


BUILT_IN_VOICES: tuple[Voice, ...] = tuple(_built_in(voice_id) for voice_id in _IDS)
"""The 54 voices of Kokoro v1.0."""


def _lacking(voice: Voice) -> str | None:
    """Why a voice cannot speak its language here, `None` if it can."""
    profile = PROFILES.get(voice.language)
    return lacking(profile) if profile is not None else None


class VoiceCatalog:
    """Looks voices up by id; those of a language that is not installed are not in it.

    The operator's own voices may come and go meanwhile; reading is safe from any thread.
    """

    def __init__(
        self, voices: Iterable[Voice] = BUILT_IN_VOICES, default: str = DEFAULT_VOICE
    ) -> None:
        self._fixed = {voice.id: voice for voice in voices}
        self._have(self._fixed)
        self._fallback = self[default]
        self.choose_default(default)

    def replace_own(self, voices: Iterable[Voice]) -> None:
        """Have these beside the voices of the beginning, which keep their ids, in place of those
        given before.
        """
        own = {voice.id: voice for voice in voices if voice.id not in self._fixed}
        self._have(self._fixed | own)

    def _have(self, voices: dict[str, Voice]) -> None:
        reasons = {name: _lacking(voice) for name, voice in voices.items()}
        self._mute = {name.lower(): reason for name, reason in reasons.items() if reason}
        spoken = {name: voice for name, voice in voices.items() if not reasons[name]}
        self._any_case = {name.lower(): voice for name, voice in spoken.items()}
        self._voices = spoken

    def choose_default(self, voice_id: str, language: str | None = None) -> None:
        """Choose the voice and the language (a tag of `LANGUAGE_NAMES`) of requests that name none.

        Raises `UnknownVoice`.
        """
        self._chosen_id = self[voice_id].id
        self._language = language

    @property
    def default(self) -> Voice:
        """The voice of requests that name neither voice nor language."""
        return self.default_for(None)

    @property
    def _chosen(self) -> Voice:
        """The voice chosen as the default one; if it is no longer there, that of the beginning."""
        return self._voices.get(self._chosen_id, self._fallback)

    def __iter__(self) -> Iterator[Voice]:
        return iter(self._voices.values())

    def __len__(self) -> int:
        return len(self._voices)

    def __contains__(self, voice_id: object) -> bool:
        return isinstance(voice_id, str) and self._find(voice_id) is not None

    def _find(self, voice_id: str) -> Voice | None:
        return self._voices.get(voice_id) or self._any_case.get(voice_id.lower())

    def __getitem__(self, voice_id: str) -> Voice:
        """The voice of that id, in any case.

        Raises `UnknownVoice`, whose message lists near names, or says what the voice lacks.
        """
        voice = self._find(voice_id)
        if voice is None and (reason := self._mute.get(voice_id.lower())):
            raise UnknownVoice(f"The voice {voice_id!r} cannot speak: {reason}", param="voice")
        if voice is None:
            near = get_close_matches(voice_id[:64], self._voices, n=3, cutoff=0.6)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            raise UnknownVoice(f"There is no voice {voice_id[:64]!r}{hint}", param="voice")
        return voice

    def default_for(self, language: str | None) -> Voice:
        """The voice chosen as the default one, or the recommended voice of a language that it does
        not speak.

        `language` is a tag of `LANGUAGE_NAMES`; `None` stands for the one chosen. Languages without
        a voice give the chosen voice.
        """
        language, chosen = language or self._language, self._chosen
        if language is None or language == chosen.language:
            return chosen
        speakers = [voice for voice in self._voices.values() if voice.language == language]
        return next((v for v in speakers if v.recommended), next(iter(speakers), chosen))
