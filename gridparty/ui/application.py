"""The Qt application: input method, fonts, Chinese for Qt's own words, the look, and what happens to a fault."""

import os
import sys
import traceback
from collections.abc import Callable, MutableMapping
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gridparty.i18n import LANGUAGE
from gridparty.ui import garbage, theme

Fault = Callable[[type[BaseException], BaseException, TracebackType | None], None]

TURN = 0.0005  # seconds that another thread may keep the window waiting each time it wants to run (Python's own: 5 ms)


def settle_input_method(environment: MutableMapping[str, str]) -> None:
    """Qt's wheels speak to ibus only; fcitx answers as ibus through the portal (LAB §1). Before QApplication."""
    said = " ".join(environment.get(name, "") for name in ("QT_IM_MODULE", "GTK_IM_MODULE", "XMODIFIERS"))
    if sys.platform.startswith("linux") and "fcitx" in said:
        environment["QT_IM_MODULE"] = "ibus"
        environment["IBUS_USE_PORTAL"] = "1"


def build(arguments: list[str], *, on_fault: Fault | None = None) -> QApplication:
    """The application with the look that was chosen last."""
    settle_input_method(os.environ)
    sys.setswitchinterval(TURN)
    app = QApplication.instance() or QApplication(arguments)
    assert isinstance(app, QApplication)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    garbage.keep_here(app)
    app.setApplicationName("gridparty")
    app.setOrganizationName("gridparty")
    QGuiApplication.setDesktopFileName("gridparty")
    app.setStyle("Fusion")
    theme.load_fonts()
    _translate(app)
    settings = QSettings()
    theme.apply(
        app,
        dark=bool(settings.value("look/dark", False, bool)),
        points=int(str(settings.value("look/points", theme.USUAL))),
    )
    if on_fault is not None:
        sys.excepthook = on_fault
    return app


def describe(error: BaseException) -> str:
    """A fault as text for a report: where it happened, never what was in the data."""
    steps = traceback.extract_tb(error.__traceback__)
    return "\n".join([type(error).__name__, *(f"  {step.filename}:{step.lineno} {step.name}" for step in steps)])


def _translate(app: QApplication) -> None:
    QLocale.setDefault(QLocale(LANGUAGE))
    translator = QTranslator(app)
    if translator.load(f"qtbase_{LANGUAGE}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
