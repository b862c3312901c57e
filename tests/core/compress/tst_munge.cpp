// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/munge.h"

#include "tests/support/small_study.h"

#include "core/tuning/study_rows.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;
using namespace leptune::testing;

class TestMunge : public QObject {
    Q_OBJECT
private:
    static View view(TaskKind task)
    {
        TuneOptions options;
        options.target = task == TaskKind::Binary ? "answer" : "corner";
        const StudySetup setup =
            prepareStudy(tableOf({task, 400, 1, {}, {}}), std::nullopt, options);
        const auto data = dataOf(setup, setup.studyRows, 1);
        return {data, std::make_shared<const Rows>(allRows(data->rows()))};
    }

private Q_SLOTS:
    void everyCellOccursInItsColumn()
    {
        const View rows = view(TaskKind::Binary);
        const RawBatch made = munge(rows, 500, 1);
        QCOMPARE(made.rows, std::size_t{500});
        const RawBatch &real = rows.data().batch();
        for (std::size_t c = 0; c < made.columns.size(); ++c) {
            for (const float cell : made.columns[c].numbers)
                QVERIFY(std::isnan(cell) || std::ranges::find(real.columns[c].numbers, cell) !=
                                                real.columns[c].numbers.end());
            for (const std::int32_t code : made.columns[c].codes)
                QVERIFY(std::ranges::find(real.columns[c].codes, code) !=
                        real.columns[c].codes.end());
        }
    }
    void mostRowsAreNewOnesNearOldOnes()
    {
        const View rows = view(TaskKind::MultiClass);
        const RawBatch made = munge(rows, 300, 2);
        const auto &p = rows.data().batch().columns[0].numbers;
        const auto &q = rows.data().batch().columns[1].numbers;
        int fresh = 0;
        double distance = 0.0;
        for (std::size_t i = 0; i < made.rows; ++i) {
            double least = 1e9;
            for (std::size_t row = 0; row < p.size(); ++row)
                least = std::min(least, std::hypot(double{made.columns[0].numbers[i]} - p[row],
                                                   double{made.columns[1].numbers[i]} - q[row]));
            fresh += least > 0.0 ? 1 : 0;
            distance += least / static_cast<double>(made.rows);
        }
        QVERIFY(fresh > 100);
        QVERIFY(distance < 0.2);
    }
    void theSameSeedMakesTheSameRows()
    {
        const View rows = view(TaskKind::MultiClass);
        QVERIFY(munge(rows, 50, 7).columns[0].numbers == munge(rows, 50, 7).columns[0].numbers);
        QVERIFY(munge(rows, 50, 7).columns[0].numbers != munge(rows, 50, 8).columns[0].numbers);
    }
};

QTEST_GUILESS_MAIN(TestMunge)
#include "tst_munge.moc"
