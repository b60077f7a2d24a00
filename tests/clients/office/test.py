"""Writes decks and documents as programs do, has copydesk rewrite and annotate them, and opens the results."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

COPYDESK = os.environ["COPYDESK"]
CHANGES = {"enables access": "integrates with", "leading": "good", "robust": "R&D <safe>"}


def copydesk(*arguments, code):
    done = subprocess.run([COPYDESK, *arguments], capture_output=True, text=True)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


def expected(text):
    for old, new in CHANGES.items():
        text = text.replace(old, new)
    return text


def split(paragraph, *runs):
    """Adds runs, every second one in bold."""
    for at, words in enumerate(runs):
        paragraph.add_run().text = words
        paragraph.runs[-1].font.bold = at % 2 == 1


def deck(path):
    presentation = pptx.Presentation()
    for _ in range(2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = "A leading gate"
        box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(5), Inches(1)).text_frame
        split(box.paragraphs[0], "It ena", "bles ac", "cess to “R&D” & more")
        box.add_paragraph().text = "Nothing to see"
        table = slide.shapes.add_table(2, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
        table.cell(1, 1).text = "robust"
        slide.notes_slide.notes_text_frame.text = "Say that it is robust."
    data = CategoryChartData()
    data.categories = ["leading", "other"]
    data.add_series("Sales", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, Inches(5), Inches(3), Inches(4), Inches(3), data)
    presentation.save(path)


def document(path):
    text = docx.Document()
    text.add_heading("A leading page", 1)
    split(text.add_paragraph(), "It ena", "bles ac", "cess to all of “R&D”")
    text.add_table(1, 1).cell(0, 0).text = "robust"
    text.sections[0].header.paragraphs[0].text = "leading since 1900"
    text.save(path)


def book(path):
    workbook = openpyxl.Workbook()
    for row in range(1, 4):
        workbook.active.append(["a leading gate", row, "=A1"])
    workbook.save(path)


def deck_words(path):
    for slide in pptx.Presentation(path).slides:
        for shape in slide.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            if shape.has_table:
                frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
            for frame in frames:
                for paragraph in frame.paragraphs:
                    yield paragraph.text
        yield slide.notes_slide.notes_text_frame.text


def document_words(path):
    text = docx.Document(path)
    yield from (paragraph.text for paragraph in text.paragraphs)
    yield from (cell.text for table in text.tables for row in table.rows for cell in row.cells)
    yield from (paragraph.text for paragraph in text.sections[0].header.paragraphs)


def book_words(path):
    for row in openpyxl.load_workbook(path).active.iter_rows():
        yield from (str(cell.value) for cell in row)


def changed_parts(old, new):
    old, new = zipfile.ZipFile(old), zipfile.ZipFile(new)
    assert old.namelist() == new.namelist()
    return {name for name in old.namelist() if old.read(name) != new.read(name)}


Path("house.yaml").write_text(
    "forbid:\n" + "".join(f"  - {{phrases: {old}, instead: '{new}'}}\n" for old, new in CHANGES.items())
)
Path("copydesk.yaml").write_text("wordlists: [house.yaml]\n")
for make, words, name in [
    (deck, deck_words, "deck.pptx"),
    (document, document_words, "page.docx"),
    (book, book_words, "book.xlsx"),
]:
    make(name)
    before = list(words(name))
    # The chart of the deck is left to a person.
    left = 1 if name == "deck.pptx" else 0
    copydesk("fix", name, code=left)
    fixed = name.replace(".", ".fixed.")
    assert list(words(fixed)) == [expected(text) for text in before], list(words(fixed))
    copydesk("check", fixed, code=left)
    changed = changed_parts(name, fixed)
    assert not any(part.startswith(("ppt/charts", "ppt/theme", "ppt/embeddings", "docProps")) for part in changed), changed

# Formatting stays where its words begin.
runs = pptx.Presentation("deck.fixed.pptx").slides[0].shapes[1].text_frame.paragraphs[0].runs
assert [(run.text, run.font.bold) for run in runs][:2] == [("It integrates", False), (" with", True)], [
    (run.text, run.font.bold) for run in runs
]

copydesk("fix", "page.docx", "--track-changes", "--author", "Brand Legal", code=0)
tracked = docx.Document("page.fixed.docx")
assert {change.get(docx.oxml.ns.qn("w:author")) for change in tracked.element.iter(docx.oxml.ns.qn("w:ins"))} == {"Brand Legal"}
assert any(True for _ in tracked.element.iter(docx.oxml.ns.qn("w:delText")))

for name, words in [("deck.pptx", deck_words), ("page.docx", document_words)]:
    copydesk("annotate", name, code=1)
    annotated = name.replace(".", ".annotated.")
    assert list(words(annotated)) == list(words(name))
    size = os.path.getsize(annotated)
    copydesk("annotate", annotated, "--in-place", code=1)
    assert os.path.getsize(annotated) == size
comments = list(docx.Document("page.annotated.docx").comments)
assert len(comments) == 4 and all("Rule: house/" in comment.text for comment in comments), comments

if shutil.which("soffice"):
    written = [*map(str, Path().glob("*.fixed.*")), *map(str, Path().glob("*.annotated.*"))]
    profile = f"-env:UserInstallation=file://{Path('profile').absolute()}"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", *written],
        check=True,
        timeout=120,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for name in written:
        assert Path(name).with_suffix(".pdf").stat().st_size > 1000, name
else:
    print("LibreOffice is not installed: nothing was converted")
