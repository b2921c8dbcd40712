"""Drives a stock Firefox over Marionette, the protocol under WebDriver, with nothing but a socket.

Playwright's own channel needs a newer Firefox than Debian's extended support release, and geckodriver would be one more
program to install. Keys and clicks are Firefox's own input events, as WebDriver defines them.
"""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.browser.browsing import TIMEOUT_MS

PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "marionette.port": 0,  # any free one, which Firefox writes into a file of the profile
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
CONTROL = "\ue009"
# Errors and refusals that a page caused, and what it wrote to the console itself; not Firefox's own advice.
COMPLAINTS = """
const said = []
for (const one of Services.console.getMessageArray()) {
  const isError = one instanceof Ci.nsIScriptError && !(one.flags & (Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag))
  if (isError && one.innerWindowID) {
    said.push(`${one.errorMessage} (${one.sourceName}:${one.lineNumber})`)
  }
}
const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage)
for (const one of storage.getEvents()) {
  if (["error", "warn"].includes(one.level)) said.push(one.arguments.map(String).join(" "))
}
return said
"""


class MarionetteError(RuntimeError):
    """Firefox refused a command."""


class Firefox:
    """One Firefox window."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._number = 0
        self._receive()  # the greeting
        self._send("WebDriver:NewSession")
        self._send("WebDriver:SetTimeouts", pageLoad=TIMEOUT_MS, script=TIMEOUT_MS)
        self._send("WebDriver:SetWindowRect", width=1366, height=900)

    def go(self, address: str) -> None:
        """Open an address, and wait until it has loaded."""
        self._send("WebDriver:Navigate", url=address)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page; what it returns."""
        return self._value("WebDriver:ExecuteScript", script=script, args=arguments)

    def call(self, function: str, *arguments: Any) -> Any:
        """Call a function in the page; what it returns, or what its promise comes to."""
        return self.run(f"return ({function})(...arguments)", *arguments)

    def wait_until(self, script: str, *arguments: Any) -> Any:
        """Wait until the body of a function returns something true in the page, whichever page that is by then."""

        def probe() -> Any:
            try:
                return self.run(script, *arguments)
            except MarionetteError:  # a page that is about to be replaced gives no answer
                return None

        return wait_for(probe, what=script)

    def click(self, selector: str, *, x: int | None = None) -> None:
        """Click the middle of an element, or `x` pixels from its left edge."""
        self.wait_until("return document.querySelector(arguments[0]) !== null", selector)
        left, top, width, height = self.run(
            "const found = document.querySelector(arguments[0]); found.scrollIntoView({ block: 'center' });"
            "const box = found.getBoundingClientRect(); return [box.left, box.top, box.width, box.height]",
            selector,
        )
        move = {"type": "pointerMove", "x": int(left + (width / 2 if x is None else x)), "y": int(top + height / 2)}
        presses = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": "mouse", "actions": presses})

    def type(self, text: str) -> None:
        """Press and release a key for every character."""
        self._keys([{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")])

    def press(self, *keys: str) -> None:
        """Press keys together, the first of them first."""
        down = [{"type": "keyDown", "value": key} for key in keys]
        self._keys([*down, *({"type": "keyUp", "value": key} for key in reversed(keys))])

    def complaints(self) -> list[str]:
        """What Firefox has written about the pages of this process, and what they have written to the console."""
        found: list[str] = self._value("WebDriver:ExecuteScript", script=COMPLAINTS, args=[], sandbox="system")
        return found

    def _keys(self, actions: list[dict[str, str]]) -> None:
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def _act(self, source: dict[str, Any]) -> None:
        self._send("WebDriver:PerformActions", actions=[source])

    def _value(self, command: str, **parameters: Any) -> Any:
        return self._send(command, **parameters)["value"]

    def _send(self, command: str, **parameters: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._connection.sendall(b"%d:%s" % (len(message), message))
        _kind, number, error, result = self._receive()
        assert number == self._number
        if error:
            raise MarionetteError(f"{command}: {error['error']}: {error['message']}")
        return result

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._read(1)
        return json.loads(self._read(int(length[:-1])))

    def _read(self, number: int) -> bytes:
        read = b""
        while len(read) < number:
            part = self._connection.recv(number - len(read))
            if not part:
                raise RuntimeError("Firefox has closed the connection.")
            read += part
        return read


def wait_for(probe: Callable[[], Any], *, what: str) -> Any:
    """Wait until `probe` returns something true, and return that. Raises AssertionError when it never does."""
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not (found := probe()):
        assert time.monotonic() < deadline, f"This never came to be: {what}"
        time.sleep(0.1)
    return found


@contextmanager
def firefox(path: str, profile: Path) -> Iterator[Firefox]:
    """Start Firefox without a screen, with a fresh profile in this folder."""
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [
        path,
        "--headless",
        "--marionette",
        "--remote-allow-system-access",
        "--no-remote",
        "--profile",
        str(profile),
    ]
    with (profile / "firefox.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, "HOME": str(profile)}, start_new_session=True
        )
    try:
        port = wait_for(lambda: _port(process, profile), what="Firefox listens")
        with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_MS / 1000) as connection:
            yield Firefox(connection)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _port(process: "subprocess.Popen[bytes]", profile: Path) -> int:
    """The port that Firefox listens on; 0 while it has none yet."""
    if process.poll() is not None:
        raise RuntimeError(f"Firefox did not start:\n{(profile / 'firefox.log').read_text(errors='replace')}")
    written = profile / "MarionetteActivePort"
    return int(written.read_text() or 0) if written.exists() else 0
