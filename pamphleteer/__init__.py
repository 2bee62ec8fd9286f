"""Pamphleteer: articles in, one book out, as a paginated PDF and an EPUB 3 that agree with each other."""

__version__ = "0.1.0"
