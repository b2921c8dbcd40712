"""Ask a server for pages over kept-alive connections: with wrk if it is installed, else with threads of this process."""

import http.client
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HAS_WRK = shutil.which("wrk") is not None
WITHOUT_WRK = (
    "wrk is missing: a client in Python asks instead, so that p50 and p99 are too high (Debian: apt install wrk)."
)
AS_BROWSERS = "gzip, deflate, br, zstd"
_TIMEOUT_S = 30
_SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Asked:
    """How a number of requests went; times in milliseconds, bytes with headers for each request."""

    requests: int
    errors: int
    bytes: float
    p50: float
    p99: float
    seconds: float


def ask(
    port: int, addresses: Sequence[str], *, connections: int, seconds: float, start: int = 0, coding: str = AS_BROWSERS
) -> Asked:
    """Ask for the addresses in turn, from number `start` on, over so many connections for so long."""
    with_what = _ask_with_wrk if HAS_WRK else _ask_with_threads
    return with_what(port, addresses, connections=connections, seconds=seconds, start=start, coding=coding)


def _ask_with_wrk(
    port: int, addresses: Sequence[str], *, connections: int, seconds: float, start: int, coding: str
) -> Asked:
    """The same by wrk; it takes whole seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(addresses) + "\n")
        file.flush()
        options = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", f"--timeout={_TIMEOUT_S}s", "-s", _SCRIPT]
        command = ["wrk", *options, f"http://127.0.0.1:{port}", "--", file.name, str(start), coding]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(line for line in output.splitlines() if line.startswith("FIGURES"))
    requests, errors, received, p50, p99, duration = map(int, line.split()[1:])
    return Asked(requests, errors, received / max(1, requests), p50 / 1000, p99 / 1000, duration / 1e6)


def _ask_with_threads(
    port: int, addresses: Sequence[str], *, connections: int, seconds: float, start: int, coding: str
) -> Asked:
    """The same by one thread a connection."""
    turns = [_Connection(port, addresses, start=start + at, coding=coding) for at in range(connections)]
    started = time.monotonic()
    threads = [threading.Thread(target=turn.ask_until, args=[started + seconds]) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(taken for turn in turns for taken in turn.times)
    requests = len(times)
    return Asked(
        requests,
        sum(turn.errors for turn in turns),
        sum(turn.received for turn in turns) / max(1, requests),
        1000 * statistics.median(times or [0.0]),
        1000 * times[min(requests - 1, requests * 99 // 100)] if times else 0.0,
        time.monotonic() - started,
    )


class _Connection:
    """One connection, which asks for one address after another."""

    def __init__(self, port: int, addresses: Sequence[str], *, start: int, coding: str) -> None:
        self.times: list[float] = []
        self.received = self.errors = 0
        self._addresses, self._at = addresses, start
        self._headers = {"Accept-Encoding": coding, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)

    def ask_until(self, end: float) -> None:
        """Ask until then; a failure counts as an error, and the next request opens another connection."""
        while time.monotonic() < end:
            started = time.perf_counter()
            try:
                self._connection.request("GET", self._addresses[self._at % len(self._addresses)], headers=self._headers)
                response = self._connection.getresponse()
                self.received += len(response.read()) + len(str(response.headers))
                self.errors += response.status >= 400
            except (OSError, http.client.HTTPException):
                self.errors += 1
                self._connection.close()
            self.times.append(time.perf_counter() - started)
            self._at += 1
        self._connection.close()


def fetch(port: int, address: str) -> tuple[int, bytes]:
    """Ask for one page as it is, uncompressed: its status and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
