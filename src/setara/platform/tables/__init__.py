"""Tables in and out: a file becomes sheets of cells as typed, rows become a file that runs nothing.

What a cell means is decided elsewhere (`setara.kernel.intake`); this package knows formats and their dangers.
"""
