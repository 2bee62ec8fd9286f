"""How well lines are set: read from the glyph positions of anybody's PDF, and compared with others' lines of a text."""
