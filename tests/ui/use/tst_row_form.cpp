// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_sandbox.h"
#include "ui/use/row_form.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace leptune;

namespace {

/// Ages 20 to 59, incomes with fractions, three towns, days of 2020, notes; the flag is not used.
std::shared_ptr<const Table> people()
{
    std::vector<double> age, income, since;
    std::vector<std::string> town, note, flag;
    for (int row = 0; row < 80; ++row) {
        age.push_back(20 + row % 40);
        income.push_back(1000.0 + 12.5 * row);
        since.push_back(7305 + row); // from 2020-01-01 on
        town.push_back(row % 4 == 0 ? "Ulm" : row % 4 == 1 ? "Kiel" : "Bonn");
        note.push_back("note " + std::to_string(row));
        flag.push_back(row == 3 ? "" : "x");
    }
    income[5] = std::nan("");
    return std::make_shared<const Table>(
        Table({Column::numeric("age", age), Column::numeric("income", income),
               Column::fromTexts("town", ColumnType::Categorical, town),
               Column::dateTime("since", since), Column::fromTexts("note", ColumnType::Text, note),
               Column::fromTexts("flag", ColumnType::Categorical, flag)}));
}

Schema schemaOf(const Table &table)
{
    Schema schema;
    for (std::size_t i = 0; i < table.columns(); ++i)
        schema.columns.push_back({table.column(i).name(),
                                  table.column(i).type(),
                                  !table.column(i).isCoded(),
                                  table.column(i).name() != "flag",
                                  {}});
    return schema;
}

struct Filled {
    std::shared_ptr<const Table> table = people();
    Profile profile = profileTable(*table);
    RowForm form;
    Filled() { form.setSchema(schemaOf(*table), table, &profile); }
    QString cell(const char *column) { return form.field(QLatin1String(column))->cell(); }
    QString remark(const char *column) { return form.field(QLatin1String(column))->remark(); }
    QLineEdit *line(const char *column)
    {
        return form.field(QLatin1String(column))->findChild<QLineEdit *>();
    }
};

void type(QLineEdit *line, const QString &text)
{
    line->clear();
    QTest::keyClicks(line, text);
}

} // namespace

class TestRowForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void startsWithWhatIsUsual()
    {
        Filled filled;
        filled.form.start(std::nullopt);
        QCOMPARE(filled.cell("age"), QStringLiteral("40")); // 39.5 in whole numbers
        QCOMPARE(filled.cell("town"), QStringLiteral("Bonn"));
        QCOMPARE(filled.cell("since"), QStringLiteral("2020-02-10"));
        QVERIFY(!filled.form.field(QStringLiteral("flag"))); // the model does not use it
        QCOMPARE(filled.form.remarks(), 0);
        QVERIFY(!filled.form.isChanged());
    }

    void startsWithARowOfTheData()
    {
        Filled filled;
        filled.form.start(5);
        QCOMPARE(filled.cell("age"), QStringLiteral("25"));
        QCOMPARE(filled.cell("income"), QString()); // missing there
        QCOMPARE(filled.remark("income"), QString());
        QCOMPARE(filled.cell("note"), QStringLiteral("note 5"));
        const Table rows = filled.form.rows();
        QCOMPARE(rows.rows(), std::size_t{2});
        QVERIFY(std::isnan(rows.column("income").numbers()[1]));
        QCOMPARE(rows.column("since").text(1), std::string("2020-01-06"));
    }

    void everyFieldHasANameAndOneForKeys()
    {
        Filled filled;
        for (const char *column : {"age", "income", "town", "since", "note"}) {
            const RowField *field = filled.form.field(QLatin1String(column));
            QVERIFY(field->focusProxy() || field->findChild<QLineEdit *>());
            const auto *box = field->findChild<QComboBox *>();
            QCOMPARE(box ? box->accessibleName()
                         : field->findChild<QLineEdit *>()->accessibleName(),
                     QLatin1String(column));
        }
    }

    void typingChangesTheSecondRowOnly()
    {
        Filled filled;
        filled.form.start(0);
        QSignalSpy edited(&filled.form, &RowForm::edited);
        type(filled.line("age"), QStringLiteral("33"));
        QVERIFY(edited.count() > 0);
        QVERIFY(filled.form.isChanged());
        const Table rows = filled.form.rows();
        QCOMPARE(rows.column("age").numbers()[0], 20.0);
        QCOMPARE(rows.column("age").numbers()[1], 33.0);
        filled.form.startAgain();
        QVERIFY(!filled.form.isChanged());
        QCOMPARE(filled.cell("age"), QStringLiteral("20"));
    }

    void anEmptyFieldIsMissing()
    {
        Filled filled;
        filled.form.start(0);
        filled.line("age")->clear();
        QVERIFY(std::isnan(filled.form.rows().column("age").numbers()[1]));
        QCOMPARE(filled.remark("age"), QStringLiteral("never missing in the data"));
        filled.line("income")->clear();
        QCOMPARE(filled.remark("income"), QString()); // it was, once
    }

    void marksWhatItHasNeverSeen_data()
    {
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("remark");
        QTest::newRow("usual") << QByteArray("age") << QStringLiteral("41") << QString();
        QTest::newRow("above") << QByteArray("age") << QStringLiteral("60")
                               << QStringLiteral("outside what it has seen: 20 to 59");
        QTest::newRow("words") << QByteArray("age") << QStringLiteral("old")
                               << QStringLiteral("not a number: taken as missing");
        QTest::newRow("later") << QByteArray("since") << QStringLiteral("2024-05-01")
                               << QStringLiteral(
                                      "outside what it has seen: 2020-01-01 to 2020-03-20");
        QTest::newRow("no date") << QByteArray("since") << QStringLiteral("soon")
                                 << QStringLiteral("not a date: taken as missing");
        QTest::newRow("new town") << QByteArray("town") << QStringLiteral("Jena")
                                  << QStringLiteral("never seen in the data");
        QTest::newRow("known town") << QByteArray("town") << QStringLiteral("Kiel") << QString();
        QTest::newRow("text") << QByteArray("note") << QStringLiteral("anything") << QString();
    }
    void marksWhatItHasNeverSeen()
    {
        QFETCH(QByteArray, column);
        QFETCH(QString, text);
        QFETCH(QString, remark);
        Filled filled;
        filled.form.start(0);
        type(filled.line(column), text);
        QCOMPARE(filled.remark(column), remark);
        QCOMPARE(filled.form.remarks(), remark.isEmpty() ? 0 : 1);
        const auto *shown =
            filled.form.findChild<QLabel *>(QStringLiteral("remark_") + QLatin1String(column));
        QCOMPARE(shown->isVisibleTo(&filled.form), !remark.isEmpty());
    }

    void aSliderReachesFromTheLeastToTheGreatest()
    {
        Filled filled;
        filled.form.start(0);
        auto *age = filled.form.field(QStringLiteral("age"))->findChild<QSlider *>();
        QCOMPARE(age->maximum(), 39); // a step a year
        age->setValue(39);
        QCOMPARE(filled.cell("age"), QStringLiteral("59"));
        auto *income = filled.form.field(QStringLiteral("income"))->findChild<QSlider *>();
        income->setValue(income->maximum() / 2);
        bool isNumber = false;
        const double half = filled.cell("income").toDouble(&isNumber);
        QVERIFY(isNumber && half > 1400.0 && half < 1600.0);
        type(filled.line("age"), QStringLiteral("30"));
        QCOMPARE(age->value(), 10);
    }

    void numbersAreReadAsPeopleWriteThemHere()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        Filled filled;
        filled.form.start(1);
        QCOMPARE(filled.line("income")->text(), QStringLiteral("1012,5"));
        QCOMPARE(filled.cell("income"), QStringLiteral("1012.5"));
        type(filled.line("income"), QStringLiteral("1500,25"));
        QCOMPARE(filled.form.rows().column("income").numbers()[1], 1500.25);
        QLocale::setDefault(QLocale::c());
    }

    void withoutDataTheFieldsStartEmpty()
    {
        RowForm form;
        form.setSchema(schemaOf(*people()), nullptr, nullptr);
        form.start(std::nullopt);
        QCOMPARE(form.remarks(), 0);
        QVERIFY(std::isnan(form.rows().column("age").numbers()[1]));
        QVERIFY(!form.field(QStringLiteral("age"))->findChild<QSlider *>()->isVisibleTo(&form));
    }

private:
    UiSandbox m_sandbox;
};

QTEST_MAIN(TestRowForm)
#include "tst_row_form.moc"
