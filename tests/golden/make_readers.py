# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/golden/readers: small SQLite and .xlsx files (python3 make_readers.py)."""
import os
import sqlite3
import zipfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "readers")
TIME = (2024, 1, 1, 0, 0, 0)


def database(name, script):
    path = os.path.join(FOLDER, name)
    if os.path.exists(path):
        os.remove(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 512")
    connection.executescript(script)
    connection.commit()
    connection.close()


CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="2">
<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>
<numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"""
SHARED = f"""<sst xmlns="{MAIN}"><si><t>height</t></si><si><t>city</t></si><si><t>day</t></si>
<si><t>open</t></si><si><r><t>Ber</t></r><r><t>lin</t></r><rPh sb="0" eb="1"><t>hint</t></rPh></si>
<si><t xml:space="preserve"> Oslo </t></si><si><t>length</t></si></sst>"""
MEASURES = f"""<worksheet xmlns="{MAIN}"><sheetData>
<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c>
<c r="D2" t="s"><v>3</v></c><c r="E2" t="s"><v>6</v></c></row>
<row r="3"><c r="A3"><v>1.5</v></c><c r="B3" t="s"><v>4</v></c><c r="C3" s="1"><v>45352</v></c>
<c r="D3" t="b"><v>1</v></c><c r="E3" s="3"><v>7</v></c></row>
<row r="5"><c r="A5"><v>-2.5E-3</v></c><c r="B5" t="s"><v>5</v></c><c r="C5" s="2"><v>45352.5</v></c>
<c r="D5" t="b"><v>0</v></c><c r="E5" s="3"><v>8</v></c></row>
<row r="6"><c r="A6" t="e"><v>#N/A</v></c><c r="B6" t="inlineStr"><is><t>Rome</t></is></c>
<c r="C6" s="1"><v>59</v></c><c r="D6" t="b"><v>1</v></c><c r="E6"><f>1+1</f><v>2</v></c></row>
</sheetData></worksheet>"""
OTHER = f"""<x:worksheet xmlns:x="{MAIN}"><x:sheetData>
<x:row><x:c t="str"><x:v>a</x:v></x:c><x:c t="str"><x:v>b</x:v></x:c></x:row>
<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"""


def workbook(name, sheets, properties=""):
    """`sheets`: pairs of name and XML."""
    parts = {"[Content_Types].xml": CONTENT_TYPES, "xl/styles.xml": STYLES, "xl/sharedStrings.xml": SHARED}
    listed = "".join(f'<sheet name="{sheet}" sheetId="{i + 1}" r:id="rId{i + 1}"/>'
                     for i, (sheet, _) in enumerate(sheets))
    parts["xl/workbook.xml"] = (f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">{properties}'
                                f"<sheets>{listed}</sheets></workbook>")
    links = "".join(f'<Relationship Id="rId{i + 1}" Type="{RELATION}/worksheet" '
                    f'Target="worksheets/sheet{i + 1}.xml"/>' for i in range(len(sheets)))
    parts["xl/_rels/workbook.xml.rels"] = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/'
                                           f'2006/relationships">{links}</Relationships>')
    for i, (_, xml) in enumerate(sheets):
        parts[f"xl/worksheets/sheet{i + 1}.xml"] = xml
    with zipfile.ZipFile(os.path.join(FOLDER, name), "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(zipfile.ZipInfo(part, TIME), text, zipfile.ZIP_DEFLATED)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    database("one_table.sqlite", """
        CREATE TABLE flowers (id INTEGER, width REAL, kind TEXT, day TEXT, photo BLOB);
        INSERT INTO flowers VALUES (1, 0.1, 'rose', '2024-03-01', x'00'), (9007199254740993, NULL, 'tulip', '2024-03-02', NULL),
                                   (3, 0.30000000000000004, NULL, NULL, NULL);""")
    database("two_tables.sqlite", """
        CREATE TABLE a (x); CREATE TABLE "b ""c" (y, z); INSERT INTO a VALUES (1), (2);
        INSERT INTO "b ""c" VALUES ('p', 1), ('q', 2);""")
    database("no_table.sqlite", "PRAGMA user_version = 7;")
    database("no_rows.sqlite", "CREATE TABLE a (x);")
    workbook("measures.xlsx", [("measures", MEASURES), ("other", OTHER)])
    workbook("since_1904.xlsx", [("measures", MEASURES)], '<workbookPr date1904="1"/>')
    with zipfile.ZipFile(os.path.join(FOLDER, "no_workbook.zip"), "w") as archive:
        archive.writestr(zipfile.ZipInfo("notes.txt", TIME), "hello")


if __name__ == "__main__":
    main()
