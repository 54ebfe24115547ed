"""What the file says of itself: title, language, dates, and that it is PDF/UA-1, and PDF/A-3a in an archive."""

from __future__ import annotations

from datetime import date
from hashlib import md5
from html import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFString
from reportlab.pdfgen.canvas import Canvas

from pgx_reader.render.pdf.streams import plain
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
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"{namespaces}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>{archive}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_ARCHIVE_NAMESPACES = """
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#\""""
_ARCHIVE = """
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
"""PDF/A knows no property that it does not name or the file does not describe (ISO 19005-3, 6.6.2.3)."""


def describe(
    canvas: Canvas, tree: StructureTree, *, title: str, subject: str, language: str, made_on: date, archived: bool
) -> None:
    """
    Write the file's metadata, in the information dictionary and in XMP alike.

    `language` is a tag (BCP 47); every date is midnight UTC of `made_on`; `archived` claims PDF/A-3a too.
    """
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setAuthor(_CREATOR)
    canvas.setCreator(_CREATOR)
    canvas.setProducer(_PRODUCER)
    canvas.setDateFormatter(lambda *_: f"D:{made_on:%Y%m%d}000000+00'00'")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    packet = _PACKET.format(
        title=escape(title, quote=False),
        subject=escape(subject, quote=False),
        language=language,
        producer=_PRODUCER,
        creator=_CREATOR,
        namespaces=_ARCHIVE_NAMESPACES if archived else "",
        archive=_ARCHIVE if archived else "",
        day=f"{made_on.isoformat()}T00:00:00+00:00",
    ).encode()
    document = canvas._doc  # type: ignore[attr-defined] # private, and the one way to the catalog
    # ReportLab seeds the file's identifier with its own idea of the time; ours depends on the handout alone.
    document.signature = md5(made_on.isoformat().encode(), usedforsecurity=False)
    catalog = document.Catalog
    catalog.Lang = PDFString(language)
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.StructTreeRoot = tree
    catalog.Metadata = plain(packet, Type="/Metadata", Subtype="/XML")
