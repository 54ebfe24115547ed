"""The one place that reads the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from pgx_reader.errors import PgxReaderError


def today() -> date:
    """The date a handout bears: that of `SOURCE_DATE_EPOCH` where it is set, else today's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise PgxReaderError(f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds since 1970.') from None
