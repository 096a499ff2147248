"""The speech engine: what both servers and the command line hand text to."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .. import metrics
from ..errors import NotReady, RequestError, SetupError, SynthesisFailed
from ..inference.manager import ModelManager
from ..inference.workers import Workers
from ..memory import give_memory_back
from ..models.base import FloatArray
from ..phonemes.g2p import Phonemizer
from ..text.document import Document, SpokenClause
from ..text.segment import NormalizationOptions
from ..voices.blend import Blend, parse_blend
from ..voices.catalog import VoiceCatalog
from .admission import Admission
from .cache import PhraseCache
from .history import History
from .phrases import Phrases
from .plan import LanguageRules, Planner
from .reading import Reader
from .report import Report
from .resolving import ResolvedRequest, Resolver
from .speech import SpeechChunk, SpeechRequest
from .utterance import Parts, Place, Utterance

if TYPE_CHECKING:
    from .shared_phrases import SharedPhrases

_LOGGER = logging.getLogger(__name__)
_WARM_UP = "Hello there, and welcome."


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """Bounds of what the engine takes on; seconds and characters."""

    max_text_chars: int = 100_000
    max_utterances: int = 16
    max_queue: int = 64
    read_ahead_s: float = 30.0
    flush_s: float | None = None


@dataclass(frozen=True, slots=True)
class ReadClause:
    """How a clause is read: as it was `written`, as it is `said`, its `phonemes`, the `language`
    that it is read in, and each of its written words with the phonemes that are said for it.
    """

    written: str
    said: str
    phonemes: str
    language: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Phonemized:
    """How a text is read: phonemes and their ids, and clause by clause."""

    phonemes: str
    tokens: list[int]
    read: list[ReadClause]

    @property
    def normalized(self) -> str:
        """The words as they are said."""
        return "".join(clause.said for clause in self.read).strip()

    @property
    def clauses(self) -> list[str]:
        """The clauses as they were written."""
        return [clause.written for clause in self.read]


class SpeechEngine:
    """Speaks any number of utterances at once with one model."""

    def __init__(
        self,
        models: ModelManager,
        phonemizer: Phonemizer,
        catalog: VoiceCatalog,
        style: Callable[[Blend], FloatArray],
        limits: EngineLimits = EngineLimits(),
        normalization: NormalizationOptions = NormalizationOptions(),
        languages: LanguageRules = LanguageRules(),
        cache: PhraseCache | None = None,
        shared: "SharedPhrases | None" = None,
        *,
        speed: float = 1.0,
        log_text: bool = False,
    ) -> None:
        """`style` gives the pack (510, 1, 256) of a blend; it may read files and is called on any
        thread.

        `speed` multiplies that of every request; what comes out stays within what the model can do.
        With `log_text` the log has the beginning of what is said.
        """
        self.catalog = catalog
        self._is_started = False
        self._reading_ahead: asyncio.Task[None] | None = None
        self.admission = Admission(limits.max_utterances, limits.max_queue)
        self.models = models
        self._phrases = Phrases(cache or PhraseCache(0), style, shared)
        self._phonemizer = phonemizer
        self._style = style
        self._limits = limits
        self._resolver = Resolver(
            catalog, models.backend, normalization, languages, limits.max_text_chars, speed
        )
        self._log_text = log_text
        self.history = History(lambda: models.worked_s)
        self._keeping: asyncio.Task[None] | None = None
        self._text_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="text")
        metrics.watch(self)

    async def start(self, *, preload: bool = True) -> None:
        """Load the default voice's language and, with `preload`, the model, and speak once; `ready`
        from then on.

        Without `preload` the first request waits for the model. Raises `SetupError`.
        """
        loop = asyncio.get_running_loop()
        language = self.catalog.default.language
        warming_up = loop.run_in_executor(self._text_thread, self._phonemizer.warm_up, language)
        if preload:
            await asyncio.gather(self.models.load(), warming_up)
            await self._speak_once()
        await warming_up
        self._keeping = asyncio.create_task(self.history.keep(), name="history")
        self._is_started = True
        self._reading_ahead = asyncio.create_task(self._read_ahead(), name="read ahead")

    async def _read_ahead(self) -> None:
        """Have the dictionaries of the other languages read by the time that one is asked for."""
        for language in {voice.language: None for voice in self.catalog}:
            try:
                await asyncio.to_thread(self._phonemizer.read_ahead, language)
            except Exception as error:  # whoever asks for the language is told
                _LOGGER.debug("%s could not be read ahead: %s", language, error)
        await asyncio.to_thread(give_memory_back)  # what reading them took

    async def _speak_once(self) -> None:
        async with self.models.use() as workers:
            utterance = self._utterance(self.resolve(SpeechRequest(_WARM_UP)), workers)
            async with aclosing(utterance.chunks()) as chunks:
                try:
                    async for _ in chunks:
                        pass
                except SynthesisFailed as failed:
                    if isinstance(
                        failed.__cause__, SetupError
                    ):  # nobody but the operator is there yet
                        raise failed.__cause__ from None
                    raise

    async def close(self) -> None:
        """Stop all work and give the model's memory back. Idempotent."""
        self._is_started = False
        if self._keeping is not None:
            self._keeping.cancel()
        if self._reading_ahead is not None:
            self._reading_ahead.cancel()
        await self.models.close()
        await asyncio.to_thread(self._text_thread.shutdown, cancel_futures=True)
        await self._phrases.close()

    async def forget_idle(self, idle_s: float) -> None:
        """Give up languages that were not read for so long, and models that nobody uses."""
        forget = partial(self._phonemizer.forget, idle_s)
        await asyncio.get_running_loop().run_in_executor(self._text_thread, forget)
        await self.models.unload()

    @property
    def ready(self) -> bool:
        """Whether it can speak at once."""
        return self._is_started and self.models.is_attended

    @property
    def active(self) -> int:
        """Utterances being spoken."""
        return self.admission.active

    @property
    def waiting(self) -> int:
        """Utterances waiting for a place."""
        return self.admission.waiting

    @property
    def waiting_jobs(self) -> int:
        """Jobs that wait for the model."""
        return self.models.waiting

    @property
    def workers(self) -> int:
        """Workers that can work."""
        return self.models.workers

    @property
    def cache(self) -> PhraseCache:
        """The phrases said before."""
        return self._phrases.cache

    async def pulse(self) -> None:
        """Return when the thread that reads text and the one that owns the model have each had a
        turn: both are alive then.

        Raises `NotReady` when the engine is closed.
        """
        await asyncio.get_running_loop().run_in_executor(self._text_thread, _nothing)
        await self.models.pulse()

    def resolve(self, request: SpeechRequest) -> ResolvedRequest:
        """All of a request that can be known without reading its text.

        Raises `RequestError`, and counts it as refused.
        """
        try:
            return self._resolver.resolve(request)
        except RequestError as error:
            metrics.UTTERANCES.labels(request.protocol, "", "refused").inc()
            self.history.failed(request.protocol, error)
            raise

    async def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        """Speech of the request, chunk by chunk, each as soon as it is ready.

        Closing the generator cancels: clauses that wait never run, and at most the one in hand is
        finished. Raises `RequestError` for a request that cannot be spoken and `Busy` when the
        queue is full, both before the first chunk as far as the text is known by then, and
        `SynthesisFailed` at any point.
        """
        resolved = self.resolve(request)
        if not self._is_started:
            raise NotReady("The model is still loading")
        with Report(resolved, self.history) as report:
            place = partial(self._place, resolved.client, report)
            is_whole = isinstance(resolved.text, str)
            async with place() if is_whole else nullcontext():
                async with self.models.use(resolved.backend) as workers:
                    utterance = self._utterance(
                        resolved, workers, nullcontext if is_whole else place
                    )
                    report.progress = utterance.progress
                    async with aclosing(utterance.chunks()) as chunks:
                        async for chunk in chunks:
                            yield chunk

    @asynccontextmanager
    async def _place(self, client: str, report: Report) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().time
        asked_at = clock()
        async with self.admission.place(client, goes_on=report.has_begun):
            report.admitted(clock() - asked_at)
            yield

    def style(self, voice: str) -> FloatArray:
        """The style pack (510, 1, 256) of a voice or a blend; may read files.

        Raises `UnknownVoice`, and `SynthesisFailed` when a voice's file cannot be read.
        """
        blend = parse_blend(voice, self.catalog)
        try:
            return self._style(blend)
        except SetupError as error:
            _LOGGER.error("%s", error.message)
            raise SynthesisFailed("The voice could not be read") from error

    async def phonemize(
        self, text: str, language: str | None = None, voice: str = ""
    ) -> Phonemized:
        """How `text` would be read. Raises `RequestError`."""
        request = self.resolve(SpeechRequest(text, voice=voice, language=language))
        planner = self._planner(request)

        def read() -> Phonemized:
            document = Document("text", planner.language)
            clauses = document.feed(text) + document.flush()
            read = [self._read(clause, planner, request) for clause in clauses]
            phonemes = "".join(clause.phonemes for clause in read).strip()
            return Phonemized(phonemes, self._phonemizer.vocabulary.tokens(phonemes), read)

        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._text_thread, read)

    def _read(self, clause: SpokenClause, planner: Planner, request: ResolvedRequest) -> ReadClause:
        preceding = planner.preceding
        runs = planner.plan(clause)
        language = runs[0].manner.language if runs else request.manner.language
        said = self._phonemizer.spoken(
            clause.segments, language, request.normalization, preceding.text_in(language)
        )
        words: list[tuple[str, str]] = []
        phonemes = ""
        for word in (word for run in runs for word in run.words):
            phonemes += word.phonemes + " " * word.space
            if word.written:
                words.append((" ".join(word.written), phonemes.strip()))
                phonemes = ""
        whole = "".join(run.phonemes for run in runs)
        return ReadClause(clause.text, said, whole, language, tuple(words))

    def _planner(self, request: ResolvedRequest) -> Planner:
        return Planner(
            self._phonemizer, self.catalog, request.manner, request.normalization, request.languages
        )

    def _utterance(
        self, request: ResolvedRequest, workers: Workers, place: Place = nullcontext
    ) -> Utterance:
        reader = Reader(
            request,
            self._planner(request),
            self._text_thread,
            flush_s=self._limits.flush_s,
            max_text_chars=self._limits.max_text_chars,
            keeps_text=self._log_text,
        )
        vocabulary = self._phonemizer.vocabulary
        parts = Parts(workers, self._phrases, vocabulary, self._limits.read_ahead_s)
        return Utterance(request, reader, parts, place)


def _nothing() -> None:
    """A turn of a thread."""
