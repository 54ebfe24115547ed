"""What the file says of itself: title, language, dates, and that it is PDF/UA-1."""

from __future__ import annotations

from datetime import date
from hashlib import md5
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import XMP, PDFDictionary, PDFString
from reportlab.pdfgen.canvas import Canvas

from pgx_reader.render.pdf.tags import StructureTree

_CREATOR = "pgx_reader"
_PRODUCER = "ReportLab"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def describe(canvas: Canvas, tree: StructureTree, *, title: str, subject: str, language: str, made_on: date) -> None:
    """Write the file's metadata. `language` is a tag (BCP 47); every date is midnight UTC of `made_on`."""
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setAuthor(_CREATOR)
    canvas.setCreator(_CREATOR)
    canvas.setProducer(_PRODUCER)
    canvas.setDateFormatter(lambda *_: f"D:{made_on:%Y%m%d}000000+00'00'")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    packet = _PACKET.format(
        title=escape(title),
        subject=escape(subject),
        language=language,
        producer=_PRODUCER,
        creator=_CREATOR,
        day=f"{made_on.isoformat()}T00:00:00+00:00",
    ).encode()
    document = canvas._doc  # type: ignore[attr-defined] # private, and the one way to the catalog
    # ReportLab seeds the file's identifier with its own idea of the time; ours depends on the handout alone.
    document.signature = md5(made_on.isoformat().encode(), usedforsecurity=False)
    catalog = document.Catalog
    catalog.Lang = PDFString(language)
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.StructTreeRoot = tree
    catalog.Metadata = XMP(creator=lambda _: packet)
