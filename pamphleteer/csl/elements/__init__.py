"""The rendering elements of CSL, one module for each kind; ``compiling`` makes them from XML."""
