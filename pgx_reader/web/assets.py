"""The page's own files: styles, scripts, fonts. All of them are read once, and nothing else can be asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pgx_reader.render.html import color_variables, handout_css
from pgx_reader.render.html.fonts import PARTS, WEIGHTS, font_file

_FOLDER = Path(__file__).with_name("static")
_MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


async def asset(request: Request) -> Response:
    """One of the page's files."""
    content = _assets().get(request.path_params["name"])
    if content is None:
        return PlainTextResponse("There is no such file.", 404)
    return Response(content, media_type=_MEDIA[Path(request.path_params["name"]).suffix])


@cache
def _assets() -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in _FOLDER.iterdir() if path.suffix in _MEDIA}
    fonts = {font_file(weight, part).name: font_file(weight, part).read_bytes() for weight in WEIGHTS for part in PARTS}
    made = {"colors.css": (_font_faces() + color_variables()).encode(), "handout.css": handout_css().encode()}
    return files | fonts | made


def _font_faces() -> str:
    """The handout's fonts, by their addresses: the browser fetches the parts that it has a letter of."""
    return "".join(
        f"@font-face{{font-family:Handout;font-weight:{number};unicode-range:{_ranges(part)};"
        f'src:url("/static/{font_file(weight, part).name}") format("woff2")}}\n'
        for weight, number in WEIGHTS.items()
        for part in PARTS
    )


def _ranges(part: str) -> str:
    return ",".join(f"U+{first:X}-{last:X}" for first, last in PARTS[part])
