"""A small field for the address of an embed: a video, a post, a map."""

from desktop_app.domain.document import Block, Embed
from desktop_app.domain.ids import new_block_id
from desktop_app.markup.embeds import PROVIDERS, normal_embed
from desktop_app.ui.editor.popover import AddressPopover
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.words import tr


class EmbedPopover(AddressPopover):
    """Puts an embed at the caret, when its provider is one the house allows."""

    def __init__(self, view: BodyView) -> None:
        super().__init__(
            view, "embed", tr("Sematan"), tr("Alamat sematan"), "https://youtu.be/…", tr("Sematkan")
        )
        self._body = view

    def ask(self) -> None:
        """Open under the caret."""
        self.open_at(self._body.textCursor(), "")

    def take(self, said: str) -> str:
        address = normal_embed(said if "://" in said else f"https://{said}")
        if address is None:
            names = ", ".join(provider.name for provider in PROVIDERS)
            return tr("Alamat ini tidak dapat disematkan. Yang bisa: {names}.").format(names=names)
        self._body.insert_blocks((Block(new_block_id(), Embed(address)),))
        return ""
