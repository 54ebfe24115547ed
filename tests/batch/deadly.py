"""A handout that its process dies of, for one patient: what a fault in a library would do."""

from __future__ import annotations

import os
from datetime import date

from pgx_reader.batch.options import Style
from pgx_reader.models.interpretation import Interpretation


class Deadly(Style):
    """A style that no process survives for this patient."""

    victim: str

    def handout(self, interpretation: Interpretation, made_on: date) -> bytes:
        """The handout of everybody else."""
        if interpretation.patient.id == self.victim:
            os._exit(9)
        return super().handout(interpretation, made_on)
