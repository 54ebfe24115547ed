"""What goes into the handout, and in which order: blocks that hold message ids and values, and no sentence."""

from pgx_reader.handout.build import build_handout

__all__ = ["build_handout"]
