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
_OFF = [
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


def shut_profile(answers: Answers, parent: QObject) -> QWebEngineProfile:
    """A profile that keeps nothing, runs no page script, and asks *answers* alone. It must outlive its pages."""
    register()
    made = QWebEngineProfile(parent)
    made.installUrlSchemeHandler(SCHEME.encode(), answers)
    made.setUrlRequestInterceptor(OnlyOurs(made))
    made.downloadRequested.connect(_cancel)
    for name in _OFF:
        made.settings().setAttribute(getattr(QWebEngineSettings.WebAttribute, name), False)
    made.settings().setUnknownUrlSchemePolicy(
        QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
    )
    rule = QWebEngineScript()
    rule.setName("noscript")
    rule.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    rule.setWorldId(OURS.value)
    rule.setSourceCode(_HIDE_NOSCRIPT)
    made.scripts().insert(rule)
    return made


def _cancel(download: QWebEngineDownloadRequest) -> None:
    download.cancel()
