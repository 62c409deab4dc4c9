"""Workbooks of the newer kind (.xlsx, .ods) put together from their parts, so that tests can also do it wrongly."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def new_workbook(
    *sheets: str,
    names: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    strings: str = "",
    facts: str = "",
    after: str = "",
) -> bytes:
    """A workbook of sheets given as the rows' XML; `facts`: attributes of workbookPr, `after`: what follows the rows.

    `strings`: the shared strings' XML; `hidden`: each sheet's state, "" for a visible one.
    """
    called = names or tuple(f"Sheet{at}" for at in range(1, len(sheets) + 1))
    states = (*hidden, *[""] * (len(sheets) - len(hidden)))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"{f" state={chr(34)}{state}{chr(34)}" if state else ""}/>'
        for at, (name, state) in enumerate(zip(called, states, strict=True), start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{LINKS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="rId99" Type="{LINKS}/styles" Target="styles.xml"/>'
    if strings:
        links += f'<Relationship Id="rId98" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr {facts}/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    for at, rows in enumerate(sheets, start=1):
        sheet = rows if rows.startswith("<?xml") else f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}'
        parts[f"xl/worksheets/sheet{at}.xml"] = sheet if rows.startswith("<?xml") else sheet + "</worksheet>"
    return packed(parts)


def text_cell(place: str, text: str) -> str:
    """A cell with its text inside it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def open_document(table: str) -> bytes:
    """An OpenDocument spreadsheet with the XML of one table's rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="名册">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"})
