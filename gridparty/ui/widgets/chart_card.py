"""A card with a chart under its name, and a link that saves the chart as a picture."""

from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.errors import Conflict
from gridparty.i18n import _
from gridparty.ui import theme
from gridparty.ui.dialogs.files import choose_place
from gridparty.ui.models.charts import Chart
from gridparty.ui.office import Office, plainly
from gridparty.ui.widgets.chart_view import ChartView, draw
from gridparty.ui.widgets.words import button, label

WIDTH, EM, RATIO = 960, 14.0, 2.0  # of a saved picture


class ChartCard(QFrame):
    """Name, link, chart."""

    def __init__(self, office: Office, title: str, *links: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.office, self.title = office, title
        self.subject = ""  # unit and month, for the saved picture
        self.view = ChartView(office, title)
        self.save = button(_("Save picture…"), self.choose_file, role="link")
        self.save.setAccessibleName(_("Save the chart “{title}” as a picture").format(title=title))
        head = QHBoxLayout()
        head.addWidget(label(title, role="heading"))
        head.addStretch(1)
        for link in (*links, self.save):
            head.addWidget(link)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 14)
        box.addLayout(head)
        box.addWidget(self.view, 1)

    def show_chart(self, chart: Chart, subject: str) -> None:
        """Shows a chart; the subject names unit and month."""
        self.subject = subject
        self.view.set_chart(chart)

    def choose_file(self) -> None:
        """Asks where to save the picture."""
        choose_place(self, _("Save picture"), f"{self.subject} {self.title}.png", "PNG (*.png)", self.save_picture)

    def save_picture(self, path: Path) -> None:
        """Draws the chart for paper, large and light, and saves it as PNG."""
        chart = self.view.chart
        if chart is None:
            return
        height = round(WIDTH * max(0.45, self.view.height() / max(self.view.width(), 1)))
        title = f"{self.subject} {self.title}"

        def work() -> None:
            sheet = {"width": WIDTH, "height": height, "ratio": RATIO, "em": EM, "colours": theme.LIGHT}
            if not QImageWriter(str(path), QByteArray(b"PNG")).write(draw(chart, title=title, **sheet).image):
                raise Conflict(_("“{path}” cannot be written.").format(path=path))

        saved = plainly(_("The picture was saved as “{name}”.").format(name=path.name))
        self.office.beside(work, lambda _none: self.office.said.emit(saved))
