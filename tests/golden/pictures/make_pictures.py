# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of this folder and pictures.json, the pixels that Pillow sees in them.

python3 -m venv /tmp/pictures && /tmp/pictures/bin/pip install pillow==13.0.0 numpy==2.4.6
/tmp/pictures/bin/python tests/golden/pictures/make_pictures.py

What Pillow can't write (interlaced and 16-bit PNG, most kinds of BMP) is put together here and still
read by Pillow; 16 bits are rounded to 8 by numpy, as Pillow cuts them off.
"""
import io
import json
import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

FOLDER = os.path.dirname(os.path.abspath(__file__))
HEIGHT, WIDTH = 9, 13
EXPECTED = {}


def ramp():
    """A smooth colour picture with one sharp block."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    color = np.stack([x * 19, y * 28, (x * 7 + y * 11) % 256], axis=-1).astype(np.uint8)
    color[2:5, 3:7] = (250, 20, 60)
    return color


RGB = Image.fromarray(ramp())
GREY = RGB.convert("L")
ALPHA = np.linspace(0, 255, HEIGHT * WIDTH).astype(np.uint8).reshape(HEIGHT, WIDTH)


def seen(picture):
    """Pixels over white; one channel where the file holds greys only."""
    palette = picture.getpalette() if picture.mode == "P" else None
    grey = picture.mode in ("1", "L", "LA", "I;16")
    if palette:
        used = np.array(palette).reshape(-1, 3)
        grey = bool((used[:, 0] == used[:, 1]).all() and (used[:, 0] == used[:, 2]).all())
    if picture.mode == "I;16":
        return ((np.asarray(picture).astype(np.uint32) * 255 + 32767) // 65535)[..., None]
    if picture.mode == "CMYK":
        picture = picture.convert("RGB")
    colors = picture.convert("RGBA")
    white = Image.new("RGB", picture.size, (255, 255, 255))
    white.paste(colors, mask=colors.getchannel("A"))
    pixels = np.asarray(white)
    return pixels[..., :1] if grey else pixels


def store(name, content, pixels=None):
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(content)
    if pixels is None:
        pixels = seen(Image.open(io.BytesIO(content)))
    expect(name, pixels)


def expect(name, pixels):
    pixels = np.asarray(pixels).astype(np.uint8)
    EXPECTED[name] = {"shape": list(pixels.shape), "pixels": pixels.tobytes().hex()}


def saved(picture, kind, **options):
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(
        ">I", zlib.crc32(kind + content))


def png_rows(samples, depth):
    """samples [height, width, channels] as unfiltered rows."""
    rows = b""
    for row in samples:
        bits = "".join(format(int(v), f"0{depth}b") for v in row.reshape(-1))
        bits += "0" * (-len(bits) % 8)
        rows += b"\0" + bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
    return rows


def png(samples, depth, color_type, interlaced=False, extra=b"", part=100000):
    height, width = samples.shape[:2]
    head = struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, int(interlaced))
    adam7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
             (1, 0, 2, 1)]
    passes = [samples[y::dy, x::dx] for y, x, dy, dx in adam7] if interlaced else [samples]
    packed = zlib.compress(b"".join(png_rows(one, depth) for one in passes if one.size), 9)
    chunks = b"".join(chunk(b"IDAT", packed[i:i + part]) for i in range(0, len(packed), part))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunks + chunk(b"IEND", b"")


def make_png():
    grey = np.asarray(GREY)
    store("grey.png", saved(GREY, "PNG"))
    store("rgb.png", saved(RGB, "PNG"))
    store("rgba.png", saved(Image.fromarray(np.dstack([ramp(), ALPHA])), "PNG"))
    store("grey_alpha.png", saved(Image.merge("LA", [GREY, Image.fromarray(ALPHA)]), "PNG"))
    palette = RGB.quantize(16)
    store("palette.png", saved(palette, "PNG"))
    store("palette_transparent.png",
          saved(palette, "PNG", transparency=bytes(range(0, 256, 16))))
    store("grey_palette.png", png(grey[..., None] // 64, 2, 3, extra=chunk(
        b"PLTE", bytes([0, 0, 0, 70, 70, 70, 160, 160, 160, 255, 255, 255]))))
    for depth in (1, 2, 4):
        store(f"grey_{depth}bit.png", png(grey[..., None] >> (8 - depth), depth, 0))
    store("grey_one_transparent.png",
          png(grey[..., None], 8, 0, extra=chunk(b"tRNS", struct.pack(">H", int(grey[4, 8])))))
    wide = grey.astype(np.uint32) * 257 + ALPHA
    wide = np.minimum(wide, 65535)
    store("grey_16bit.png", png(wide[..., None], 16, 0))
    deep = np.minimum(ramp().astype(np.uint32) * 256 + ALPHA[..., None], 65535)
    store("rgb_16bit.png", png(deep, 16, 2), (deep * 255 + 32767) // 65535)
    store("many_chunks.png", png(deep, 16, 2, part=50), (deep * 255 + 32767) // 65535)
    store("interlaced.png", png(ramp(), 8, 2, True))
    store("interlaced_alpha.png", png(np.dstack([grey, ALPHA]), 8, 4, True))


def make_jpeg():
    store("grey.jpg", saved(GREY, "JPEG", quality=90, optimize=True))
    store("rgb.jpg", saved(RGB, "JPEG", quality=90, subsampling=0, optimize=True))
    store("halved_colours.jpg", saved(RGB, "JPEG", quality=90, subsampling=2, optimize=True))
    store("progressive.jpg", saved(RGB, "JPEG", quality=90, progressive=True))
    cyan, magenta, yellow, _ = RGB.convert("CMYK").split()
    black = Image.fromarray(ALPHA // 2)
    inks = saved(Image.merge("CMYK", [cyan, magenta, yellow, black]), "JPEG", quality=90,
                 optimize=True)
    store("cmyk.jpg", inks)
    adobe = inks.index(b"Adobe")
    store("ycck.jpg", inks[:adobe + 11] + b"\x02" + inks[adobe + 12:])
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        content = saved(GREY, "JPEG", quality=80, optimize=True, exif=exif)
        turned = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        store(f"turned_{orientation}.jpg", content, seen(turned))
    y, x = np.mgrid[0:41, 0:67]
    large = np.stack([x * 3, y * 5, 128 + 100 * np.sin(x / 9) * np.cos(y / 7)], axis=-1)
    content = saved(Image.fromarray(large.astype(np.uint8)), "JPEG", quality=75, optimize=True)
    store("large.jpg", content)
    for part in (2, 4, 8):
        smaller = Image.open(io.BytesIO(content))
        smaller.draft("RGB", (67 // part, 41 // part))
        expect(f"large.jpg/{part}", seen(smaller))


def bmp_rows(values, bits):
    """values [height, width] of whole pixels, rows in the order given."""
    rows = b""
    for row in values:
        if bits >= 8:
            packed = b"".join(int(v).to_bytes(bits // 8, "little") for v in row)
        else:
            text = "".join(format(int(v), f"0{bits}b") for v in row)
            text += "0" * (-len(text) % 8)
            packed = bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8))
        rows += packed + b"\0" * (-len(packed) % 4)
    return rows


def bmp(rows, bits, compression=0, height=HEIGHT, palette=b"", masks=(), version=40):
    head = struct.pack("<IiiHHIIiiII", version, WIDTH, height, 1, bits, compression, len(rows), 0, 0,
                       len(palette) // 4, 0)
    mask = b"".join(struct.pack("<I", m) for m in masks)
    if version > 40:
        head += mask.ljust(version - 40, b"\0")
        mask = b""
    start = 14 + len(head) + len(mask) + len(palette)
    return (b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + head + mask + palette +
            rows)


def bmp_core(rows, bits, palette=b""):
    start = 26 + len(palette)
    head = struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, bits)
    return b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + head + palette + rows


def runs8(indices):
    """Runs, a stretch of single pixels where they differ, and a jump over the start of the last row."""
    content = b""
    for y, row in enumerate(indices):
        x = 0
        if y == len(indices) - 1:
            content += bytes([0, 2, 4, 0])
            x = 4
        while x < len(row):
            count = 1
            while x + count < len(row) and row[x + count] == row[x]:
                count += 1
            rest = row[x:]
            if count == 1 and len(rest) >= 3:
                content += bytes([0, 3]) + bytes(int(v) for v in rest[:3]) + b"\0"
                count = 3
            else:
                content += bytes([count, int(row[x])])
            x += count
        content += b"\0\0"
    return content + b"\0\1"


def runs4(indices):
    content = b""
    for row in indices:
        content += bytes([0, 5]) + bytes([row[0] << 4 | row[1], row[2] << 4 | row[3], row[4] << 4, 0])
        for x in range(5, len(row), 2):
            pair = row[x:x + 2]
            content += bytes([len(pair), pair[0] << 4 | pair[-1]])
        content += b"\0\0"
    return content + b"\0\1"


def make_bmp():
    color = ramp().astype(np.uint32)
    red, green, blue = color[..., 0], color[..., 1], color[..., 2]
    up = slice(None, None, -1)
    store("black_and_white.bmp", saved(GREY.convert("1"), "BMP"))
    store("grey.bmp", saved(GREY, "BMP"))
    few = RGB.quantize(16)
    store("palette.bmp", saved(few, "BMP"))
    store("rgb.bmp", saved(RGB, "BMP"))
    indices = np.asarray(few)
    entries = np.array(few.getpalette()[:48], dtype=np.uint8).reshape(-1, 3)
    colors = b"".join(bytes([b, g, r, 0]) for r, g, b in entries)
    store("palette_4bit.bmp", bmp(bmp_rows(indices[up], 4), 4, palette=colors))
    two = (np.asarray(GREY) > 90).astype(int)
    store("palette_1bit.bmp", bmp(bmp_rows(two[up], 1), 1, palette=b"\0\x40\xff\0\xff\xe0\x10\0"))
    store("top_down.bmp", bmp(bmp_rows((red << 16 | green << 8 | blue), 24), 24, height=-HEIGHT))
    fives = (red >> 3) << 10 | (green >> 3) << 5 | blue >> 3
    store("16bit_555.bmp", bmp(bmp_rows(fives[up], 16), 16))
    six = (red >> 3) << 11 | (green >> 2) << 5 | blue >> 3
    store("16bit_565.bmp", bmp(bmp_rows(six[up], 16), 16, 3, masks=(0xF800, 0x07E0, 0x001F)))
    store("32bit.bmp", bmp(bmp_rows((red << 16 | green << 8 | blue)[up], 32), 32))
    alpha = ALPHA.astype(np.uint32)
    store("32bit_alpha.bmp",
          bmp(bmp_rows((alpha << 24 | red << 16 | green << 8 | blue)[up], 32), 32, 3, version=108,
              masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000)))
    store("core.bmp", bmp_core(bmp_rows((red << 16 | green << 8 | blue)[up], 24), 24))
    store("runs8.bmp", bmp(runs8(indices[up]), 8, 1, palette=colors))
    store("runs4.bmp", bmp(runs4(indices[up].tolist()), 4, 2, palette=colors))


make_png()
make_jpeg()
make_bmp()
with open(os.path.join(FOLDER, "pictures.json"), "w", encoding="utf-8") as out:
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in EXPECTED.items())
    out.write("{\n" + lines + "\n}\n")
