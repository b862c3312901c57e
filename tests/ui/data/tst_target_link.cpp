// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/target_link.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

/// 4,000 rows: "noise" tells nothing, "slope" explains 0.8 of "number", "kind" all of "letter".
Table madeTable()
{
    constexpr std::size_t kRows = 4000;
    RandomStream random(3);
    std::vector<double> noise(kRows), slope(kRows), number(kRows);
    std::vector<std::string> kind(kRows), letter(kRows), yes(kRows), own(kRows);
    for (std::size_t i = 0; i < kRows; ++i) {
        noise[i] = random.normal();
        slope[i] = random.normal();
        number[i] = 100.0 + 2.0 * slope[i] + random.normal(); // 4 of 5 parts of variance
        const std::uint64_t k = random.below(3);
        kind[i] = k == 0 ? "one" : k == 1 ? "two" : "";
        letter[i] = k == 0 ? "a" : k == 1 ? "b" : "c";
        yes[i] = slope[i] > 1.0 ? "yes" : "no";
        own[i] = "id" + std::to_string(i);
    }
    return Table({Column::numeric("noise", noise), Column::numeric("slope", slope),
                  Column::fromTexts("kind", ColumnType::Categorical, kind),
                  Column::fromTexts("own", ColumnType::Text, own),
                  Column::numeric("number", number),
                  Column::fromTexts("letter", ColumnType::Categorical, letter),
                  Column::fromTexts("yes", ColumnType::Categorical, yes)});
}

TargetLink linkOf(const char *column, const char *target)
{
    TuneOptions options;
    options.target = target;
    return linkWithTarget(madeTable(), column, options);
}

} // namespace

class TestTargetLink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysHowMuchAColumnExplains_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("target");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const auto row = [](const char *column, const char *target, double low, double high) {
            QTest::addRow("%s of %s", column, target)
                << QString::fromLatin1(column) << QString::fromLatin1(target) << low << high;
        };
        row("noise", "number", 0.0, 0.005);
        row("slope", "number", 0.72, 0.80);
        row("kind", "letter", 1.0, 1.0);
        row("noise", "letter", 0.0, 0.005);
        row("slope", "yes", 0.7, 1.0);
        row("own", "yes", 0.0, 0.01); // nothing is learned from names that never come again
    }
    void saysHowMuchAColumnExplains()
    {
        QFETCH(QString, column);
        QFETCH(QString, target);
        QFETCH(double, low);
        QFETCH(double, high);
        const double explained =
            linkOf(column.toLatin1().constData(), target.toLatin1().constData()).explained;
        QVERIFY2(explained >= low && explained <= high, qPrintable(QString::number(explained)));
    }

    void groupsOfNumbersCoverTheColumnInOrder()
    {
        const TargetLink link = linkOf("slope", "number");
        QCOMPARE(link.groups.size(), std::size_t(12));
        QVERIFY(link.ofClass.empty());
        std::uint64_t rows = 0;
        for (std::size_t g = 0; g < link.groups.size(); ++g) {
            rows += link.groups[g].where.count;
            QVERIFY(link.groups[g].where.low <= link.groups[g].where.high);
            QVERIFY(g == 0 || link.groups[g].where.low > link.groups[g - 1].where.high);
            QVERIFY(g == 0 || link.groups[g].value > link.groups[g - 1].value);
        }
        QCOMPARE(rows, std::uint64_t(4000));
    }

    void missingCellsAreAGroupOfTheirOwn()
    {
        const TargetLink link = linkOf("kind", "letter");
        QCOMPARE(link.groups.size(), std::size_t(3));
        QVERIFY(link.groups[2].missing);
        const double sure = link.groups[0].value + link.groups[1].value + link.groups[2].value;
        QCOMPARE(sure, 1.0); // the class of one group alone
    }

    void showsTheShareOfThePositiveClass()
    {
        const TargetLink link = linkOf("slope", "yes");
        QCOMPARE(link.ofClass, std::string("yes"));
        QCOMPARE(link.groups.front().value, 0.0);
        QCOMPARE(link.groups.back().value, 1.0);
    }

    void aTargetOfOneValueHasNoLink()
    {
        const Table table({Column::numeric("a", {1, 2, 3, 4}), Column::numeric("b", {5, 5, 5, 5})});
        TuneOptions options;
        options.target = "b";
        options.task = TaskChoice::Regression;
        QVERIFY(std::isnan(linkWithTarget(table, "a", options).explained));
    }

    void isStoppable()
    {
        std::stop_source stop;
        stop.request_stop();
        TuneOptions options;
        options.target = "yes";
        QVERIFY_THROWS_EXCEPTION(Error,
                                 linkWithTarget(madeTable(), "slope", options, stop.get_token()));
    }
};

QTEST_GUILESS_MAIN(TestTargetLink)
#include "tst_target_link.moc"
