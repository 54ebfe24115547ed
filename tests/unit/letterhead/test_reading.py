"""A clinic's letterhead: what may stand in it, and every problem said at once, with what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pgx_reader import read_letterhead
from pgx_reader.errors import LetterheadError
from pgx_reader.models.letterhead import HelpLines
from pgx_reader.tables import help_lines, load_tables
from pgx_reader.terms import Reach

EXAMPLE = Path(__file__).parents[3] / "sample_reports" / "letterhead" / "letterhead.toml"
OWN = 'crisis_line = "555-0123"\nemergency = "911"'

# what stands in the file, what is put there, and the words of the message
BAD = [
    ('name = "Riverbend Clinic (invented)"', "", ["[clinic] name: is missing. Add it."]),
    ('name = "', 'naem = "x"\nname = "', ["[clinic] naem: is not known here. Is name meant? There may be: name, addr"]),
    ("[look]", "[lok]", ["[lok]: is not known here. Is look meant? There may be: clinic, logo, look, help."]),
    ("[look]", "[print]", ["[print]: is not known here. There may be: clinic, logo, look, help."]),
    ('"Riverbend Clinic (invented)"', "5", ["[clinic] name: 5 is not a text. Put it in quotes."]),
    ('"Riverbend Clinic (invented)"', '" "', ["[clinic] name: is empty."]),
    ('"Riverbend Clinic (invented)"', f'"{"x" * 71}"', ["has 71 characters; there is room for 70"]),
    ('"Riverbend Clinic (invented)"', r'"a\nb"', ["holds a line break"]),
    ('"Riverbend Clinic (invented)"', r'"a\u001bb"', ["holds a line break or another control character"]),
    ('["12 Example Street", "Springfield, IL 62701"]', '"one"', ["[clinic] address: must be one to four texts"]),
    ('["12 Example Street", "Springfield, IL 62701"]', "[]", ["[clinic] address: must be one to four texts"]),
    (
        '["12 Example Street", "Springfield, IL 62701"]',
        '["a", "", 3]',
        ["address, line 2: is empty", "line 3: 3 is not"],
    ),
    ('"555-0100"', '"call us"', ['[clinic] phone: "call us" is not a telephone number']),
    ('"https://riverbend.example"', '"http://riverbend.example"', ["not an address that begins with https://"]),
    ('"https://riverbend.example"', '"javascript:alert(1)"', ["not an address that begins with https://"]),
    ('"https://riverbend.example"', '"https://a.example/<b>"', ["not an address that begins with https://"]),
    ('alternative = "A river under a hill"', "", ["[logo] alternative: is missing. Add it."]),
    ('"A river under a hill"', '""', ["[logo] alternative: is empty."]),
    ('"A river under a hill"', r'"\u200b \u2060"', ["[logo] alternative: is empty."]),
    ('"#1F3F77"', '"#88f"', ['[look] color: "#88f" is not a color. Write # and six digits']),
    ('"#1F3F77"', '"red; }"', ["is not a color"]),
    ('"#1F3F77"', r'"#1f3f77\n"', ["[look] color: holds a line break"]),
    ('"#1F3F77"', f'"{"#" * 41}"', ["[look] color: has 41 characters"]),
    (
        '"#1F3F77"',
        '"#4aa3df"',
        ["#4aa3df has a contrast of 2.7:1 to white; text needs 7:1.", "shade that has it is #2"],
    ),
    ('"#1F3F77"', '"#595a59"', ["has a contrast of 6.9:1 to white"]),
    ('"US"', '"us"', ['[help]: "us" is not among the countries whose numbers are known: AU, CA, FR, GB, NZ, US.']),
    ('country = "US"', f'country = "US"\n{OWN}', ["[help]: gives a country and other numbers."]),
    ('country = "US"', 'crisis_line = "555-0123"', ["[help]: needs a country, or both crisis_line and emergency."]),
    ('country = "US"', "", ["[help]: needs a country, or both crisis_line and emergency."]),
    (
        'country = "US"',
        f'{OWN}\ncrisis_how = "fax"',
        ['"fax" is no way to reach a line. Write one of: call, call or t'],
    ),
    ('"logo.png"', '"lgo.png"', ["[logo] file: cannot be read: No such file or directory."]),
    ('"logo.png"', '"."', ["is not a file but a folder, device or pipe"]),
    ('"logo.png"', '"../logo.png"', ['"../logo.png" is not in the letterhead\'s folder']),
    ('"logo.png"', '"/dev/zero"', ['"/dev/zero" is not in the letterhead\'s folder']),
    ('"logo.png"', '"https://x.example/logo.png"', ["is an address, and none is fetched"]),
    ('"logo.png"', '"file:///etc/passwd"', ["is an address, and none is fetched"]),
    ('"logo.png"', '"data:image/png;base64,AAAA"', ["is an address, and none is fetched"]),
    ('"logo.png"', '"//server/logo.png"', ["is not in the letterhead's folder"]),
    ("[look]", "[look", ["clinic.toml: is not TOML: "]),
]


def test_a_letterhead_is_read_whole(letterhead: Callable[..., Path]) -> None:
    """Every key arrives, texts as they stand and the color in small letters."""
    own = read_letterhead(letterhead())
    assert own.model_dump(exclude={"logo"}) == {
        "kind": "letterhead",
        "name": "Riverbend Clinic (invented)",
        "address": ("12 Example Street", "Springfield, IL 62701"),
        "phone": "555-0100",
        "website": "https://riverbend.example",
        "color": "#1f3f77",
        "help": {
            "crisis_line": "988",
            "how": Reach.CALL_OR_TEXT,
            "emergency": "911",
            "country": "US",
            "crisis_name": None,
        },
    }
    assert own.logo is not None
    assert (own.logo.width, own.logo.height, own.logo.alternative) == (120, 60, "A river under a hill")


def test_the_clinic_alone_is_enough(tmp_path: Path) -> None:
    """Logo, look and help may be left out, and so may the website; a byte order mark does no harm."""
    path = tmp_path / "clinic.toml"
    path.write_text('\ufeff[clinic]\nname = "A"\naddress = ["B"]\nphone = "1"\n', encoding="utf-8")
    own = read_letterhead(path)
    assert (own.logo, own.color, own.help, own.website) == (None, None, None, None)


def test_the_example_can_be_used() -> None:
    """The example beside the samples is read, is of an invented clinic, and has a logo."""
    own = read_letterhead(str(EXAMPLE))
    assert "(invented)" in own.name
    assert own.logo is not None


@pytest.mark.parametrize(("old", "new", "words"), BAD)
def test_what_is_wrong_is_said_with_its_place(
    old: str, new: str, words: list[str], letterhead: Callable[..., Path]
) -> None:
    """A wrong, missing or unknown key is an error that says where, what and what to do."""
    with pytest.raises(LetterheadError) as error:
        read_letterhead(letterhead(old, new))
    message = str(error.value)
    assert all(line.startswith("clinic.toml") for line in message.splitlines())
    assert [word for word in words if word not in message] == []


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    """The file's problems and the logo's are told together, a line each."""
    path = tmp_path / "clinic.toml"
    path.write_text(
        '[clinic]\nname = ""\naddress = []\n[logo]\nfile = "no.png"\nalternative = "A"\n[look]\ncolor = "#fff"\n'
        '[help]\ncountry = "XX"\n[more]\n',
        encoding="utf-8",
    )
    with pytest.raises(LetterheadError) as error:
        read_letterhead(path)
    places = [line.split(": ")[0] for line in str(error.value).splitlines()]
    assert sorted(places) == [
        "clinic.toml, [clinic] address",
        "clinic.toml, [clinic] name",
        "clinic.toml, [clinic] phone",
        "clinic.toml, [help]",
        "clinic.toml, [logo] file",
        "clinic.toml, [look] color",
        "clinic.toml, [more]",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "[clinic]: is missing"),
        (b"\xff\xfe[\x00c\x00", "is not text in UTF-8"),
        (b"clinic = [" * 5000, "is not TOML"),
        (b"clinic = " + b"[" * 5000, "is not TOML"),
        (b"#" * 70_000, "is larger than 64 KB"),
        (b"clinic = 3", "[clinic]: must be a section"),
    ],
    ids=["empty", "UTF-16", "open lists", "deep lists", "large", "no section"],
)
def test_a_file_that_is_no_letterhead_is_refused(data: bytes, words: str, tmp_path: Path) -> None:
    """Neither size, nesting nor encoding makes anything but a message."""
    path = tmp_path / "clinic.toml"
    path.write_bytes(data)
    with pytest.raises(LetterheadError) as error:
        read_letterhead(path)
    assert words in str(error.value)


@pytest.mark.parametrize("path", [Path("/dev/zero"), Path("/"), Path("no-such-file.toml")])
def test_only_a_file_is_read(path: Path) -> None:
    """A device, a folder and a file that is not there are refused without being read."""
    with pytest.raises(LetterheadError):
        read_letterhead(path)


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/hostname", "logo.png"])
def test_a_link_must_not_lead_out_of_the_folder(target: str, tmp_path: Path, letterhead: Callable[..., Path]) -> None:
    """A symbolic link is followed within the letterhead's folder and nowhere else."""
    path = letterhead('"logo.png"', '"link.png"')
    (tmp_path / "link.png").symlink_to(target)
    if target == "logo.png":
        assert read_letterhead(path).logo is not None
        return
    with pytest.raises(LetterheadError, match="is not in the letterhead's folder"):
        read_letterhead(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path, letterhead: Callable[..., Path]) -> None:
    """A named pipe in place of the logo is refused at once."""
    path = letterhead('"logo.png"', '"pipe.png"')
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(LetterheadError, match="device or pipe"):
        read_letterhead(path)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (OWN, HelpLines(crisis_line="555-0123", how=Reach.CALL, emergency="911")),
        (
            f'{OWN}\ncrisis_name = "County line"\ncrisis_how = "call or text"',
            HelpLines(crisis_line="555-0123", how=Reach.CALL_OR_TEXT, emergency="911", crisis_name="County line"),
        ),
        *((f'country = "{country}"', lines) for country, lines in help_lines(load_tables()).items()),
    ],
)
def test_whom_to_call(written: str, expected: HelpLines, letterhead: Callable[..., Path]) -> None:
    """The numbers are those of a country of the tables, or the clinic's own."""
    assert read_letterhead(letterhead('country = "US"', written)).help == expected
