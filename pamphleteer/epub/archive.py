"""A zip file whose bytes depend on what is put into it, and on nothing else."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

MIMETYPE = b"application/epub+zip"

_EARLIEST, _LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
# Unix, an ordinary file, readable by all: without this some tools unpack files that nobody may open.
_UNIX, _PERMISSIONS = 3, 0o100644 << 16


class Archive:
    """An EPUB's container (EPUB 3.3, section 4.3), written in the order of the calls.

    The mimetype comes first and as it is, so that a system can tell the file by its bytes from 30 on. All else is
    compressed as far as it goes. Names are paths from the container's root; no two may be alike.
    """

    def __init__(self, modified: datetime) -> None:
        # A zip file has no time zone: the UTC clock is written as it stands, within the years that fit.
        clock = (modified.year, modified.month, modified.day, modified.hour, modified.minute, modified.second)
        self._time = min(max(clock, _EARLIEST), _LATEST)
        self._bytes = io.BytesIO()
        self._zip = zipfile.ZipFile(self._bytes, "w")
        self._add("mimetype", MIMETYPE, zipfile.ZIP_STORED)

    def writestr(self, name: str, data: bytes | str) -> None:
        """Add a file; called as ``zipfile`` has it, which is what ebooklib calls."""
        self._add(name, data.encode() if isinstance(data, str) else data, zipfile.ZIP_DEFLATED)

    def close(self) -> bytes:
        """Write the directory; the whole file."""
        self._zip.close()
        return self._bytes.getvalue()

    def _add(self, name: str, data: bytes, method: int) -> None:
        # A ZipInfo of our own: from a mere name, zipfile takes the clock and the platform.
        entry = zipfile.ZipInfo(name, self._time)
        entry.create_system, entry.external_attr, entry.compress_type = _UNIX, _PERMISSIONS, method
        self._zip.writestr(entry, data, compresslevel=9)
