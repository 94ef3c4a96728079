"""Who asks. The gate writes the person on the request."""

from starlette.requests import HTTPConnection

from studio.core.access import Role, User

_NOBODY_LOGS_IN = User("local", "local", Role.ADMINISTRATOR)


def user_of_request(request: HTTPConnection) -> User:
    """The person of the request; without a gate, whoever sits at this computer."""
    return request.scope.get("user", _NOBODY_LOGS_IN)
