"""Inputs that are made to exhaust or to mislead, rather than changed from good ones."""

# ruff: noqa: PLR2004 - chances are numbers, and need no names
from __future__ import annotations

import gzip
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from .dictionary import ALLELES, DIPLOTYPES, PHENOTYPES

_HEADER = "patient_id,gene,diplotype,phenotype\n"
_PATHS = (
    "../../evil.csv",
    "/etc/evil.csv",
    "C:\\evil.csv",
    "a/b/c.csv",
    "",
    "..",
    "con",
    "a\x00b.csv",
    "é.csv",
    "x" * 5_000,
)


def nested(random: Random) -> bytes:
    """Brackets, elements and alternatives in each other, from just too deep to far too deep."""
    depth = random.choice((3, 9, 9, 90, 99, 101, 101, 1_000, 1_000, 20_000))
    opening, closing = random.choice(
        (("[", "]"), ('{"a":', "}"), ("<a>", "</a>"), ("(", ")"), ("{", "}"), ('[{"genes":', "}]"))
    )
    core = random.choice(("", "1", '"CYP2D6"', "*1/*4"))
    text = opening * depth + core + (closing * depth if random.random() < 0.7 else "")
    if random.random() < 0.4:
        text = f'{_HEADER}A,CYP2D6,"{text.replace(chr(34), "")}",'
    return text.encode()


def many(random: Random) -> bytes:
    """A great many of one thing: rows, columns, alternatives, keys, elements, segments."""
    number = random.choice((20, 50, 100, 100, 201, 300, 1_000, 4_000))
    make: Callable[[], str] = random.choice(
        (
            lambda: _HEADER + "".join(f"P{n % 7},CYP2D6,*1/*{n},\n" for n in range(number)),
            lambda: _HEADER + "A,CYP2D6,*1/*4,\n" * number,
            lambda: ",".join(f"CYP2D6 {n}" for n in range(number)) + "\n" + ",".join(["*1/*4"] * number),
            lambda: (
                f'{_HEADER}A,CYP2D6,"'
                + random.choice((";", " or ", ",")).join([random.choice(DIPLOTYPES)] * number)
                + '",'
            ),
            lambda: f"{_HEADER}A,CYP2D6,*1/" + "+".join([random.choice(ALLELES)] * number) + ",",
            lambda: (
                f"{_HEADER}A,CYP2D6,*1/*4,"
                + random.choice((" or ", "/", "_or_", "(")).join([random.choice(PHENOTYPES)] * number)
            ),
            lambda: "{" + ",".join(f'"CYP2D6{n}": "*1/*4"' for n in range(number)) + "}",
            lambda: "[" + ",".join(['{"gene": "CYP2D6", "diplotype": "*1/*4"}'] * number) + "]",
            lambda: '<Bundle xmlns="http://hl7.org/fhir">' + "<entry/>" * number + "</Bundle>",
            lambda: (
                "MSH|^~\\&|A|B|C|D|2024||ORU^R01|1|P|2.5.1\rPID|1||A\r"
                + "OBX|1|ST|CYP2D6^CYP2D6^L||*1/*4||||||F\r" * number
            ),
            lambda: "CYP2D6 *1/*4 " * number,
            lambda: "CYP2D6 *1/*4\n" * number,
            lambda: "x" * number * 100,
            lambda: '"' + 'a""b' * number,
            lambda: "\n" * number + "CYP2D6: *1/*4",
            lambda: "Patient ID: A\nCYP2D6: *1/*4\nPatient ID: B\nCYP2C19: *2/*2\n" * number,
        )
    )
    return make().encode()


def packed(random: Random, contents: list[tuple[str, bytes]]) -> bytes:
    """Good and bad files in an archive: paths that lead out, archives in archives, bombs, lies about size and sum."""
    kind = random.choice(("gzip", "zip", "zip", "bomb", "nested", "workbook"))
    _, data = contents[0]
    if kind == "gzip":
        return _spoiled(random, gzip.compress(data, mtime=0) * random.choice((1, 1, 2)))
    if kind == "bomb":
        bomb = gzip.compress(b"CYP2D6,*1/*4\n" * random.choice((100, 1_000, 1_000, 12_000)), mtime=0)
        return bomb if random.random() < 0.5 else zipped([("a.gz", bomb)])
    if kind == "workbook":
        return _spoiled(random, workbook(data))
    members = [
        (f"{random.choice(_PATHS)}{name}" if random.random() < 0.3 else name, content) for name, content in contents
    ]
    archive = zipped(members)
    if kind == "nested":
        for _ in range(random.randint(1, 6)):
            archive = zipped([("inner.zip", archive), *members[:1]])
    return _spoiled(random, archive)


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """An archive of these files; the same ones give the same bytes."""
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # Two files of one name are meant to be.
        warnings.simplefilter("ignore", UserWarning)
        for name, content in members:
            # A path with a zero, or of great length, is no path that the library writes.
            archive.writestr(zipfile.ZipInfo(name.replace("\0", "")[:60_000] or "a"), content)
    return out.getvalue()


def workbook(data: bytes) -> bytes:
    """A workbook with one sheet whose cells are those of a table, as texts in their places."""
    lines = data.decode("utf-8", "replace").splitlines()[:50]
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{_escaped(cell)}</t></is></c>' for cell in _cells(line)) + "</row>"
        for line in lines
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/><Override PartName='
        f'"/xl/worksheets/sheet1.xml" ContentType="{office}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets><sheet name="A" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return zipped([(name, text.encode()) for name, text in parts.items()])


def _cells(line: str) -> list[str]:
    return line.split("\t" if "\t" in line else ",")


def _escaped(cell: str) -> str:
    printable = "".join(c for c in cell if c >= " " or c == "\t")
    return printable.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _spoiled(random: Random, data: bytes) -> bytes:
    """Now and then with a byte changed, the end missing, or something behind the end."""
    fate = random.random()
    if fate < 0.3:
        changed = bytearray(data)
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
        return bytes(changed)
    if fate < 0.4:
        return data[: random.randrange(len(data))]
    return data + b"\0" * random.choice((1, 1_000)) if fate < 0.5 else data
