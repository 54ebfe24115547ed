"""What a counselor does, from the first visit to forgetting, in a real browser."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pgx_reader import PgxReaderError, read_results
from tests.web.counselor import Counselor
from tests.web.running import FORMATS, SAMPLES, Server

TWO = SAMPLES / "02-poor-and-ultrarapid-on-antidepressants.csv"
FIVE = SAMPLES / "05-intermediate-in-both-on-amitriptyline.csv"
SEVERAL = (
    b"patient_id,gene,diplotype\nA-1,CYP2D6,*4/*4\nA-1,CYP2C19,*1/*1\nB-2,CYP2D6,*1/*1\nB-2,CYP2C19,*2/*2\n"
    b"C-3,CYP2D6,nonsense\nC-3,CYP2C19,*1/*17\n"
)


def test_the_first_visit_says_what_this_is_and_what_it_is_not(counselor: Counselor) -> None:
    """What it is, that it is no prescribing tool, that nothing is kept, and every invented patient."""
    start = counselor.page.locator("main")
    expect(start).to_contain_text("not a prescribing tool")
    expect(start).to_contain_text("Nothing is saved or sent")
    assert counselor.page.locator(".sample").count() == len(list(SAMPLES.iterdir()))


def test_a_demo_needs_no_file(counselor: Counselor) -> None:
    """One click shows a sample's handout."""
    counselor.opens_sample("Bruno Sample (invented)").sees("Bruno Sample (invented)").sees("Much slower than most")


def test_a_samples_pdf_is_that_of_the_command_line(
    counselor: Counselor, client: object, command_line: Callable[..., bytes], server: Server
) -> None:
    """The gallery's PDF opens in a new tab, and is the file that the command line writes."""
    link = counselor.page.get_by_role("link", name="Handout of Bruno Sample (invented) as PDF")
    answer = counselor.page.request.get(server.address.rstrip("/") + str(link.get_attribute("href")))
    assert link.get_attribute("target") == "_blank"
    assert answer.body() == command_line(TWO)


def _files(number: int) -> list[Path]:
    """So many invented files of each format, and of the samples."""
    folders = [SAMPLES, *sorted(path for path in FORMATS.iterdir() if path.is_dir())]
    return [
        path
        for folder in folders
        for path in sorted(path for path in folder.iterdir() if path.is_file() and path.name != "index.csv")[:number]
    ]


def test_each_kind_of_file_is_taken_for_what_it_is(counselor: Counselor, pytestconfig: pytest.Config) -> None:
    """A file of each format, dropped: what it was taken for, patients and problems are those of the reader."""
    page = counselor.page
    for path in _files(2 if pytestconfig.getoption("whole") else 1):
        counselor.drops(path)
        try:
            results = read_results(io.BytesIO(path.read_bytes()), name=path.name)
        except PgxReaderError as error:
            expect(page.locator("#error")).to_have_text(str(error))
            counselor.is_at_the_start()
            continue
        expect(page.locator("#intake .facts")).to_contain_text(results.description)
        expect(page.locator("#intake .facts")).to_contain_text(path.name)
        assert page.locator("#patient option").count() == len(results.patients), path
        problems = [*results.problems, *(p for patient in results.patients for p in patient.problems)]
        assert page.locator("#intake tbody tr").count() == len(problems), path
        if results.patients:
            expect(page.locator("#frame.waiting")).to_have_count(0)
            counselor.sees(results.patients[0].patient.id)


def test_several_files_at_once_are_read_as_one(counselor: Counselor) -> None:
    """Two files, one patient: the handout has both genes."""
    counselor.drops(
        ("a.csv", b"patient_id,gene,diplotype\nA-1,CYP2D6,*4/*4\n"),
        ("b.csv", b"patient_id,gene,diplotype\nA-1,CYP2C19,*2/*2\n"),
    )
    counselor.sees("A-1").sees("*4/*4").sees("*2/*2")
    expect(counselor.page.locator("#intake")).to_contain_text("2 files")


def test_pasted_text_is_read(counselor: Counselor) -> None:
    """A line of a report is enough."""
    counselor.pastes("CYP2C19 *2/*2 (Poor Metabolizer)").sees("Much slower than most")


def test_a_file_with_problems_shows_each_by_row(counselor: Counselor) -> None:
    """The problem's row, column and value stand beside what to do, and the other patients are there."""
    counselor.drops(("lab.csv", SEVERAL)).sees("A-1")
    row = counselor.page.locator("#intake tbody tr").first
    for text in ("row 6", "column diplotype", "C-3", "nonsense"):
        expect(row).to_contain_text(text)
    assert counselor.page.locator("#patient option").count() == 3
    name, content = counselor.downloads("All of them as CSV")
    assert (name, b"nonsense" in content) == ("problems.csv", True)


def test_the_counselor_picks_a_patient(counselor: Counselor) -> None:
    """The list, or the buttons beside it, show another patient, whose medicines are that patient's own."""
    counselor.drops(("lab.csv", SEVERAL)).sees("A-1").adds("codeine").sees("about codeine")
    counselor.page.get_by_label("Patient (3 with results)").select_option("B-2")
    counselor.sees("B-2").does_not_see("A-1")
    expect(counselor.page.locator(".chip")).to_have_count(0)
    counselor.page.get_by_role("button", name="Previous patient").click()
    counselor.sees("A-1")
    expect(counselor.page.locator(".chip")).to_contain_text("codeine")


def test_a_brand_name_is_searched_and_found(counselor: Counselor) -> None:
    """The first letters of a brand offer it with its generic name; the arrow and Enter take it."""
    counselor.drops(SAMPLES / "01-both-normal.csv").sees("Alma Sample")
    search = counselor.page.get_by_role("combobox", name="Add a medicine")
    search.fill("prozac")
    expect(counselor.page.locator("[role=listbox] li")).to_have_text(["Prozac (fluoxetine)"])
    search.press("ArrowDown")
    assert search.get_attribute("aria-activedescendant") == "suggestion-0"
    search.press("Enter")
    expect(counselor.page.locator(".chip")).to_contain_text("Prozac (fluoxetine)")
    counselor.sees("fluoxetine")
    counselor.page.get_by_role("button", name="Remove Prozac").click()
    expect(counselor.page.locator(".chip")).to_have_count(0)


def test_a_misspelled_name_is_told_and_never_taken(counselor: Counselor) -> None:
    """The nearest name is offered; until it is chosen nothing is said of it."""
    counselor.drops(SAMPLES / "01-both-normal.csv").sees("Alma Sample").adds("citalopran")
    expect(counselor.page.locator(".chip")).to_contain_text("not in our tables; the nearest name there is citalopram")
    counselor.sees("citalopran")
    counselor.page.get_by_role("button", name="Use citalopram instead").click()
    expect(counselor.page.locator(".chip")).not_to_contain_text("not in our tables")
    counselor.sees("citalopram").does_not_see("citalopran")


def test_every_choice_changes_the_handout_at_once_and_the_files_are_those_of_the_command_line(
    counselor: Counselor, command_line: Callable[..., bytes]
) -> None:
    """Language, large print, paper, card, medicine and reviewer: the PDF and the HTML are byte for byte the same."""
    page = counselor.drops(FIVE).sees("Edda Sample").page
    page.get_by_label("Language", exact=True).select_option("Español")
    counselor.sees("Sus genes y sus medicinas")
    page.get_by_label("Large print").check()
    expect(counselor.handout.locator("html.large-print")).to_be_attached()
    page.get_by_label("Paper of the PDF").select_option("A4")
    page.get_by_label("Results card").check()
    expect(counselor.handout.locator(".wallet")).to_be_attached()
    counselor.adds("Celexa").sees("citalopram")
    page.get_by_label("Reviewed by").fill("Ana Ortiz, PharmD (invented)")
    page.get_by_label("Reviewed by").press("Tab")
    counselor.sees("Ana Ortiz, PharmD (invented)")
    options = ["--language", "es", "--large-print", "--paper", "a4", "--results-card", "--medicine", "Celexa"]
    options += ["--reviewed-by", "Ana Ortiz, PharmD (invented)"]
    name, pdf = counselor.downloads("Download PDF")
    assert name == "SAMPLE-05.pdf"
    assert pdf == command_line(FIVE, *options)
    name, html = counselor.downloads("Download HTML")
    assert name == "SAMPLE-05.html"
    assert html == command_line(FIVE, *options, "--format", "html", suffix=".html")


def test_lab_or_tables_can_be_chosen_where_they_differ(counselor: Counselor) -> None:
    """The choice is there only where there is one."""
    page = counselor.drops(SAMPLES / "07-lab-with-an-older-cut-off.csv").sees("Greta Sample").page
    expect(page.locator("#about")).to_contain_text("A professional must look at this result first")
    page.get_by_label("Lab and tables differ").select_option("the tables")
    counselor.sees("Slower than most")
    counselor.drops(SAMPLES / "01-both-normal.csv").sees("Alma Sample")
    expect(page.get_by_label("Lab and tables differ")).to_be_hidden()


def test_the_clinics_letterhead_is_filled_in(counselor: Counselor) -> None:
    """What is wrong is told; what is right stands at the head of the handout, and can be left off again."""
    page = counselor.drops(FIVE).sees("Edda Sample").page
    page.get_by_role("button", name="Clinic’s letterhead").click()
    page.get_by_label("Name of the clinic").fill("Riverbend Clinic (invented)")
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#letterhead-error")).to_contain_text("[clinic] address")
    page.get_by_label("Address").fill("12 Example Street\nSpringfield")
    page.get_by_label("Telephone").fill("555-0100")
    page.get_by_label("Logo (PNG or JPEG)").set_input_files(SAMPLES.parent / "letterhead" / "logo.png")
    page.get_by_label("What the logo shows").fill("A river under a hill")
    page.get_by_role("button", name="Use it").click()
    counselor.sees("Riverbend Clinic (invented)")
    expect(counselor.handout.get_by_alt_text("A river under a hill")).to_be_visible()
    page.get_by_label("Letterhead of Riverbend Clinic").uncheck()
    counselor.does_not_see("Riverbend Clinic")


def test_all_patients_are_a_zip_with_each_ones_own_medicines(counselor: Counselor) -> None:
    """Each patient's handout, the manifest and the problems; a medicine of one patient is in no other's handout."""
    counselor.drops(("lab.csv", SEVERAL)).sees("A-1").adds("codeine").sees("about codeine")
    name, content = counselor.downloads("All patients as a zip")
    assert name == "handouts.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["A-1.pdf", "B-2.pdf", "C-3.pdf", "manifest.csv", "problems.csv"]
        assert archive.read("manifest.csv").decode().splitlines()[1].startswith("A-1,A-1.pdf,no")
        first, second = archive.read("A-1.pdf"), archive.read("B-2.pdf")
    _, alone = counselor.downloads("Download PDF")
    assert first == alone
    counselor.page.get_by_label("Patient (3 with results)").select_option("B-2")
    counselor.sees("B-2")
    _, alone = counselor.downloads("Download PDF")
    assert second == alone


def test_the_explaining_mode_is_stepped_through_by_keyboard(counselor: Counselor) -> None:
    """One block at a time, with its scale; W says why, Escape ends it, and the place before it has the focus again."""
    page = counselor.drops(TWO).sees("Bruno Sample").page
    page.get_by_role("button", name="Explain it on this screen").press("Enter")
    stage = page.locator("#stage")
    expect(stage.locator(".talk-step:visible")).to_have_count(1)
    seen = []
    count = stage.locator(".talk-step").count()
    for n in range(count):
        expect(page.locator("#of-steps")).to_have_text(f"{n + 1} of {count}")
        expect(stage.locator(".talk-step:visible h2").first).to_be_focused()
        seen.append(stage.locator(".talk-step:visible .block").inner_text())
        page.keyboard.press("w")
        expect(stage.locator(".talk-step:visible .why > div")).to_be_visible()
        assert stage.locator(".talk-step:visible .why > div").inner_text().strip()
        page.keyboard.press("ArrowRight")
    assert len(set(seen)) == count
    assert stage.locator(".talk-step .scale").count() == 2
    page.keyboard.press("Home")
    expect(page.locator("#of-steps")).to_have_text(f"1 of {count}")
    page.get_by_label("Go to").select_option(index=count - 1)
    expect(page.locator("#of-steps")).to_have_text(f"{count} of {count}")
    page.keyboard.press("Escape")
    expect(page.locator("#explaining")).to_be_hidden()
    expect(page.get_by_role("button", name="Explain it on this screen")).to_be_focused()


def test_the_explaining_mode_says_why(counselor: Counselor) -> None:
    """A gene's card leads to allele, function, score and rule; a medicine's to the guideline's row and its source."""
    page = counselor.drops(TWO).sees("Bruno Sample").page
    page.get_by_role("button", name="Explain it on this screen").click()
    gene = page.locator("#step-gene-CYP2D6 .why")
    for text in ("*4", "No function", "0.0", "Poor Metabolizer", "CYP2D6.csv"):
        expect(gene).to_contain_text(text)
    medicine = page.locator("#step-medicine-citalopram .why")
    for text in ("CPIC", "CYP2C19", "citalopram"):
        expect(medicine).to_contain_text(text)
    assert medicine.locator("a[href^='https://']").count() > 0


def test_the_page_is_in_spanish_too(page: Page, server: Server) -> None:
    """The page's own words, whatever the handout's language is."""
    counselor = Counselor(page, server.address).at_the_start("es")
    expect(page.locator("h1").first).to_have_text("Explicar un resultado de CYP2D6 o CYP2C19")
    page.locator("[data-sample^='02']").click()
    counselor.sees("Sus genes y sus medicinas")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    counselor.sees("Bruno Sample")


def test_printing_prints_the_handout_alone(counselor: Counselor) -> None:
    """The button prints what is in the frame."""
    page = counselor.drops(TWO).sees("Bruno Sample").page
    frame = page.frames[1]
    frame.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="Print").click()
    assert frame.evaluate("() => window.printed")


def test_what_is_forgotten_is_gone(counselor: Counselor) -> None:
    """Forget: nothing is shown, and neither loading again nor going back brings it back."""
    page = counselor.drops(TWO).sees("Bruno Sample").page
    token = page.evaluate("() => Object.values(sessionStorage)[0]")
    page.get_by_role("button", name="Forget everything").click()
    counselor.is_at_the_start()
    expect(page.locator("#said")).to_have_text("Everything is forgotten.")
    assert "Bruno Sample (invented) · " not in page.content()
    origin = counselor.address.rstrip("/")
    answer = page.request.get(f"{origin}/api/state", headers={"X-Session": token})
    assert answer.status == 410
    page.go_back()
    counselor.at_the_start().is_at_the_start()


@pytest.mark.parametrize("how", ["reload", "back and forth"])
def test_the_page_finds_its_results_again(counselor: Counselor, how: str) -> None:
    """Loaded again, or gone back and forth, it shows the same patient with the same choices."""
    page = counselor.drops(TWO).sees("Bruno Sample").adds("codeine").sees("codeine").page
    page.get_by_label("Large print").check()
    expect(counselor.handout.locator("html.large-print")).to_be_attached()
    if how == "reload":
        page.reload()
    else:
        page.go_back()
        counselor.is_at_the_start()
        page.go_forward()
    counselor.sees("Bruno Sample").sees("codeine")
    expect(page.get_by_label("Large print")).to_be_checked()


def test_the_back_button_leaves_the_explaining_mode(counselor: Counselor) -> None:
    """Back shows the results again; once more, the start."""
    page = counselor.drops(TWO).sees("Bruno Sample").page
    page.get_by_role("button", name="Explain it on this screen").click()
    expect(page.locator("#explaining")).to_be_visible()
    page.go_back()
    expect(page.locator("#explaining")).to_be_hidden()
    counselor.sees("Bruno Sample")
    page.go_back()
    counselor.is_at_the_start()
