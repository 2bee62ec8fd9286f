"""The note area: a note begins on the page of its call, and goes on at the foot of the next where it must.

WeasyPrint lays the whole area out again for every note that it tries, and never splits one. Here each note is laid
out once, by itself (``parts``), and the area of a page is a list of notes whose heights are known (``area``): the
search for a page break takes notes off the list again, and nothing is laid out twice. ``lines`` asks, for each line
with calls, whether its notes can begin; ``context`` keeps what a page begins with and what it leaves over; ``pages``
makes pages of notes alone, and pages again where what is carried to them has changed.
"""
