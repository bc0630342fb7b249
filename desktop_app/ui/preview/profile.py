"""A browser profile with every door to the outside shut, for the preview and for paper."""

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)

from desktop_app.ui.preview.scheme import SCHEME, Answers, OnlyOurs, register

# The world our own scripts run in; it works although the page's own is off.
OURS = QWebEngineScript.ScriptWorldId.ApplicationWorld
# Readers have scripts; what they would see instead of the page's friendly note is shown.
_HIDE_NOSCRIPT = (
    "(function(){var s=new CSSStyleSheet();s.replaceSync('noscript{display:none!important}');"
    "document.adoptedStyleSheets=[s];})();"
)
SWITCHED_OFF = [
    "JavascriptEnabled",
    "JavascriptCanOpenWindows",
    "JavascriptCanAccessClipboard",
    "JavascriptCanPaste",
    "LocalStorageEnabled",
    "LocalContentCanAccessRemoteUrls",
    "LocalContentCanAccessFileUrls",
    "HyperlinkAuditingEnabled",
    "PluginsEnabled",
    "PdfViewerEnabled",
    "FullScreenSupportEnabled",
    "ScreenCaptureEnabled",
    "WebGLEnabled",
    "DnsPrefetchEnabled",
    "AutoLoadIconsForPage",
    "TouchIconsEnabled",
    "AllowRunningInsecureContent",
    "AllowGeolocationOnInsecureOrigins",
    "AllowWindowActivationFromJavaScript",
    "NavigateOnDropEnabled",
    "BackForwardCacheEnabled",
    "ErrorPageEnabled",
]


class ShutProfile(QWebEngineProfile):
    """Keeps nothing, runs no page script, and asks *answers* alone. It must outlive its pages."""

    def __init__(self, answers: Answers, parent: QObject) -> None:
        register()
        super().__init__(parent)
        self.installUrlSchemeHandler(SCHEME.encode(), answers)
        # Held here by name: the binding lets go of a gate that has only a parent, and the profile then asks nobody.
        self.gate = OnlyOurs(self)
        self.setUrlRequestInterceptor(self.gate)
        self.downloadRequested.connect(_cancel)
        for name in SWITCHED_OFF:
            self.settings().setAttribute(getattr(QWebEngineSettings.WebAttribute, name), False)
        self.settings().setUnknownUrlSchemePolicy(
            QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
        )
        rule = QWebEngineScript()
        rule.setName("noscript")
        rule.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        rule.setWorldId(OURS.value)
        rule.setSourceCode(_HIDE_NOSCRIPT)
        self.scripts().insert(rule)


def _cancel(download: QWebEngineDownloadRequest) -> None:
    download.cancel()
