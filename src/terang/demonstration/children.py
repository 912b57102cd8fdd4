"""Processes that never outlive the one that started them."""

import contextlib
import ctypes
import functools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


@functools.cache
def _prctl() -> Callable[[int, int], int] | None:
    """The kernel's own leash, where there is one (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    return ctypes.CDLL(None, use_errno=True).prctl


def dies_with_parent(sign: int = signal.SIGTERM) -> Callable[[], None]:
    """A `preexec_fn`: the child receives `sign` when its parent dies, even by kill -9.

    Must be used from the main thread: the kernel watches the thread that forked.
    Elsewhere than on Linux it does nothing; there the next start clears up what is left.
    """
    parent, prctl = os.getpid(), _prctl()

    def leash() -> None:
        if prctl is None:
            return
        prctl(PR_SET_PDEATHSIG, sign)
        if os.getppid() != parent:
            os._exit(1)

    return leash


def end(*processes: "subprocess.Popen[bytes]", patience: float = 6.0) -> None:
    """End children and the groups they lead: first kindly, all at once, and after `patience` seconds for good."""
    for process in processes:
        if process.poll() is None:
            _signal_group(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.0, deadline - time.monotonic()))
        _signal_group(process.pid, signal.SIGKILL)
        process.wait(timeout=5)


def _signal_group(leader: int, sign: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, sign)
