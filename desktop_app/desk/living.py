"""What happens at the site at this moment: pokes, and who is in which story. Advisory, and nothing waits for it."""

from collections.abc import Callable

from desktop_app.desk.bundle import Desk
from desktop_app.domain.presence import company as company_of
from desktop_app.sync import kept
from desktop_app.sync.ears import Ears as Ears
from desktop_app.sync.ears import Heard as Heard

__all__ = ["Ears", "Heard", "company_of", "listen", "my_device", "sit"]


def listen(desk: Desk, ears: Ears, told: Callable[[Heard], None]) -> None:
    """Hold a line to the site open until it breaks (Trouble) or *ears* are closed. Blocks: a lane of its own."""
    ears.listen(desk.client(), told)


def sit(desk: Desk, article_id: str, *, take_pen: bool = False) -> None:
    """Tell the colleagues which story is open here, empty for none; *take_pen* takes it over. Network."""
    with desk.client() as client:
        client.sit(article_id, take_pen=take_pen)


def my_device(desk: Desk) -> str:
    """What the site calls this desk; empty before the first contact."""
    with desk.store.reading() as tx:
        said = kept.kept(tx)
    return said[0].me.device_id if said is not None else ""
