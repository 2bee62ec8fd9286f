"""Notes on trial: books of words that occur once each, and a check that finds every one of them in the finished PDF.

``words`` makes the words, ``compose`` and ``trial`` the books, ``record`` says what must stand where, ``pdftext`` reads
a PDF, ``check`` compares. Only the tests know Pamphleteer; these modules share nothing with it, and run by themselves::

    python -m tests.notes.trial FOLDER --trim A5      writes FOLDER/book.yaml, its articles, and FOLDER/record.json
    python -m tests.notes.check FOLDER/record.json BOOK.pdf
"""
