"""Pictures: what is one, and what is safe."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pamphleteer import images
from pamphleteer.diagnostics import Span
from pamphleteer.images import probe

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
HERE = Span("a.md", 3)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def raster(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 5), "red").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(("kind", "media_type"), list(images.FORMATS.items()))
def test_raster_formats(kind: str, media_type: str) -> None:
    seen, found = probe(raster(kind), f"a.{kind}", HERE)
    assert seen and not found
    assert (seen.media_type, seen.width, seen.height) == (media_type, 8, 5)


@pytest.mark.parametrize("data", [b"", b"no picture", raster("PNG")[:48], raster("BMP"), raster("JPEG")[:200]])
def test_what_cannot_be_decoded(data: bytes) -> None:
    seen, found = probe(data, "a.png", HERE)
    assert seen is None and [(d.code, d.span) for d in found] == [("image-broken", HERE)]


def test_a_picture_of_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 39)
    _, found = probe(raster("PNG"), "a.png", HERE)
    assert [d.code for d in found] == ["image-too-large"]


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M0 0h9"/>',
        '<use href="#a"/>',
        f'<image href="data:image/png;base64,{PIXEL}"/>',
        '<a href="https://x.org"/>',
    ],
)
def test_a_plain_svg(inner: str) -> None:
    seen, found = probe(SVG.format(inner).encode(), "a.svg", HERE)
    assert seen and seen.media_type == "image/svg+xml" and not found


@pytest.mark.parametrize(
    "inner",
    [
        "<script>x</script>",
        '<rect onload="x"/>',
        "<foreignObject/>",
        '<image href="https://x.org/a.png"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="other.svg#a"/>',
    ],
)
def test_an_svg_that_reaches_out(inner: str) -> None:
    _, found = probe(SVG.format(inner).encode(), "a.svg", HERE)
    assert [d.code for d in found] == ["image-unsafe"]


def test_an_svg_that_declares_entities() -> None:
    data = '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>")
    _, found = probe(data.encode(), "a.svg", HERE)
    assert [d.code for d in found] == ["image-unsafe"]
    seen, _ = probe(("<!DOCTYPE svg>" + SVG.format("")).encode(), "a.svg", HERE)
    assert seen


@pytest.mark.parametrize("data", [b"<svg", b"<html/>", b""])
def test_what_is_no_svg(data: bytes) -> None:
    _, found = probe(data, "a.svg", HERE)
    assert [d.code for d in found] == ["image-broken"]


@pytest.mark.parametrize(
    "inner",
    [
        "<style>@import url(https://x.org/a.css)</style>",
        '<rect fill="url(https://x.org/a.svg#b)"/>',
        '<a href="javascript:x()"/>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    ],
)
def test_an_svg_that_hides_what_it_reaches_for(inner: str) -> None:
    _, found = probe(SVG.format(inner).encode(), "a.svg", HERE)
    assert [d.code for d in found] == ["image-unsafe"]


@pytest.mark.timeout(20)
def test_an_svg_that_copies_itself_without_end() -> None:
    def copies(i: int) -> str:
        return f'<use href="#g{i - 1}"/>' * 10 if i else "<path/>"

    groups = "".join(f'<g id="g{i}">{copies(i)}</g>' for i in range(9))
    _, found = probe(SVG.format(groups + '<use href="#g8"/>').encode(), "a.svg", HERE)
    assert [d.code for d in found] == ["image-unsafe"]


def test_an_svg_that_asks_for_a_style_sheet() -> None:
    _, found = probe(b'<?xml-stylesheet href="https://x.org/a.css"?>' + SVG.format("").encode(), "a.svg", HERE)
    assert [d.code for d in found] == ["image-unsafe"]
