"""The county's time."""

from datetime import timedelta, timezone

COUNTY_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept it without summer time since 1992."""
