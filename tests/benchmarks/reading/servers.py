"""Servers to measure: gunicorn with two workers of four threads, and what they use of the processor and the memory."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.benchmarks.reading.client import fetch
from tests.benchmarks.reading.newsrooms import ROOT

WORKERS, THREADS = 2, 4
_START_S, _IDLE_S = 60, 30
_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A running gunicorn; its figures are sums over its workers."""

    def __init__(self, port: int, *, process: subprocess.Popen) -> None:
        self.port = port
        self.process = process
        self.workers: list[int] = []

    def cpu_ms(self) -> float:
        """The CPU time that the workers have used, in user and kernel mode."""
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.workers]
        return sum(int(user) + int(system) for *_before, user, system in (row[:13] for row in fields)) * 1000 / _TICKS

    def wait_until_idle(self) -> None:
        """Wait until the workers have answered what was asked of them; at most half a minute."""
        end, before = time.monotonic() + _IDLE_S, -1.0
        while time.monotonic() < end and self.cpu_ms() - before > 1000 / _TICKS:
            before = self.cpu_ms()
            time.sleep(0.1)

    def memory_mb(self) -> float:
        """The memory of the workers; what they share is shared out among them."""
        lines = [
            line.split()
            for pid in self.workers
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            if line.startswith("Pss:")
        ]
        return sum(int(fields[1]) for fields in lines) / 1024


@contextmanager
def running(wsgi: str, *, environment: Mapping[str, str], probe: str) -> Iterator[Server]:
    """Run a WSGI application, given as module:name, until the block is left; `probe` is an address that answers 200."""
    port = _free_port()
    options = [f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}", f"--threads={THREADS}", "--log-level=warning"]
    command = [sys.executable, "-m", "gunicorn", *options, wsgi]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=subprocess.DEVNULL)
    server = Server(port, process=process)
    try:
        _wait_for(server, probe)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=_START_S)


def _wait_for(server: Server, probe: str) -> None:
    """Wait until the server answers and has all its workers. Raises RuntimeError if it doesn't."""
    end = time.monotonic() + _START_S
    while time.monotonic() < end and server.process.poll() is None:
        with suppress(OSError):
            status, _body = fetch(server.port, probe)
            server.workers = _children(server.process.pid)
            if status == 200 and len(server.workers) == WORKERS:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server didn't answer {probe} with 200 within {_START_S} s.")


def _children(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == parent:
                    found.append(int(folder.name))
    return found


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
