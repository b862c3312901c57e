// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/learners/network.h"
#include "core/metrics/metric.h"
#include "core/search/sampler.h"
#include "tests/core/learners/fit_harness.h"
#include "tests/support/worked_case.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

/// Part 9 of the founding document. LEPTUNE_WRITE_WORKED_CASE=FILE also writes the rows as CSV.
class TestWorkedCase : public QObject {
    Q_OBJECT
private:
    static Data load()
    {
        const worked_case::Case made = worked_case::make();
        std::vector<std::uint32_t> rows;
        const Target target = makeTarget(made.table.column(worked_case::kTarget), true, {}, rows);
        return makeData(made.table.withoutColumns({worked_case::kTarget}), target);
    }
    static FloatMatrix fitted(const Data &data, const Configuration &configuration,
                              const View &asked)
    {
        FitContext context;
        context.seed = 1;
        const auto predictor =
            networkLearner().fit(data.train, data.validation, configuration, context);
        return answers(*predictor, asked);
    }
    static double metric(MetricKind kind, const View &view, const FloatMatrix &answer)
    {
        const Target truth = view.target().gathered(view.rows());
        return evaluateMetric(kind, {truth, answer});
    }

private Q_SLOTS:
    void theRowsAreWhatTheyAreSaidToBe()
    {
        const worked_case::Case made = worked_case::make();
        QCOMPARE(made.table.rows(), std::size_t{1000});
        QCOMPARE(made.table.columns(), std::size_t{11});
        QVERIFY(std::abs(made.bayesAccuracy - 0.97) < 0.005);
        const std::string text = worked_case::csv(made.table);
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), std::ptrdiff_t{1001});
        QVERIFY(text.starts_with("x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,label\n"));
        QCOMPARE(worked_case::csv(worked_case::make().table), text);
        if (const char *path = std::getenv("LEPTUNE_WRITE_WORKED_CASE"))
            writeFileAtomically(path, text);
    }

    /// Learning rate and batch size are searched by validation loss; the test part is looked at
    /// once.
    void aTunedNetworkKeepsTheClaim()
    {
        const Data data = load();
        QCOMPARE(data.target.positive, data.target.classes[0] == "yes" ? 0 : 1);
        const Configuration start = networkLearner().defaults(shapeOf(data.train)).front();
        const auto sampler = makeGaussianProcessSampler(
            SearchSpace({Parameter::real("learning_rate", 1e-4, 3e-2, true),
                         Parameter::integer("batch_size", 32, 512, true)}),
            1, 4);
        Configuration best;
        double bestLoss = std::numeric_limits<double>::infinity();
        for (std::uint64_t trial = 0; trial < 8; ++trial) {
            const Configuration asked = sampler->ask(trial);
            Configuration configuration = start;
            for (const auto &[name, value] : asked.values())
                configuration.set(name, value);
            const double loss = metric(MetricKind::LogLoss, data.validation,
                                       fitted(data, configuration, data.validation));
            sampler->tell(trial, asked, {-loss});
            if (loss < bestLoss) {
                bestLoss = loss;
                best = configuration;
            }
        }
        const FloatMatrix answer = fitted(data, best, data.test);
        const double accuracy = metric(MetricKind::Accuracy, data.test, answer);
        const double recall = metric(MetricKind::Recall, data.test, answer);
        const double f1 = metric(MetricKind::F1, data.test, answer);
        qInfo("accuracy %.3f, recall %.3f, F1 %.3f", accuracy, recall, f1);
        QVERIFY(accuracy >= 0.95);
        QVERIFY(recall >= 0.90);
        QVERIFY(f1 >= 0.92);
    }
};

QTEST_GUILESS_MAIN(TestWorkedCase)
#include "tst_worked_case.moc"
