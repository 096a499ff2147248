"""Workers whose models are elsewhere: in actors of Ray, reached through a driver beside the server.

Nothing of Ray is imported here. What goes over is a `Recipe` or less; what comes back is sound.
"""

import copy
import logging
import os
import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any, Self

import numpy as np
from typing_extensions import override

from ..models.base import BackendLost, FloatArray, ModelBackend, Passage, Speech
from ..version import __version__
from .speaker import Identity, Known, Recipe

_LOGGER = logging.getLogger(__name__)
LOCAL, JOINED = "local", "auto"
_MODULE = "wyoming_kokoro.inference.ray_driver"
_END_S = 10.0
"""Seconds that the driver has to end by itself."""
_LARGEST_DIFFERENCE = 0.02
"""Of samples of the test sentence, −1 … 1: processors of different makers round differently, which
nobody hears; another precision or another model is farther off.
"""


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """Where the workers are and what each of them gets: `cpus` cores and `gpus` cards, or parts.

    `address` is ``local`` for a Ray of our own on this machine, ``auto`` for the cluster that this
    machine has joined, or HOST:PORT of a head, which this machine joins without lending it a place.
    `make` is a pickled `MakeBackend`, for the workers to read; `folder` is for Ray's own files.
    """

    address: str
    workers: int
    cpus: float
    gpus: float
    make: bytes
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a call: a `value`; an `error` that it raised; or, where nobody can tell, why:
    `lost`.
    """

    value: Any = None
    error: Exception | None = None
    lost: str = ""


@dataclass(frozen=True, slots=True)
class RemotePassage(Passage):
    """A passage that any worker can make again; those that have it at hand need not."""

    recipe: Recipe

    @override
    def is_at_hand(self, backend: ModelBackend) -> bool:
        return isinstance(backend, RemoteBackend) and self.recipe.digest in backend.known


class Cluster:
    """The driver process, started when a worker first needs it, and what its workers must be like.

    Thread-safe.
    """

    def __init__(self, options: ClusterOptions) -> None:
        self.options = options
        self.identity: Identity | None = None
        self._lock = threading.Lock()
        self._driver: _Driver | None = None
        self._users = 0

    def connect(self, number: int) -> socket.socket:
        """The connection of a worker with the driver that runs now; to be given back with
        `disconnect`.
        """
        with self._lock:
            if self._driver is not None and not self._driver.runs:
                self._driver.end()
                self._driver = None
            if self._driver is None:
                self._driver = _Driver(self.options)
            self._users += 1
            return self._driver.connections[number]

    def disconnect(self) -> None:
        """One worker less. The driver, and with it a Ray of our own, ends with the last one."""
        with self._lock:
            self._users -= 1
            if self._users == 0 and self._driver is not None:
                self._driver.end()
                self._driver = None

    def admit(self, newcomer: Identity) -> None:
        """Let a worker in that sounds like the others. Raises `BackendLost` for another one."""
        with self._lock:
            if self.identity is None and newcomer.version == __version__:
                self.identity = newcomer
            reason = _difference(self.identity, newcomer)
        if reason:
            _LOGGER.error("A worker on %s is not used: %s", newcomer.node, reason)
            raise BackendLost(f"its {reason}")
        _LOGGER.info("A worker on %s, process %d, is there", newcomer.node, newcomer.process)


def _difference(one: Identity | None, other: Identity) -> str:
    """Why two workers cannot serve together; empty where they can."""
    if other.version != __version__:
        return f"version is {other.version}, not {__version__}"
    assert one is not None  # of the same version
    for name in ("model", "device", "precision", "aligned"):
        if getattr(one, name) != getattr(other, name):
            return f"{name} is {getattr(other, name)}, not {getattr(one, name)}"
    if len(one.samples) != len(other.samples) or not _same(one.durations, other.durations):
        return "test sentence has another length"
    if np.abs(one.samples - other.samples).max(initial=0.0) > _LARGEST_DIFFERENCE:
        return "test sentence sounds different"
    return ""


def _same(one: Any, other: Any) -> bool:
    return bool(np.array_equal(one, other))


class RemoteBackend:
    """`PlanningBackend` of a worker whose model is in an actor.

    All methods raise `BackendLost` when the actor, its node or the driver is gone; but for
    `interrupt`, one thread alone uses them.
    """

    def __init__(self, cluster: Cluster, name: str, precision: str, device: str) -> None:
        """`name`, `precision` and `device` are what is expected until a worker is there."""
        self.known = Known()
        self.node = "nowhere"
        self._expected = (name, precision, device)
        self._cluster = cluster
        self._number = 0
        self._siblings = 0
        self._socket: socket.socket | None = None
        self._connection: Connection | None = None
        self._is_loaded = False

    @property
    def name(self) -> str:
        """See `ModelBackend`; so with the others."""
        return self._expected[0]

    @property
    def precision(self) -> str:
        identity = self._cluster.identity
        return self._expected[1] if identity is None else identity.precision

    @property
    def device(self) -> str:
        identity = self._cluster.identity
        return self._expected[2] if identity is None else identity.device

    @property
    def instructions(self) -> str:
        identity = self._cluster.identity
        return "" if identity is None else identity.instructions

    @property
    def aligned(self) -> bool:
        identity = self._cluster.identity
        return identity is None or identity.aligned

    def load(self) -> None:
        """Have an actor made, wherever and as soon as there is a place for it."""
        if self._is_loaded:
            return
        if self._connection is None:
            self._socket = self._cluster.connect(self._number)
            self._connection = Connection(os.dup(self._socket.fileno()))
        self.known.clear()
        identity: Identity = self._call("load")
        try:
            self._cluster.admit(identity)
        except BackendLost:
            self.close()
            raise
        self.node = identity.node
        self._is_loaded = True

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        recipe = Recipe.of(tokens, style, speed)
        durations = self._call("plan", recipe)
        self.known.note(recipe.digest)
        return RemotePassage(durations, recipe)

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        if not isinstance(passage, RemotePassage):
            raise TypeError("this passage was planned by another backend")
        passage.frames(first, last)
        speech: Speech = self._call("sound", passage.recipe, first, last)
        self.known.note(passage.recipe.digest)
        return speech

    def speak(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Speech:
        speech: Speech = self._call("speak", Recipe.of(tokens, style, speed))
        return speech

    def sibling(self) -> Self:
        """One for the next worker of the cluster."""
        other = copy.copy(self)
        self._siblings += 1
        other._number = self._siblings
        other.known = Known()
        return other

    def trim(self) -> None:
        """Have the actor trim its model, which tells as well that it is there."""
        if self._is_loaded:
            self._call("trim")

    def close(self) -> None:
        """Give the place back."""
        self._is_loaded = False
        if self._connection is not None:
            self.interrupt()
            self._connection.close()
            self._connection, self._socket = None, None
            self._cluster.disconnect()

    def interrupt(self) -> None:
        """Have a call that waits for its actor fail; on any thread."""
        connection = self._socket
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _call(self, method: str, *arguments: Any) -> Any:
        if self._connection is None:
            raise RuntimeError("the model is not loaded")
        try:
            self._connection.send((method, arguments))
            reply: Reply = self._connection.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise BackendLost("Ray's driver ended") from error
        if reply.lost:
            self._is_loaded = False
            raise BackendLost(reply.lost)
        if reply.error is not None:
            raise reply.error
        return reply.value


class _Driver:
    """The process and our ends of its connections."""

    def __init__(self, options: ClusterOptions) -> None:
        self._folder = tempfile.mkdtemp(prefix="kokoro-ray-")
        pairs = [socket.socketpair() for _ in range(options.workers)]
        self.connections = [ours for ours, _ in pairs]
        theirs = [end.fileno() for _, end in pairs]
        self._process = subprocess.Popen(
            [sys.executable, "-m", _MODULE, *map(str, theirs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=theirs,
            start_new_session=True,  # a Ctrl+C is for the server
        )
        for _, end in pairs:
            end.close()
        assert self._process.stdin is not None
        with suppress(OSError):  # it may be dead already, which its connections tell
            pickle.dump(replace(options, folder=self._folder), self._process.stdin)
            self._process.stdin.flush()

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """End the process, and with it its actors. Idempotent."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        shutil.rmtree(self._folder, ignore_errors=True)
