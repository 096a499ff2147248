"""The driver of Ray, a process beside the server: `python -m wyoming_kokoro.inference.ray_driver`.

Ray ends its drivers when the head or the machine's own raylet is lost. This one may end: the server
starts it again and has the jobs in hand done once more. It has a connection for each worker, whose
thread has one actor, and ends when standard input does, as it does when the server dies.
"""

import ctypes
import logging
import math
import os
import pickle
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from ..errors import SpeechError
from .remote import JOINED, LOCAL, ClusterOptions, Reply
from .speaker import Speaker

_LOGGER = logging.getLogger(__name__)
_INLINE_BYTES = 16 * 1024 * 1024
"""Results up to this size, so all of them, come back in the reply itself and not through the
object store. The longest span is 0.1 of it.
"""
_STORE_BYTES = 80 * 1000 * 1000
"""Of the object store on a node of our own: the least that Ray takes; nothing is put there."""
_PR_SET_PDEATHSIG = 1
"""Of Linux's prctl: the signal that a process gets when its parent dies."""
_prctl = ctypes.CDLL(None).prctl  # between fork and exec the loader's lock may be held for ever
_SHUTDOWN_S = 5.0
"""Seconds that Ray has to end what this process has in its cluster."""
_NODE_S = 8.0
"""Seconds that a node of our own has to end."""
_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_gcs_rpc_server_reconnect_timeout_s": "86400",  # workers go on without the head
    "RAY_timeout_ms_task_wait_for_death_info": "100",  # of a worker that does not answer
}
_LOOPBACK = {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # its name for: listen on loopback alone
    "RAY_enable_metrics_collection": "0",
}


def connect(options: ClusterOptions) -> "subprocess.Popen[bytes] | None":
    """Connect this process with Ray; the node that was started for that, if any.

    Raises whatever Ray does.
    """
    import ray

    how: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.WARNING}
    if options.address == JOINED:
        ray.init(address="auto", **how)
        return None
    how["_temp_dir"] = options.folder
    if options.address == LOCAL:
        how["num_cpus"] = math.ceil(options.workers * options.cpus)
        ray.init(include_dashboard=False, object_store_memory=_STORE_BYTES, **how)
        return None
    node = _join(options)
    ray.init(address=options.address, **how)
    return node


def _join(options: ClusterOptions) -> "subprocess.Popen[bytes]":
    """Make this machine a node of the cluster, for as long as this process lives."""
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block", "--num-cpus=0"]
    command += ["--num-gpus=0", f"--object-store-memory={_STORE_BYTES}"]
    command += [f"--address={options.address}", f"--temp-dir={options.folder}"]
    node = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )
    threading.Thread(target=_end_with, args=(node,), daemon=True).start()
    return node


def _end_with_parent() -> None:
    _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_with(node: "subprocess.Popen[bytes]") -> None:
    """Without the node nothing works here: this process ends too."""
    status = node.wait()
    _LOGGER.warning("This machine's node of Ray's cluster has ended with status %d", status)
    os._exit(1)


class Place:
    """The thread of one connection, and its actor."""

    def __init__(self, connection: Connection, options: ClusterOptions) -> None:
        self._connection = connection
        self._options = options
        self._actor: Any = None

    def run(self) -> None:
        """Do what is asked for, one thing after the other, until the connection is closed."""
        try:
            while True:
                method, arguments = self._connection.recv()
                self._connection.send(self._reply(method, arguments))
        except (EOFError, OSError):
            self._end_actor()

    def _reply(self, method: str, arguments: tuple[Any, ...]) -> Reply:
        import ray

        try:
            if method == "load":
                self._end_actor()
                self._actor = _new_actor(self._options)
            return Reply(ray.get(getattr(self._actor, method).remote(*arguments)))
        except ray.exceptions.RayTaskError as error:
            return Reply(error=_plain(error))
        except Exception as error:  # whatever it is, nothing came of the call
            self._end_actor()
            return Reply(lost=str(error).partition("\n")[0] or type(error).__name__)

    def _end_actor(self) -> None:
        import ray

        actor, self._actor = self._actor, None
        if actor is not None:
            with suppress(Exception):  # it may be gone, or Ray
                ray.kill(actor)


def _new_actor(options: ClusterOptions) -> Any:
    """An actor wherever there is a place for one; it may have to wait for it."""
    import ray

    actor = ray.remote(Speaker).options(
        num_cpus=options.cpus,
        num_gpus=options.gpus,
        scheduling_strategy="SPREAD",
        enable_task_events=False,  # the head would keep those of the last 100,000 calls
        runtime_env={"env_vars": {"RAY_max_direct_call_object_size": str(_INLINE_BYTES)}},
    )
    return actor.remote(options.make)


def _stop_asking_for_errors() -> None:
    """End the thread in which Ray waits for messages of the head to print, when it next gets an
    answer.

    While the head is away it asks again at once and for ever, which takes a core.
    """
    from ray._private.worker import global_worker

    global_worker.threads_stopped.set()


def _plain(error: Any) -> Exception:
    """What the actor raised, without Ray's wrapping, where it can be told."""
    cause = getattr(error, "cause", None)
    return cause if isinstance(cause, (SpeechError, ValueError)) else RuntimeError(str(cause))


def main() -> None:
    """Serve the connections whose descriptors are the arguments; standard input has the options."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server says when it is over
    options: ClusterOptions = pickle.load(sys.stdin.buffer)
    os.environ |= _SETTINGS | (_LOOPBACK if options.address == LOCAL else {})
    try:
        node = connect(options)
    except Exception as error:  # Ray raises whatever its parts do
        reason = str(error).partition("\n")[0] or type(error).__name__
        _LOGGER.error("Ray at %s cannot be reached: %s", options.address, reason)
        sys.exit(1)
    _stop_asking_for_errors()
    for descriptor in sys.argv[1:]:
        place = Place(Connection(int(descriptor)), options)
        threading.Thread(target=place.run, daemon=True).start()
    sys.stdin.buffer.read()
    import ray

    # Where the cluster is gone, Ray's own end takes for ever.
    ending = threading.Thread(target=ray.shutdown, daemon=True)
    ending.start()
    ending.join(_SHUTDOWN_S)
    if node is not None:
        node.terminate()
        with suppress(subprocess.TimeoutExpired):
            node.wait(_NODE_S)
    os._exit(0)


if __name__ == "__main__":
    main()
