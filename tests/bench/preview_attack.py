"""One preview in a process of its own, with only the layers named: what a hostile page got out of it, as JSON.

python tests/bench/preview_attack.py [--quick] LAYER...

Layers: rules (own scheme with its policy), gate (every request asked about), scripts (off), stay (no navigation), and
resolver: the preview's rule that no name leads anywhere, off here so that the layers themselves are measured.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attack_page import Listener, attack_page
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.domain.opened import PreviewPage
from desktop_app.ui.icons import Icons
from desktop_app.ui.preview.pane import PreviewPane
from desktop_app.ui.theme import Mode, Theme

ROOT = Path(__file__).resolve().parents[2]
_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
SETTLED_MS = 1500
LED_AWAY_MS = 2600  # the page's own late attempts to leave come in this time
_LAST_MS = 700
_TOUCH = "['ping','scripted','window','link'].forEach(function(i){var e=document.getElementById(i);if(e)e.click()});1"
_SEND = "var f=document.getElementById('form');f&&f.submit();1"


def take_off(pane: PreviewPane, layers: frozenset[str]) -> None:
    """Take every layer that is not in *layers* off the preview, which begins with all of them."""
    from desktop_app.ui.preview import browser, profile

    shown = pane.browser
    assert shown is not None
    if "rules" not in layers:
        shown._answers._policy = b""
    if "gate" not in layers:
        shown._profile.setUrlRequestInterceptor(None)
    if "scripts" not in layers:
        for name in profile.SWITCHED_OFF:
            shown._profile.settings().resetAttribute(getattr(profile.QWebEngineSettings.WebAttribute, name))
    if "stay" not in layers:
        browser._Page.acceptNavigationRequest = lambda *_: True
        shown._new_page()


def main() -> None:
    quick = 5 if "--quick" in sys.argv else 1
    layers = frozenset(sys.argv[1:]) - {"--quick"}
    if "resolver" not in layers:
        # A rule of no effect, so that the preview does not add the one that answers no name at all.
        os.environ[_FLAGS] = f'{os.environ.get(_FLAGS, "")} --host-resolver-rules="MAP x.invalid ~NOTFOUND"'
    app = QApplication(sys.argv[:1])
    theme = Theme(app, ROOT / "resources", Mode.LIGHT)
    pane = PreviewPane(Icons(ROOT / "resources" / "icons", theme), lambda _path, answer: answer(None))
    pane.resize(420, 600)
    pane.show()
    pane.awaken()
    take_off(pane, layers)
    found: dict[str, object] = {}
    with Listener() as listener:

        def ask(code: str, then) -> None:
            pane.browser._page.runJavaScript(code, 1, then)

        def touched(_answer) -> None:
            QTimer.singleShot(LED_AWAY_MS // quick, lambda: ask(_SEND, sent))

        def sent(_answer) -> None:
            QTimer.singleShot(_LAST_MS // quick, told)

        def told() -> None:
            ask("location.href", ended)

        def ended(where) -> None:
            found["where"] = str(where).partition(":")[0]
            app.quit()

        def ran(answer) -> None:
            kinds.update(str(answer or "").split())

        def look() -> None:
            ask("document.documentElement.dataset.ran||''", ran)

        def painted(*_: object) -> None:
            pane.browser._page.loadFinished.disconnect(painted)  # what comes later is where it was led
            QTimer.singleShot(SETTLED_MS // quick, lambda: ask(_TOUCH, touched))

        kinds: set[str] = set()
        looking = QTimer(interval=100)
        looking.timeout.connect(look)
        looking.start()
        pane.browser._page.loadFinished.connect(painted)
        QTimer.singleShot(30_000, app.quit)
        pane.show_page(PreviewPage("a1", "/berita/jahat", attack_page(listener.address, listener.udp_port)))
        app.exec()
        pane.let_go()
    found["ran"] = sorted(kinds)
    found["asked"] = dict(sorted(listener.asked.items()))
    found["connections"], found["datagrams"] = listener.connections, listener.datagrams
    print(json.dumps(found), flush=True)
    pane.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    main()
