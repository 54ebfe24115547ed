"""What a request carries: kept in memory, bounded, and checked before anything is done with it."""

from __future__ import annotations

from typing import TypeVar

import anyio
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request

from pgx_reader.models.base import Model
from pgx_reader.web.problem import refused

_SECONDS_TO_SEND = 120
_TOO_LARGE, _UNUSABLE = 413, 422

M = TypeVar("M", bound=Model)


async def body_of(request: Request, most_bytes: int, message: str, /, **values: int) -> bytes:
    """All that is sent, kept in memory; refused as soon as it is too much, or where it does not come to its end."""
    too_much = refused(_TOO_LARGE, message, closes=True, **values)
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most_bytes:
        raise too_much
    data = bytearray()
    try:
        with anyio.fail_after(_SECONDS_TO_SEND):
            async for part in request.stream():
                data += part
                if len(data) > most_bytes:
                    raise too_much
    except (ClientDisconnect, TimeoutError):
        raise refused(_UNUSABLE, "page.error.cut_short", closes=True) from None
    return bytes(data)


def parsed(data: bytes, model: type[M]) -> M:
    """What the page asks for. Only a page that is not ours, or one from before an update, asks for anything else."""
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        of_reviewer = any("reviewed_by" in one["loc"] for one in error.errors())
        message = "page.error.reviewed_by" if of_reviewer else "page.error.not_understood"
        raise refused(_UNUSABLE, message) from None
