"""The sample county brought into the database: its library, then its campaigns. What people made of it since stays."""

from studio.core.access import User
from studio.core.settings import shipped
from studio.library import exchange as library
from studio.library.exchange import Imported
from studio.plan import exchange as plan


def import_sample(user: User) -> Imported:
    """Bring in what is not there yet, and was not removed. Raises `NotAllowed`."""
    campaigns = shipped("campaigns")
    found = library.import_files(user, campaigns / "library", only_new=True)
    planned = plan.import_folder(user, campaigns, only_new=True)
    return Imported(
        new=found.new + planned.new,
        changed=found.changed + planned.changed,
        same=found.same + planned.same,
        rejected=found.rejected + planned.rejected,
        oddities=found.oddities + planned.oddities,
    )
