// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_words.h"

#include "ui/charts/bar_list.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/confusion_matrix_view.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/parallel_plot.h"
#include "ui/charts/scatter_plot.h"
#include "ui/shared/resources.h"

#include <QAccessible>
#include <QTest>

using namespace leptune;

/// What charts say to who can't see them.
class TestChartWords : public QObject {
    Q_OBJECT
private:
    static QAccessibleInterface *told(QWidget &chart)
    {
        return QAccessible::queryAccessibleInterface(&chart);
    }
    static QString description(QWidget &chart)
    {
        return told(chart)->text(QAccessible::Description);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("LEPTUNE_LANGUAGE", "en");
        QLocale::setDefault(QLocale::c());
        loadResources(); // plurals
    }

    void columnsOfNumbersAreToldFromWhereToWhere()
    {
        ChartTable table;
        table.header = {QStringLiteral("family"), QStringLiteral("kB"), QStringLiteral("AUC"),
                        QStringLiteral("deviation")};
        table.rows = {
            {QStringLiteral("linear"), QStringLiteral("3.5"), QStringLiteral("0.7"),
             QStringLiteral("0")},
            {QStringLiteral("boosting"), QStringLiteral("120"), QStringLiteral("0.9"),
             QStringLiteral("0")},
            {QStringLiteral("svm"), QString(), QStringLiteral("nan"), QStringLiteral("0")}};
        QCOMPARE(pointsInWords(table), QStringLiteral("3 points; kB: 3.5 to 120; AUC: 0.7 to 0.9"));
    }

    void onePointIsNoRange()
    {
        ChartTable table;
        table.header = {QStringLiteral("AUC")};
        table.rows = {{QStringLiteral("0.7")}};
        QCOMPARE(pointsInWords(table), QStringLiteral("1 point; AUC: 0.7"));
    }

    void aChartIsAChartAndAnEmptyOneSaysWhatWillAppear()
    {
        ScatterPlot plot;
        plot.setName(QStringLiteral("Residuals"));
        plot.setEmptyText(QStringLiteral("Once a study has ended."));
        LineChart lines;
        lines.setName(QStringLiteral("ROC"));
        lines.setEmptyText(QStringLiteral("No rows."));
        QCOMPARE(told(plot)->role(), QAccessible::Chart);
        QCOMPARE(told(lines)->role(), QAccessible::Chart);
        QCOMPARE(told(plot)->text(QAccessible::Name), QStringLiteral("Residuals"));
        QCOMPARE(told(lines)->text(QAccessible::Name), QStringLiteral("ROC"));
        QCOMPARE(description(plot), QStringLiteral("Once a study has ended."));
        QCOMPARE(description(lines), QStringLiteral("No rows."));
    }

    void linesSayWhatTheyHaveComeTo()
    {
        LineChart chart;
        chart.setAxisTitles(QStringLiteral("seconds"), QStringLiteral("AUC"));
        ChartLine ensemble, single;
        ensemble.name = QStringLiteral("ensemble");
        ensemble.points = {{1, 0.8}, {5, 0.92}};
        single.name = QStringLiteral("single");
        single.points = {{1, 0.8}, {5, 0.91}};
        chart.setLines({ensemble, single});
        QCOMPARE(description(chart), QStringLiteral("4 points; seconds: 1 to 5; AUC: 0.8 to 0.92; "
                                                    "at the end: ensemble 0.92, single 0.91"));
    }

    void barsNameTheLargest()
    {
        BarList bars;
        bars.setAmountTitle(QStringLiteral("AUC"));
        bars.setAmounts({{QStringLiteral("age"), 0.02}, {QStringLiteral("fee"), 0.25}});
        QCOMPARE(description(bars),
                 QStringLiteral("2 points; AUC: 0.02 to 0.25; largest: fee, 0.25"));
    }

    void aMatrixCountsWhatIsRight()
    {
        ConfusionMatrixView matrix;
        matrix.setMatrix({QStringLiteral("no"), QStringLiteral("yes")}, {{40, 2}, {3, 55}});
        QCOMPARE(description(matrix),
                 QStringLiteral("2 classes, 100 rows, 95 of them answered rightly"));
    }

    void trialsAcrossTheirSettingsNameTheBest()
    {
        ParallelPlot plot;
        plot.setPlot({{QStringLiteral("depth"), 2.0, 8.0, false, {}},
                      {QStringLiteral("RMSE"), 0.1, 0.5, false, {}}},
                     {{1, {2.0, 0.5}}, {2, {8.0, 0.1}}}, false);
        QVERIFY2(description(plot).endsWith(QStringLiteral("; best RMSE: 0.1")),
                 qPrintable(description(plot)));
        QVERIFY(description(plot).startsWith(QStringLiteral("2 points; ")));
    }
};

QTEST_MAIN(TestChartWords)
#include "tst_chart_words.moc"
