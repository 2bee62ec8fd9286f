"""A page of a PDF as a picture."""

from __future__ import annotations

import io

import pypdfium2

_QUALITY = 90


def page_picture(pdf: bytes, short_side: int) -> bytes:
    """The first page as a JPEG (sRGB, without subsampling of colours), its short side ``short_side`` pixels long."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        scale = short_side / min(page.get_size())
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
    out = io.BytesIO()
    # Letters on a field of colour show the blur of subsampled colours first.
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return out.getvalue()
