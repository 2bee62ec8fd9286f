"""Pages weighed: a paragraph is given a line more or fewer where a page, or the end of a chapter, is better for it.

A page may end a line or two above its neighbour, since two lines of a paragraph stay together; its last line may end
with a hyphen; the last page of a chapter may hold a line or two. Space between blocks is never stretched: instead a
paragraph is broken otherwise, or both pages of a spread end a line sooner, and they are made again. What is tried is
bounded, and what is no better is taken back.
"""
