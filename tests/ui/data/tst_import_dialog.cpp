// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_dialog.h"

#include "tests/support/heartbeat.h"
#include "tests/support/ui_sandbox.h"
#include "tests/support/workbook_file.h"
#include "ui/models/table_model.h"

#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QTest>

using namespace leptune;
using namespace leptune::testing;

class TestImportDialog : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    static ImportReport reportOf(const char *format, char separator = 0)
    {
        ImportReport report;
        report.format = format;
        report.encoding = "UTF-8";
        report.separator = separator;
        return report;
    }
    static QString golden(const char *name)
    {
        return QStringLiteral(LEPTUNE_GOLDEN "/readers/") + QLatin1String(name);
    }
    static QComboBox *box(const ImportDialog &dialog, const char *name)
    {
        return dialog.findChild<QComboBox *>(QLatin1String(name));
    }
    static void choose(const ImportDialog &dialog, const char *name, const QVariant &value)
    {
        QComboBox *choice = box(dialog, name);
        QVERIFY(choice->findData(value) > 0);
        choice->setCurrentIndex(choice->findData(value));
    }
    static QAbstractItemModel *rowsOf(const ImportDialog &dialog)
    {
        return dialog.findChild<QTableView *>(QStringLiteral("importPreview"))->model();
    }
    static QString nameOf(const ImportDialog &dialog, int column)
    {
        return rowsOf(dialog)->headerData(column, Qt::Horizontal, Qt::EditRole).toString();
    }
    static QString cellOf(const ImportDialog &dialog, int row, int column)
    {
        return rowsOf(dialog)->index(row, column).data().toString();
    }

private Q_SLOTS:
    void overrulesOneGuessOnly()
    {
        ReadOptions options;
        options.types["x"] = ColumnType::Text;
        ImportDialog dialog(QStringLiteral("file.csv"), options, reportOf("CSV", ','));
        choose(dialog, "importSeparator", static_cast<int>(';'));
        const ReadOptions chosen = dialog.options();
        QCOMPARE(chosen.separator, std::optional<char>(';'));
        QVERIFY(!chosen.decimal && chosen.encoding.empty() && !chosen.hasHeader);
        QCOMPARE(chosen.types.size(), std::size_t(1));
    }

    void showsWhatAChoiceWouldGive_data()
    {
        QTest::addColumn<int>("rows");
        QTest::newRow("small file") << 50;
        QTest::newRow("only the beginning is read") << 600'000;
    }
    void showsWhatAChoiceWouldGive()
    {
        QFETCH(int, rows);
        QByteArray text("a;b\n");
        for (int row = 0; row < rows; ++row)
            text += QByteArray::number(row) + ";7\n";
        const QString path = m_sandbox.write(QStringLiteral("preview.csv"), text);
        ImportDialog dialog(path, {}, reportOf("CSV", ';'));
        const QAbstractItemModel *shown = rowsOf(dialog);
        QTRY_COMPARE(shown->columnCount(), 2);
        QVERIFY(shown->rowCount() > 40 && shown->rowCount() <= rows);
        choose(dialog, "importSeparator", static_cast<int>(','));
        QTRY_COMPARE(shown->columnCount(), 1);
        const int before = shown->rowCount();
        choose(dialog, "importHeader", false);
        QTRY_COMPARE(shown->rowCount(), before + 1);
        QCOMPARE(nameOf(dialog, 0), QStringLiteral("column_1"));
        QCOMPARE(dialog.options().hasHeader, std::optional<bool>(false));
    }

    void lettersFollowTheEncoding()
    {
        const QString path = m_sandbox.write(QStringLiteral("letters.csv"), "gr\xf6\xdf"
                                                                            "e,n\n\xe4"
                                                                            "b,1\nc,2\n");
        ImportDialog dialog(path, {}, reportOf("CSV", ','));
        QTRY_COMPARE(nameOf(dialog, 0), QString::fromUtf8("größe"));
        choose(dialog, "importEncoding", QStringLiteral("windows-1251"));
        QTRY_COMPARE(nameOf(dialog, 0), QString::fromUtf8("grцЯe"));
        QCOMPARE(cellOf(dialog, 0, 0), QString::fromUtf8("дb"));
        QCOMPARE(dialog.options().encoding, std::string("windows-1251"));
        box(dialog, "importEncoding")->setCurrentIndex(0);
        QTRY_COMPARE(nameOf(dialog, 0), QString::fromUtf8("größe"));
        QVERIFY(dialog.options().encoding.empty());
    }

    void numbersFollowTheDecimalSign()
    {
        const QString path =
            m_sandbox.write(QStringLiteral("numbers.csv"), "a;b\n1,5;x\n2,5;y\n3,5;x\n");
        ImportDialog dialog(path, {}, reportOf("CSV", ';'));
        const auto typeIs = [&](ColumnType type) {
            return rowsOf(dialog)->headerData(0, Qt::Horizontal, TableModel::TypeRole) ==
                   static_cast<int>(type);
        };
        QTRY_VERIFY(typeIs(ColumnType::Numeric));
        QCOMPARE(cellOf(dialog, 0, 0), QStringLiteral("1.5"));
        choose(dialog, "importDecimal", static_cast<int>('.'));
        QTRY_VERIFY(typeIs(ColumnType::Categorical));
        QCOMPARE(dialog.options().decimal, std::optional<char>('.'));
        choose(dialog, "importDecimal", static_cast<int>(','));
        QTRY_VERIFY(typeIs(ColumnType::Numeric));
    }

    void rowsFollowTheSheet()
    {
        ImportDialog dialog(golden("measures.xlsx"), {}, reportOf("Excel"));
        QTRY_COMPARE(rowsOf(dialog)->columnCount(), 5);
        QComboBox *sheet = box(dialog, "importSheet");
        QTRY_VERIFY(sheet->isEnabled());
        QCOMPARE(sheet->count(), 2);
        sheet->setCurrentIndex(sheet->findText(QStringLiteral("other")));
        QTRY_COMPARE(rowsOf(dialog)->columnCount(), 2);
        QCOMPARE(dialog.options().sheet, std::string("other"));
        QVERIFY(dialog.options().table.empty());
        QVERIFY(!box(dialog, "importSeparator") && !box(dialog, "importEncoding") &&
                !box(dialog, "importDecimal"));
    }

    void namesOfASheetFollowTheHeader()
    {
        ReadOptions options;
        options.sheet = "other";
        ImportDialog dialog(golden("measures.xlsx"), options, reportOf("Excel"));
        QTRY_COMPARE(nameOf(dialog, 0), QStringLiteral("a"));
        QVERIFY(!dialog.options().hasHeader);
        choose(dialog, "importHeader", false);
        QTRY_COMPARE(nameOf(dialog, 0), QStringLiteral("column_1"));
        QCOMPARE(rowsOf(dialog)->rowCount(), 2);
        QCOMPARE(cellOf(dialog, 0, 0), QStringLiteral("a"));
        QCOMPARE(dialog.options().hasHeader, std::optional<bool>(false));
        choose(dialog, "importHeader", true);
        QTRY_COMPARE(nameOf(dialog, 0), QStringLiteral("a"));
        QCOMPARE(dialog.options().hasHeader, std::optional<bool>(true));
    }

    void theGuessOfTheHeaderIsThatOfTheSheet()
    {
        QByteArray named = sheetRow({"n", "m"}), bare;
        for (int row = 0; row < 20; ++row) {
            named += sheetRow({QByteArray::number(row), "7"});
            bare += sheetRow({QByteArray::number(row), "7"});
        }
        const QString path = m_sandbox.write(QStringLiteral("two.xlsx"),
                                             workbookFile({{"named", named}, {"bare", bare}}));
        ImportDialog dialog(path, {}, reportOf("Excel"));
        const QComboBox *header = box(dialog, "importHeader");
        QTRY_COMPARE(rowsOf(dialog)->rowCount(), 20);
        QVERIFY(header->itemText(0).contains(QStringLiteral("holds the names")));
        QTRY_VERIFY(box(dialog, "importSheet")->isEnabled());
        box(dialog, "importSheet")->setCurrentIndex(1);
        QTRY_COMPARE(nameOf(dialog, 0), QStringLiteral("column_1"));
        QVERIFY(header->itemText(0).contains(QStringLiteral("is a row like all others")));
    }

    void tablesOfADatabaseHaveTheirNames()
    {
        ReadOptions options;
        options.table = "a";
        ImportDialog dialog(golden("two_tables.sqlite"), options, reportOf("SQLite"));
        QVERIFY(!box(dialog, "importHeader"));
        QTRY_COMPARE(rowsOf(dialog)->columnCount(), 1);
        QComboBox *table = box(dialog, "importSheet");
        QTRY_VERIFY(table->isEnabled());
        QCOMPARE(table->currentText(), QStringLiteral("a"));
        table->setCurrentIndex(1);
        QTRY_COMPARE(rowsOf(dialog)->columnCount(), 2);
        QCOMPARE(dialog.options().table, std::string("b \"c"));
        QVERIFY(!dialog.options().hasHeader);
    }

    void anArffFileOnlyHasAnEncoding()
    {
        const QString path = m_sandbox.write(QStringLiteral("r.arff"),
                                             "@relation r\n@attribute n real\n@data\n1\n2\n");
        ImportDialog dialog(path, {}, reportOf("ARFF", ','));
        QTRY_COMPARE(nameOf(dialog, 0), QStringLiteral("n"));
        QVERIFY(box(dialog, "importEncoding"));
        QVERIFY(!box(dialog, "importSeparator") && !box(dialog, "importDecimal") &&
                !box(dialog, "importHeader"));
        QVERIFY(!dialog.options().separator && !dialog.options().hasHeader);
    }

    /// Both break off behind the beginning, so that nothing else can have been read.
    void ofALargeFileTheBeginningIsShown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("format");
        QByteArray text = "n,m\n", rows = sheetRow({"n", "m"});
        quint32 state = 1;
        for (int row = 0; row < 1'000'000; ++row)
            text += QByteArray::number(row) + ',' +
                    QByteArray::number(state = state * 1664525U + 1013904223U) + '\n';
        const QByteArray packed = qCompress(text, 1).mid(6);
        QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) +
                                     packed.left(packed.size() * 9 / 10)
                              << QByteArray("CSV");
        for (int row = 0; row < 100'000; ++row)
            rows += sheetRow({QByteArray::number(row), "7"});
        QTest::newRow("sheet") << workbookFile({{"one", rows + "<no XML"}}) << QByteArray("Excel");
    }
    void ofALargeFileTheBeginningIsShown()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, format);
        QVERIFY(bytes.size() > 4'000'000);
        const QString path = m_sandbox.write(QStringLiteral("large"), bytes);
        Heartbeat beat;
        ImportDialog dialog(path, {}, reportOf(format.constData(), format == "CSV" ? ',' : '\0'));
        beat.start();
        QTRY_COMPARE(nameOf(dialog, 1), QStringLiteral("m"));
        QVERIFY(rowsOf(dialog)->rowCount() > 900);
        QCOMPARE(cellOf(dialog, 900, 0), QStringLiteral("900"));
        choose(dialog, "importHeader", false);
        QTRY_COMPARE(nameOf(dialog, 1), QStringLiteral("column_2"));
        QCOMPARE(cellOf(dialog, 901, 0), QStringLiteral("900"));
        QVERIFY2(beat.worstWorkMilliseconds() < 100.0,
                 qPrintable(QString::number(beat.worstWorkMilliseconds())));
    }

    void saysWhyNothingCanBeShown()
    {
        const QString path =
            m_sandbox.write(QStringLiteral("quote.csv"), "a,b\n1,2\n1,\"never closed\n");
        ImportDialog dialog(path, {}, reportOf("CSV", ','));
        const auto *words = dialog.findChild<QLabel *>(QStringLiteral("importPreviewWords"));
        QTRY_VERIFY(words->text().contains(QStringLiteral("line 3")));
        QVERIFY(words->text().contains(path));
        QCOMPARE(rowsOf(dialog)->rowCount(), 0);
    }
};

QTEST_MAIN(TestImportDialog)
#include "tst_import_dialog.moc"
