"""What of the library and the plan a person may name, as words by id."""

from studio.core.access import Deed, Scope, User, may
from studio.library import store as library_store
from studio.plan import store


def names(user: User, shelf: str) -> dict[str, str]:
    """The entries of a shelf that the person sees."""
    return {one.id: str(one.body.get("name", one.id)) for one in library_store.entries(user, shelf)}


def spots_to_plan(user: User) -> dict[str, str]:
    """The spots the person may plan for."""
    there = names(user, "spots")
    return {id: name for id, name in there.items() if may(user, Deed.PLAN, Scope(spots=frozenset({id})))}


def campaign_names(user: User) -> dict[str, str]:
    """The campaigns the person sees."""
    return {one.id: one.body["title"] for one in store.campaigns(user)}
