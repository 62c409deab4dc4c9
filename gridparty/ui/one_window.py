"""A second start with the same file brings the first window to the front (D20): a local socket, named by the file."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 1000  # milliseconds


def _name(path: Path) -> str:
    return "gridparty-" + hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]


class Doorbell(QObject):
    """Listens for second starts with the file that is open here."""

    rung = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(path))  # what a crash left behind; the lock file says that nobody else is here
        self._server.listen(_name(path))
        self._server.newConnection.connect(self._on_rung)

    def close(self) -> None:
        """Stops listening."""
        self._server.close()

    def _on_rung(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.rung.emit()


def ring(path: Path) -> bool:
    """Asks the window that has the file to come to the front. Returns whether one answered."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    answered = socket.waitForConnected(PATIENCE)
    if answered:
        socket.waitForDisconnected(PATIENCE)
    return answered
