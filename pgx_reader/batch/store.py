"""Where the handouts of a batch go: a folder, or object storage by an address."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit, urlunsplit
from uuid import uuid4

from pgx_reader.batch.files import TEMPORARY, cannot_be_written, make_folder, remove_unfinished, write_whole
from pgx_reader.errors import MissingExtraError, OutputError

# Storage in which an object appears when its writing ends, and whole; elsewhere a file is written under another name.
_WHOLE_ON_CLOSE = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "memory"}


class Store(Protocol):
    """A place for handouts, by their names. It goes to other processes and machines with the work."""

    def write(self, name: str, data: bytes) -> None:
        """Write one, whole or not at all. Raises `OutputError`, and `FullDiskError` where there is no room."""

    def digest(self, name: str) -> str | None:
        """The SHA-256 of what is there; `None` where nothing is."""

    def exists(self, name: str) -> bool:
        """Whether anything of that name is there."""

    def remove(self, name: str) -> None:
        """Remove it, if it is there."""

    def remove_unfinished(self) -> None:
        """Remove what a program that was killed had begun to write."""


@dataclass(frozen=True)
class LocalFolder:
    """A folder on this machine, or one that all machines of a cluster share. `shared`: others may read what is new."""

    path: Path
    shared: bool = False

    def write(self, name: str, data: bytes) -> None:
        """Write one. It is not flushed: after a loss of power, its digest tells that it must be made anew."""
        write_whole(self.path / name, data, flush=False, shared=self.shared)

    def digest(self, name: str) -> str | None:
        """The SHA-256 of a file that can be read."""
        try:
            with (self.path / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None

    def exists(self, name: str) -> bool:
        """Whether a file of that name is there."""
        return os.path.lexists(self.path / name)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        path = self.path / name
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise cannot_be_written(path, error) from None

    def remove_unfinished(self) -> None:
        """Remove what was begun."""
        remove_unfinished(self.path)


@dataclass(frozen=True)
class Remote:
    """Object storage, or whatever else fsspec reaches, by its address. Keys are the environment's or the address's."""

    url: str

    def write(self, name: str, data: bytes) -> None:
        """Write one, under another name first where storage would show half of it."""
        with self._errors():
            system, folder = self._opened()
            protocols = {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
            if protocols & _WHOLE_ON_CLOSE:
                system.pipe_file(f"{folder}/{name}", data)
                return
            unfinished = f"{folder}/{TEMPORARY}{uuid4().hex}"
            system.pipe_file(unfinished, data)
            system.mv(unfinished, f"{folder}/{name}")

    def digest(self, name: str) -> str | None:
        """The SHA-256 of an object."""
        with self._errors():
            system, folder = self._opened()
            try:
                return hashlib.sha256(system.cat_file(f"{folder}/{name}")).hexdigest()
            except FileNotFoundError:
                return None

    def exists(self, name: str) -> bool:
        """Whether an object of that name is there."""
        with self._errors():
            system, folder = self._opened()
            return bool(system.exists(f"{folder}/{name}"))

    def remove(self, name: str) -> None:
        """Remove an object, if it is there."""
        with self._errors():
            system, folder = self._opened()
            with suppress(FileNotFoundError):
                system.rm_file(f"{folder}/{name}")

    def remove_unfinished(self) -> None:
        """Remove what was begun under another name."""
        with self._errors():
            system, folder = self._opened()
            for path in system.glob(f"{folder}/{TEMPORARY}*"):
                system.rm_file(path)

    def _opened(self) -> tuple[Any, str]:
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
        except ImportError:
            raise MissingExtraError("--store", "cluster") from None
        system, folder = url_to_fs(self.url)
        return system, folder.rstrip("/")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Whatever a storage's library has against it, in one form, without the keys that an address may hold."""
        try:
            yield
        except (MissingExtraError, OutputError):
            raise
        except Exception as error:
            reason = str(error).replace(self.url, without_keys(self.url))
            raise OutputError(f"{without_keys(self.url)}: it cannot be used: {reason}. Check --store.") from None


def store_of(url: str, *, shared: bool = False) -> Store:
    """
    The store at an address; a folder of this machine for `file://`. Elsewhere the storage says who may read.

    Raises `OutputError` where it cannot be written to, and `MissingExtraError` where its library is not installed.
    """
    if url.startswith("file://"):
        folder = Path(unquote(urlsplit(url).path))
        make_folder(folder, shared=shared)
        return LocalFolder(folder, shared)
    store = Remote(url)
    probe = f"{TEMPORARY}probe"
    store.write(probe, b"")
    store.remove(probe)
    return store


def without_keys(url: str) -> str:
    """
    An address without the user and the password that may be in it.

    >>> without_keys("s3://key:secret@bucket/handouts?token=x")
    's3://bucket/handouts'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
