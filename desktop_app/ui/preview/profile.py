"""A browser profile with every door to the outside shut, for the preview and for paper."""

import os

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
_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
_SWITCHES = (
    # Preconnect and WebRTC pass by the request gate; with no name and no route they reach nothing.
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    # A phone's scroll bar lies over the page and comes while it moves. One beside it would take 15 of the 360 pixels.
    "--enable-features=FluentOverlayScrollbar",
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
        _set_switches()
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


def _set_switches() -> None:
    """Tell the engine, which reads them when the first profile is made; what somebody set by hand stays."""
    flags = os.environ.get(_FLAGS, "")
    ours = [each for each in _SWITCHES if each.partition("=")[0] not in flags]
    os.environ[_FLAGS] = " ".join([flags, *ours]).strip()


def _cancel(download: QWebEngineDownloadRequest) -> None:
    download.cancel()
