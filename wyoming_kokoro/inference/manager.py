"""Which models exist, which are loaded, and when they sleep."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from ..errors import NotReady, SetupError, UnknownModel
from ..metrics import MODEL_LOADS
from ..models.base import ModelBackend
from .workers import Workers

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelState:
    """A backend as it is now, with so many `workers`; `load_s` is how long its last load took,
    `None` before the first one.
    """

    name: str
    device: str
    precision: str
    instructions: str
    loaded: bool
    workers: int
    users: int
    load_s: float | None


class _Model:
    """One backend with its workers and users."""

    def __init__(self, backend: ModelBackend, workers: int) -> None:
        self.backend = backend
        self.workers = Workers(backend, workers)
        self.loaded = False
        self.users = 0
        self.load_s: float | None = None
        self.lock = asyncio.Lock()
        self.loading: asyncio.Task[None] | None = None
        self.unloading: asyncio.Task[bool] | None = None
        self.sleep: asyncio.TimerHandle | None = None


class ModelManager:
    """Loads backends when they are first used and unloads them after a time without work.

    This is policy alone: that a model is never closed while it works is seen to by its workers, who
    do one thing after the other. Requests that come while it loads wait for one common load, and
    its failure is told to each of them. The next request tries again.
    """

    def __init__(
        self,
        backends: Mapping[str, ModelBackend],
        default: str,
        idle_unload_s: float | None = None,
        workers: int = 1,
    ) -> None:
        """Each backend gets so many `workers`."""
        self._models = {name: _Model(backend, workers) for name, backend in backends.items()}
        self._default = self._models[default]
        self._idle_unload_s = idle_unload_s
        self._closing = False

    @property
    def names(self) -> tuple[str, ...]:
        """The backends that a request may name."""
        return tuple(self._models)

    @property
    def worked_s(self) -> float:
        """Seconds that the workers of all models together have worked on speech."""
        return sum(model.workers.worked_s for model in self._models.values())

    @property
    def waiting(self) -> int:
        """Jobs that wait for a worker."""
        return sum(model.workers.waiting for model in self._models.values())

    @property
    def workers(self) -> int:
        """Workers that can work."""
        return sum(model.workers.count for model in self._models.values())

    @property
    def is_attended(self) -> bool:
        """Whether the default model, if it is loaded, has a worker that can work."""
        return not self._default.loaded or self._default.workers.count > 0

    def backend(self, name: str | None = None) -> ModelBackend:
        """The backend of that name, or the default one, to be asked for what it is; it works for
        its worker alone. Raises `UnknownModel`.
        """
        return self._model(name).backend

    def states(self) -> list[ModelState]:
        """All backends as they are now."""
        return [
            ModelState(
                name,
                model.backend.device,
                model.backend.precision,
                model.backend.instructions,
                model.loaded,
                model.workers.count,
                model.users,
                model.load_s,
            )
            for name, model in self._models.items()
        ]

    @asynccontextmanager
    async def use(self, name: str | None = None) -> AsyncIterator[Workers]:
        """The workers of a model, loaded, which is left loaded inside the block.

        Raises `UnknownModel`, or `NotReady` when it cannot be loaded.
        """
        model = self._model(name)
        if self._closing:
            raise NotReady("The server is shutting down")
        model.users += 1
        if model.sleep is not None:
            model.sleep.cancel()
        try:
            await self._ready(model)
            yield model.workers
        finally:
            model.users -= 1
            if not model.users and self._idle_unload_s is not None:
                loop = asyncio.get_running_loop()
                model.sleep = loop.call_later(self._idle_unload_s, self._fall_asleep, model)

    def _model(self, name: str | None) -> _Model:
        if name is None:
            return self._default
        if name not in self._models:
            raise UnknownModel(f"There is no model {name[:64]!r}", param="model")
        return self._models[name]

    async def load(self, name: str | None = None) -> None:
        """Load a backend without using it yet.

        Raises `UnknownModel`, or `SetupError` when it cannot be loaded.
        """
        await self._load(self._model(name))

    async def pulse(self) -> None:
        """Return when every worker of the default model has had a turn.

        Raises `NotReady` when it is closed.
        """
        await self._default.workers.pulse()

    async def _ready(self, model: _Model) -> None:
        """Have it loaded; why it cannot be is the operator's business and goes to the log."""
        try:
            await self._load(model)
        except SetupError as error:
            _LOGGER.error("%s could not be loaded: %s", model.backend.name, error.message)
            raise NotReady(f"The model {model.backend.name} could not be loaded") from error

    async def _load(self, model: _Model) -> None:
        if model.loaded:
            return
        if model.loading is None:
            model.loading = asyncio.create_task(self._load_now(model), name="load model")
            model.loading.add_done_callback(partial(_loading_ended, model))
        await asyncio.shield(model.loading)

    async def _load_now(self, model: _Model) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        async with model.lock:
            try:
                await model.workers.load()
            except Exception:
                MODEL_LOADS.labels(model.backend.name, "failed").inc()
                raise
            model.load_s = clock() - began
            model.loaded = True
        MODEL_LOADS.labels(model.backend.name, "loaded").inc()
        _LOGGER.info(
            "Loaded %s on %s in %.1f s", model.backend.name, model.backend.device, model.load_s
        )

    def _fall_asleep(self, model: _Model) -> None:
        model.unloading = asyncio.create_task(self._unload(model), name="unload model")

    async def unload(self, name: str | None = None) -> list[str]:
        """Unload that backend, or all, as far as nobody uses them; the names of those that were
        unloaded. Raises `UnknownModel`.
        """
        models = list(self._models.values()) if name is None else [self._model(name)]
        return [model.backend.name for model in models if await self._unload(model)]

    async def _unload(self, model: _Model) -> bool:
        async with model.lock:
            if model.users or not model.loaded:
                return False
            model.loaded = False
            await model.workers.unload()
        _LOGGER.info("Unloaded %s", model.backend.name)
        return True

    async def close(self) -> None:
        """Refuse and withdraw all work, wait for what is in hand, and unload everything for good.

        Idempotent.
        """
        self._closing = True
        await asyncio.gather(*(model.workers.close() for model in self._models.values()))
        for model in self._models.values():
            if model.unloading is not None:  # it may have been refused
                await asyncio.gather(model.unloading, return_exceptions=True)
            model.loaded = False


def _loading_ended(model: _Model, task: asyncio.Task[None]) -> None:
    model.loading = None
    if not task.cancelled():
        task.exception()  # known to whoever waited; nobody may have
