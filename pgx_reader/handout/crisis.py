"""Whom to call: the box that every handout ends its advice with."""

from __future__ import annotations

from pgx_reader.handout.say import say
from pgx_reader.models.document import Callout, CalloutTone, Text, verbatim
from pgx_reader.models.letterhead import HelpLines
from pgx_reader.terms import Reach


def crisis_box(lines: HelpLines) -> Callout:
    """Whom to call in a crisis, and in danger. Only a line of the tables is said to be open at any time."""
    danger = say("crisis.danger", number=verbatim(lines.emergency))
    return Callout(tone=CalloutTone.CRISIS, lead=say("crisis.lead"), body=(_call(lines), danger))


def _call(lines: HelpLines) -> Text:
    number = verbatim(lines.crisis_line)
    texts = lines.how is Reach.CALL_OR_TEXT
    if lines.country is not None:
        message = "crisis.call_or_text" if texts else "crisis.call"
        return say(message, number=number, country=say(f"country.{lines.country}"))
    line = number if lines.crisis_name is None else say("crisis.named", name=verbatim(lines.crisis_name), number=number)
    return say("crisis.own.call_or_text" if texts else "crisis.own.call", line=line)
