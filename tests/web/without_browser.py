"""What the page asks of the program, asked without a browser."""

from __future__ import annotations

import json
from urllib.parse import quote

import httpx

from tests.web.running import Server

HEADER = "patient_id,patient_name,gene,diplotype,medicines\n"


def one(patient: str, name: str = "", medicines: str = "") -> bytes:
    """A file of one patient."""
    return f'{HEADER}{patient},"{name}",CYP2D6,*1/*4,"{medicines}"\n'.encode()


class Session:
    """A session that is used without a browser."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.token = client.post("/api/session").json()["token"]

    def gives(self, *files: tuple[str, bytes], **headers: str) -> httpx.Response:
        """Gives files."""
        names = json.dumps({"files": [{"name": name, "size": len(content)} for name, content in files]})
        own = {"X-Session": self.token, "X-Files": quote(names)} | headers
        return self.client.post("/api/results", headers=own, content=b"".join(content for _, content in files))

    def asks(self, path: str, **given: object) -> httpx.Response:
        """Asks for something."""
        return self.client.post(path, headers={"X-Session": self.token}, json=given)


def head_of(server: Server, session: Session, size: int) -> str:
    """The head of a request that announces a file of so many bytes."""
    host = f"127.0.0.1:{server.port}"
    return (
        f"POST /api/results HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        f"X-Session: {session.token}\r\nContent-Length: {size}\r\n\r\n"
    )
