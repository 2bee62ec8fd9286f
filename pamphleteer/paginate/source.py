"""What WeasyPrint reads: a tree that is parsed already, and files that were read already."""

from __future__ import annotations

import mimetypes
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import cssselect2
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from pamphleteer.images import eight_bit


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Answers with the files it was given; asks neither the disk nor the net."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",))
        # WeasyPrint would take the two bytes of a 16-bit grey for two pixels.
        self.files = {address: eight_bit(data) for address, data in files.items()}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file of that address.

        Raises:
            ValueError: it was not given; WeasyPrint logs that, and goes on.
        """
        data = self.files.get(url)
        if data is None:
            data = self.files.get(unquote(url))
        if data is None and url.startswith("data:image/"):
            # A picture within an SVG picture.
            return super().fetch(url, headers)
        if data is None:
            raise ValueError(f"{url} is not part of the book")
        kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
        return URLFetcherResponse(url, data, {"Content-Type": kind})


class Source(HTML):  # type: ignore[misc]
    """A document that needs no HTML parser: our HTML is XML, and a note's blocks stand in its paragraph.

    An HTML parser would close the paragraph before the note's first block (HTML, section 13.2.6.4.7).
    """

    def __init__(self, root: ET.Element, fetcher: Fetcher) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element
