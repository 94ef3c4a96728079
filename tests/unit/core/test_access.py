import pytest

from studio.core.access import COUNTY, Deed, NotAllowed, Role, Scope, User, may, require

HUPING = Scope(spots=frozenset({"huping-mountain"}), brands=frozenset({"yinfeng"}), owner="tan")


def person(role, **bound):
    return User("me", "我", role, **{name: frozenset(ids) for name, ids in bound.items()})


@pytest.mark.parametrize(
    ("user", "sees"),
    [
        (person(Role.ADMINISTRATOR), True),
        (person(Role.BRAND_OFFICE), True),
        (person(Role.BRAND_OFFICE, brands={"yinfeng"}), True),
        (person(Role.BRAND_OFFICE, brands={"orange"}), False),
        (person(Role.SPOT_OPERATOR, spots={"huping-mountain"}), True),
        (person(Role.SPOT_OPERATOR, spots={"jiashan-temple"}), False),
        (person(Role.LIVESTREAMER, spots={"huping-mountain"}), True),
        (person(Role.LIVESTREAMER), False),
        (person(Role.TRAINER), False),
        (person(Role.TRAINEE, spots={"huping-mountain"}), False),
        (User("tan", "谭", Role.TRAINEE), True),
    ],
)
def test_who_sees_what_belongs_to_one_spot(user, sees):
    assert may(user, Deed.SEE, HUPING) is sees


@pytest.mark.parametrize("role", Role)
def test_everybody_sees_what_is_the_countys(role):
    assert may(person(role), Deed.SEE, COUNTY)


def test_only_the_brand_office_and_the_administrator_approve():
    assert [role for role in Role if may(person(role), Deed.APPROVE)] == [Role.ADMINISTRATOR, Role.BRAND_OFFICE]


def test_what_may_not_be_done_is_refused_by_name():
    with pytest.raises(NotAllowed) as refused:
        require(person(Role.TRAINEE), Deed.APPROVE)
    assert refused.value.what == "approve clips"
