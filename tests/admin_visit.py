"""Come in to the site's admin page by the address given, write down a new person there, and say what it shows then.

A program of its own: the preview shuts the browser engine of its process off from every address.
"""

import sys
import time

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication

PATIENCE_S = 20
ADD = (
    "const form = document.querySelector('form[action$=\"/orang\"]');"
    "form.elements.nama.value = 'Budi Santoso'; form.querySelector('button').click()"
)


def main() -> None:
    app = QApplication(sys.argv)
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    read = {"text": ""}

    def wait_for(words: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while words not in read["text"]:
            if time.monotonic() > until:
                sys.exit(f"no {words!r} in: {read['text']}")
            page.runJavaScript(
                "document.body ? document.body.innerText : ''", lambda text: read.update(text=text or "")
            )
            app.processEvents()
            time.sleep(0.02)

    page.load(QUrl(sys.argv[1]))
    wait_for("Masuk")
    page.runJavaScript("document.querySelector('form button').click()")
    wait_for("Sari")
    page.runJavaScript(ADD)
    wait_for("Budi Santoso")
    sys.stdout.write(page.url().path())
    sys.stdout.flush()
    page.deleteLater()
    app.processEvents()


if __name__ == "__main__":
    main()
