"""Bad input, kind by kind: right output or a diagnostic, in bounded time and memory, and no trace of it in dist."""
