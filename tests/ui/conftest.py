"""Qt without a screen. Set before anything imports Qt; a Qt warning fails the test it appears in."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # The browser engine refuses to start for root with its sandbox on; the application itself never does this.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    config.option.qt_log_level_fail = "WARNING"


@pytest.fixture(scope="session", autouse=True)
def _calm_clipboard(qapp):
    """Our own data left on the clipboard would outlive Python on the offscreen platform and crash at exit."""
    yield
    qapp.clipboard().setText("")
