"""Plain-language handouts that explain CYP2D6 and CYP2C19 results. Not a prescribing tool."""

__version__ = "0.1.0"
