"""What goes into the handout, and in which order: blocks that hold message ids and values, and no sentence."""

from pgx_reader.handout.build import build_handout
from pgx_reader.handout.talk import build_talk
from pgx_reader.handout.translation import in_language

__all__ = ["build_handout", "build_talk", "in_language"]
