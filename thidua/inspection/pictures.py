"""JPEG and PNG: the frame is read by hand, then Pillow has to be able to draw it."""

import contextlib
import io
import struct
import warnings
import zlib

from PIL import Image

from thidua.inspection.reasons import BROKEN, HUGE_PICTURE, MOST_PIXELS, Unfit

PNG_START, JPEG_START = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
STARTS = (PNG_START, JPEG_START)
PICTURE_CHUNKS = (b"IDAT", b"fdAT")
LONGEST_NOTE = 1024 * 1024  # unpacked text of a PNG
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
RESTARTS = range(0xD0, 0xD8)
WITHOUT_LENGTH = {0x01, *RESTARTS}


def look(content: bytes) -> str:
    kind = "PNG" if content.startswith(PNG_START) else "JPEG"
    Image.MAX_IMAGE_PIXELS = None  # our own limit is the smaller one
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's remarks on odd but readable files
        try:
            with Image.open(io.BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unfit(HUGE_PICTURE)
                picture.draft("RGB", (256, 256))  # a JPEG is drawn small
                picture.load()
        except (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, IndexError, KeyError):
            raise Unfit(BROKEN) from None
    return f"image/{kind.lower()}"


def besides_the_content(content: bytes) -> bytes:
    """All that is no picture: comments, camera data, what follows the end."""
    try:
        return _png_notes(content) if content.startswith(PNG_START) else _jpeg_notes(content)
    except (struct.error, IndexError, zlib.error):
        raise Unfit(BROKEN) from None


def _png_notes(content: bytes) -> bytes:
    notes, position, kind = [], len(PNG_START), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, position)
        body = content[position + 8 : position + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, position + 8 + length)
        if zlib.crc32(kind + body) != checksum:
            raise Unfit(BROKEN)
        if kind not in PICTURE_CHUNKS:
            notes += [body, _unpacked_note(kind, body)]
        position += 12 + length
    return b"\n".join([*notes, content[position:]])


def _unpacked_note(kind: bytes, body: bytes) -> bytes:
    """Compressed text of a chunk, to a limit; text that is not compressed is compared as it stands."""
    if kind == b"zTXt":
        packed = body.partition(b"\0")[2][1:]
    elif kind == b"iTXt" and body.partition(b"\0")[2][:1] == b"\1":
        packed = body.split(b"\0", 4)[-1]
    else:
        return b""
    with contextlib.suppress(zlib.error):
        return zlib.decompressobj().decompress(packed, LONGEST_NOTE)
    return b""


def _jpeg_notes(content: bytes) -> bytes:
    """Every segment but the scans. A phone may add a second picture after the end; it is read as a note."""
    notes, position = [], 2
    while True:
        if content[position] != 0xFF:
            raise Unfit(BROKEN)
        marker = content[position + 1]
        if marker == 0xFF:  # a fill byte
            position += 1
            continue
        if marker == END_OF_IMAGE:
            return b"\n".join([*notes, content[position + 2 :]])
        if marker in WITHOUT_LENGTH:
            position += 2
            continue
        (length,) = struct.unpack_from(">H", content, position + 2)
        if marker != START_OF_SCAN:
            notes.append(content[position + 4 : position + 2 + length])
            position += 2 + length
        else:
            position = _end_of_scan(content, position + 2 + length)


def _end_of_scan(content: bytes, position: int) -> int:
    """Where the next marker stands: inside a scan 0xFF is followed by 0x00 or by a restart marker."""
    while True:
        position = content.find(b"\xff", position)
        if position < 0:
            raise Unfit(BROKEN)
        following = content[position + 1]
        if following != 0 and following not in RESTARTS:
            return position
        position += 2
