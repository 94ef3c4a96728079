"""People of the sample county."""

from studio.core.access import Role, User

ADMIN = User("admin", "覃主任", Role.ADMINISTRATOR)
OFFICE = User("office", "品牌办", Role.BRAND_OFFICE)
TRAINER = User("trainer", "向老师", Role.TRAINER)
TEMPLE = User("temple", "夹山寺运营", Role.SPOT_OPERATOR, frozenset({"jiashan-temple"}))
MOUNTAIN = User("mountain", "壶瓶山运营", Role.SPOT_OPERATOR, frozenset({"huping-mountain"}))
HOST = User("host", "田秋香", Role.LIVESTREAMER, frozenset({"huping-mountain"}))
TRAINEE = User("trainee", "学员", Role.TRAINEE)
