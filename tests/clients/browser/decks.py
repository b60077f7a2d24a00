"""Makes a folder of decks whose writers would like to break out of the report, and some that are honest."""

import pathlib
import sys
import zipfile
from xml.sax.saxutils import escape

FOLDER = pathlib.Path(sys.argv[1])
HOSTILE = (
    "</script><script>window.taken=1</script><img src=x onerror=window.taken=1> <svg onload=window.taken=1> "
    "\" ' ]]> --> \u202eevil javascript:alert(1)"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*links):
    each = "".join(f'<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for id, kind, target in links)
    return f"<Relationships>{each}</Relationships>"


def shape(name, placeholder, words, box):
    x, y, wide, high = (int(914400 * inches) for inches in box)
    place = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{escape(name, {chr(34): "&quot;"})}"/>{place}</p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm></p:spPr>'
        f"<p:txBody><a:p><a:r><a:t>{escape(words)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def slide(*shapes):
    return f'<p:sld xmlns:p="p" xmlns:a="a" xmlns:r="r"><p:cSld><p:spTree>{"".join(shapes)}</p:spTree></p:cSld></p:sld>'


def deck(name, slides):
    ids = "".join(f'<p:sldId id="{256 + at}" r:id="rId{at}"/>' for at in range(len(slides)))
    links = [(f"rId{at}", "slide", f"slides/slide{at}.xml") for at in range(len(slides))]
    with zipfile.ZipFile(FOLDER / name, "w") as package:
        package.writestr("_rels/.rels", relations(("rId1", "officeDocument", "ppt/presentation.xml")))
        package.writestr(
            "ppt/presentation.xml",
            f'<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>{ids}</p:sldIdLst>'
            '<p:sldSz cx="12192000" cy="6858000"/></p:presentation>',
        )
        package.writestr("ppt/_rels/presentation.xml.rels", relations(*links))
        for at, xml in enumerate(slides):
            package.writestr(f"ppt/slides/slide{at}.xml", xml)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\u202e", "\\u202e") + '"'


FOLDER.mkdir()
(FOLDER / "copydesk.yaml").write_text("wordlists: [house.yaml]\n")
(FOLDER / "house.yaml").write_text(
    f"""sources:
  bad: {{title: {quoted(HOSTILE)}, kind: memo, url: "javascript:window.taken=1"}}
  memo: {{title: Brand memo, kind: memo, date: 2026-03, url: "https://example.com/memo"}}
forbid:
  - {{id: leading, phrases: leading, instead: good, because: It cannot be shown., owner: Brand Legal, source: memo}}
  - {{id: gate, phrases: gate, severity: warning, because: {quoted(HOSTILE)}, message: {quoted(HOSTILE)}, owner: {quoted(HOSTILE)}, source: bad}}
"""
)
footer = shape("Footer 3", "ftr", "A leading company", (0.5, 6.9, 12, 0.4))
title = shape("Title 1", "title", "Why us", (0.5, 0.4, 12, 1.2))
text = shape("Text 2", "", "Our leading approach to trust", (0.5, 2, 6, 4))
deck("honest.pptx", [slide(title, text, footer) for _ in range(3)])
deck("<script>window.taken=1 \"'.pptx", [slide(shape(HOSTILE, "title", HOSTILE + " gate", (1, 1, 4, 2)))])
(FOLDER / "encrypted<img src=x onerror=window.taken=1>.pptx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
