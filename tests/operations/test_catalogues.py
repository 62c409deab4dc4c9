"""A newer program renews what it ships; what the office edited stays (DESIGN §3 "Vocabulary is data")."""

from gridparty.app import App
from gridparty.operations import catalogues, settings
from gridparty.operations.catalogues import Item
from gridparty.storage.tables import CatalogueItem, Setting


def team(app: App) -> Item:
    return app.ask(catalogues.items, catalogue="registers")["team"]


def as_shipped_before(app: App, *, zh: str, is_marked: bool = True) -> None:
    """The file as an older program left it: another word for the same item."""
    with app.store.write("test", "catalogues.load") as session:
        row = session.query(CatalogueItem).filter_by(catalogue="registers", code="team").one()
        session.delete(row)
        session.flush()
        session.add(CatalogueItem(catalogue="registers", code="team", zh=zh, en="Team", position=0, facts={}))
        setting = session.query(Setting).filter_by(key=catalogues.SHIPPED).one()
        marks = {**setting.value, "registers/team": catalogues._mark(zh, "Team", {})}
        setting.value = marks if is_marked else {}


def test_a_newer_program_renews_what_nobody_edited(app: App) -> None:
    now = team(app)
    for is_marked in (True, False):
        as_shipped_before(app, zh="小分队", is_marked=is_marked)
        assert team(app).zh == "小分队"
        app.run(catalogues.load, version="0.2")
        assert team(app) == now
    assert app.ask(settings.get, key="vocabulary")["version"] == "0.2"


def test_what_the_office_edited_stays(app: App) -> None:
    as_shipped_before(app, zh="小分队")
    with app.store.write("test", "catalogues.load") as session:
        session.query(CatalogueItem).filter_by(catalogue="registers", code="team").one().zh = "我们的队伍"
    for version in ("0.2", "0.3"):
        app.run(catalogues.load, version=version)
        assert team(app).zh == "我们的队伍"


def test_loading_again_changes_no_item(app: App) -> None:
    with app.store.write("test", "catalogues.load") as session:
        before = {row.id: row.version for row in session.query(CatalogueItem)}
    app.run(catalogues.load, version="0.9")
    with app.store.write("test", "catalogues.load") as session:
        assert {row.id: row.version for row in session.query(CatalogueItem)} == before
