"""The same batch on a cluster, and into other places than a folder."""

from __future__ import annotations

import os
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import distributed
import pytest

from pgx_reader.batch.store import LocalFolder, Remote, Store, store_of
from pgx_reader.errors import OutputError
from tests.batch.conftest import PATIENTS
from tests.batch.running import left_in, run, start

WORKER = ("worker", "--nthreads", "1", "--no-dashboard", "--no-nanny")


class Dask:
    """A scheduler and two workers on the loopback."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self.processes = [self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
        self.workers = [self._start(*WORKER) for _ in range(2)]
        self.processes += self.workers
        while not self._file.exists() or not self._file.read_text():
            time.sleep(0.1)

    @property
    def address(self) -> str:
        """The scheduler's."""
        return self._file.read_text().split('"address": "')[1].split('"')[0]

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options, "--scheduler-file", str(self._file)]
        return subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip

    def stop(self) -> None:
        """End all of it."""
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """A cluster of this test's own."""
    cluster = Dask(tmp_path)
    yield cluster
    cluster.stop()


def test_a_cluster_writes_the_same_though_a_worker_is_killed(
    dask: Dask, table: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    """Two workers, one of which is killed midway: every patient once, whole, byte for byte as without a cluster."""
    folder = tmp_path / "out"
    with start(table, "-o", folder, "--scheduler", dask.address, stderr=subprocess.STDOUT) as process:
        while len(list(folder.glob("*.pdf"))) < PATIENTS // 5:
            assert process.poll() is None
            time.sleep(0.05)
        dask.workers[0].send_signal(signal.SIGKILL)
        said, _ = process.communicate()
    assert process.returncode == 0, said
    assert left_in(folder) == undisturbed


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("nonsense", "missing port number in address 'nonsense'"),
        ("smoke://127.0.0.1:8786", "unknown address scheme 'smoke'"),
        ("tcp://[::1", "invalid address '[::1'"),
    ],
)
def test_what_is_no_address_is_an_error(table: Path, tmp_path: Path, address: str, reason: str) -> None:
    """It is said at once, and nothing else is said."""
    status, said = run(table, "-o", tmp_path / "out", "--scheduler", address)
    assert status == 2
    assert said.startswith(f"Error: {address}: no Dask scheduler answers there ({reason}")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "greeting", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff" * 64], ids=["nothing", "a web server", "noise"]
)
def test_what_is_no_scheduler_is_an_error(table: Path, tmp_path: Path, greeting: bytes) -> None:
    """A program that answers otherwise, or hangs up, is told from a scheduler, whatever it says."""

    class Other(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(greeting)

    with socketserver.TCPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        address = f"tcp://127.0.0.1:{other.server_address[1]}"
        status, said = run(table, "-o", tmp_path / "out", "--scheduler", address)
        other.shutdown()
    assert (status, said.count("\n")) == (2, 1), said
    assert "no Dask scheduler answers there" in said


def test_a_workers_address_is_no_schedulers(dask: Dask, table: Path, tmp_path: Path) -> None:
    """Somebody who copies the wrong line of the log is told."""
    with distributed.Client(dask.address, set_as_default=False) as client:
        client.wait_for_workers(1)
        address = next(iter(client.scheduler_info()["workers"]))
    status, said = run(table, "-o", tmp_path / "out", "--scheduler", address)
    assert (status, "it is a worker's address" in said) == (2, True), said


def test_a_cluster_that_is_not_there_is_an_error(table: Path, tmp_path: Path) -> None:
    """It is said within seconds, and nothing is written."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    status, said = run(table, "-o", tmp_path / "out", "--scheduler", address)
    assert (status, "no Dask scheduler answers there" in said) == (2, True), said
    assert not (tmp_path / "out").exists()


def test_handouts_go_to_a_store(table: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    """The handouts stand there, journal and lists in the folder; one that is damaged there is made anew."""
    there = tmp_path / "there"
    options = (table, "-o", tmp_path / "out", "--workers", 2, "--store", there.as_uri())
    assert run(*options)[0] == 0
    handouts = {name: digest for name, digest in undisturbed.items() if name.endswith(".pdf")}
    assert left_in(there) == handouts
    assert left_in(tmp_path / "out").keys() == undisturbed.keys() - handouts.keys()
    (there / "P00003.pdf").write_bytes(b"damaged")
    status, said = run(*options, "--resume")
    assert (status, "1 handout written" in said) == (0, True), said
    assert left_in(there) == handouts


def _places(tmp_path: Path) -> list[Store]:
    return [LocalFolder(tmp_path), Remote("memory://bucket/handouts"), Remote(f"local://{tmp_path}")]


@pytest.mark.parametrize("number", range(3))
def test_a_store_keeps_what_is_written(number: int, tmp_path: Path) -> None:
    """It is there, with its digest, until it is removed; what is not there has none; nothing unfinished is left."""
    store = _places(tmp_path)[number]
    assert (store.exists("a.pdf"), store.digest("a.pdf")) == (False, None)
    store.write("a.pdf", b"one")
    store.write("a.pdf", b"two")
    assert store.exists("a.pdf")
    assert store.digest("a.pdf") == "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"
    store.write(".pgx-reader-half", b"half")
    store.remove_unfinished()
    assert not store.exists(".pgx-reader-half")
    store.remove("a.pdf")
    store.remove("a.pdf")
    assert not store.exists("a.pdf")


@pytest.mark.parametrize(
    "url", ["nothing://user:secret@host/x", "s3://user:secret@bucket/x", "ftp://user:secret@127.0.0.1:1/x"]
)
def test_a_store_that_cannot_be_used_is_an_error_without_its_keys(url: str) -> None:
    """What is wrong is said, the address named, and the password in it not."""
    with pytest.raises(OutputError) as caught:
        store_of(url)
    assert "--store" in str(caught.value)
    assert "secret" not in str(caught.value)
