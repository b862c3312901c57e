// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/child_process.h"
#include "core/exporting/c_check.h"
#include "core/learners/registry.h"
#include "tests/core/learners/fit_harness.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

/// What families learn from all kinds of columns answers alike in C; networks, which need the
/// module, are there as graphs in interop.c.
class TestCFamilies : public QObject {
    Q_OBJECT
private:
    static constexpr std::size_t kRows = 400;

    static bool isOfTables(const Learner &learner)
    {
        return learner.name() != "nn" && learner.name() != "realmlp" && learner.name() != "cnn";
    }

    /// Numbers, categories, number codes, dates and flags, with missing and extreme cells.
    static harness::Data data(int classes)
    {
        const Table all = samples::table(kRows, 5);
        std::vector<Column> columns;
        for (std::size_t i = 0; i < all.columns(); ++i)
            if (!all.column(i).pictures())
                columns.push_back(all.column(i));
        Target target = harness::targetOf(classes);
        RandomStream random(6);
        for (std::size_t row = 0; row < kRows; ++row) {
            const double code = all.column(3).numbers()[row];
            const double score = (std::isfinite(code) ? code : 1.5) +
                                 (all.column(2).codes()[row] == 1 ? 1.0 : 0.0) + random.normal();
            target.values.push_back(classes == 0
                                        ? static_cast<float>(20.0 + 3.0 * score)
                                        : static_cast<float>(std::clamp(
                                              static_cast<int>(score + 0.5), 0, classes - 1)));
        }
        return harness::makeData(Table(columns), std::move(target));
    }

private Q_SLOTS:
    void answersLikeTheModel_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("classes");
        for (const Learner *learner : allLearners())
            for (const int classes : {0, 2, 3})
                if (isOfTables(*learner))
                    QTest::addRow("%s, %d classes", learner->name().c_str(), classes)
                        << QString::fromStdString(learner->name()) << classes;
    }
    void answersLikeTheModel()
    {
        QFETCH(QString, family);
        QFETCH(int, classes);
        if (!findProgram("cc"))
            QSKIP("there is no C compiler");
        const Learner &learner = learnerNamed(family.toStdString());
        const harness::Data parts = data(classes);
        const DataShape shape = harness::shapeOf(parts.train);
        if (!learner.whyNot(shape).empty())
            QSKIP(learner.whyNot(shape).c_str());
        FitContext context;
        context.seed = 1;
        const auto predictor =
            learner.fit(parts.train, parts.validation, learner.defaults(shape).front(), context);
        QVERIFY(predictor);
        const Schema &schema = parts.study->schema();
        const Model model("model", schema, *harness::graphOf(*predictor, schema));
        const CInterface interface = cInterface(model, "model");
        QCOMPARE(checkWithCompiler(model, interface, cSources(model, interface)), std::string());
    }
};

QTEST_GUILESS_MAIN(TestCFamilies)
#include "tst_c_families.moc"
