"""Starts demo newsrooms on free ports, with the command and the server that the README names.

Filling one takes most of a minute, so one folder is filled, and every newsroom begins as a copy of it.
`python -m tests.support.browser.paper FOLDER` fills one for tests that begin later and have TEST_DEMO=FOLDER.
"""

import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "only-in-tests-42"
START_TIMEOUT_S = 480
PORTS = range(20_000, 32_000)  # below those that the system gives to outgoing connections


@dataclass
class Paper:
    """A demo newsroom, running unless somebody killed it."""

    address: str
    environment: dict[str, str]
    log: Path
    server: subprocess.Popen[bytes] | None = None
    _commands: subprocess.Popen[str] | None = None

    def start_demo(self) -> None:
        """Serve with the README's own command, and wait until it answers."""
        port = self.address.rpartition(":")[2]
        self._serve("manage.py", "demo", "--password", PASSWORD, "--port", port)

    def start(self) -> None:
        """Serve what is there: the demo would give everybody a new password, which ends their sessions."""
        bind = self.address.removeprefix("http://")
        self._serve("-m", "gunicorn", "newsroom.wsgi", f"--bind={bind}", "--workers=2", "--threads=8", "--preload")

    def _serve(self, *arguments: str) -> None:
        command = [sys.executable, *arguments]
        with self.log.open("a") as log:
            self.server = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        _wait_for(f"{self.address}/healthz/", self.server, self.log)

    def kill(self) -> None:
        """Let the server and all of its workers die in the middle of whatever they do."""
        if self.server:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(timeout=20)
            self.server = None

    def stop(self) -> None:
        """Ask the server and the process that runs commands to end."""
        for process in (self.server, self._commands):
            if process:
                with process:  # its pipes are closed too
                    process.terminate()
                    process.wait(timeout=20)
        self.server = self._commands = None

    def manage(self, *command: str) -> str:
        """What a manage.py command prints. Raises RuntimeError when it fails."""
        if self._commands is None:
            with self.log.open("a") as log:
                self._commands = subprocess.Popen(
                    [sys.executable, "-m", "tests.support.browser.commands"],
                    cwd=ROOT,
                    env=self.environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                )
        assert self._commands.stdin
        assert self._commands.stdout
        self._commands.stdin.write(f"{json.dumps(command)}\n")
        self._commands.stdin.flush()
        line = self._commands.stdout.readline()
        answer = json.loads(line) if line else {"error": self.log.read_text()}
        if answer["error"]:
            raise RuntimeError(f"{' '.join(command)} failed:\n{answer['error']}")
        return str(answer["output"])


def filled(folder: Path) -> Path:
    """A folder with the demo's database and pictures; whoever asks first fills it, and others wait for that."""
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            command = [sys.executable, "manage.py", "demo", "--no-serve", "--password", PASSWORD]
            environment = _environment(folder / "demo")
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
            done.touch()
    return folder / "demo"


def _free_port() -> int:
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _environment(folder: Path, **settings: str) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.support.browser.settings",
        "SECRET_KEY": "only-for-the-browser-tests",
        "DATABASE_URL": f"sqlite:///{folder / 'paper.sqlite3'}",
        "STORAGE_URL": str(folder / "media"),
        "SITE_NAME": "The Meridian",
        "TIME_ZONE": "Asia/Karachi",
        "FOUR_EYES": "true",
        **settings,
    }


@contextmanager
def standing(folder: Path, *, demo: Path, **settings: str) -> Iterator[Paper]:
    """A newsroom of its own in this folder, not served yet, a copy of the filled one; `settings` are of the environment."""
    shutil.copytree(demo, folder, dirs_exist_ok=True)
    address = f"http://127.0.0.1:{_free_port()}"
    paper = Paper(address, _environment(folder, SITE_URL=address, **settings), folder / "server.log")
    try:
        yield paper
    finally:
        paper.stop()


@contextmanager
def running(folder: Path, *, demo: Path, **settings: str) -> Iterator[Paper]:
    """The same, served until the block ends."""
    with standing(folder, demo=demo, **settings) as paper:
        paper.start()
        yield paper


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The demo did not come up:\n{log.read_text()}")


if __name__ == "__main__":
    filled(Path(sys.argv[1]))
