// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compress_model.h"
#include "core/tuning/study.h"
#include "tests/support/made_tables.h"

#include <QTest>

using namespace leptune;
using namespace leptune::testing;

/// What candidates of a compression have beside their graphs.
class TestCandidateRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theyAnswerByWhatMissesCost()
    {
        const Table table = multiClassTable(400, 3);
        StudyInput input;
        input.table = table;
        input.options.target = "corner";
        input.options.trials = 3;
        input.options.families = {"boosting"};
        input.options.costs.ofClass = {{"north", 6.0}};
        Study study(std::move(input));
        study.start();
        const StudyRecord record = study.wait();
        CompressionOptions options;
        options.candidates = 4;
        const CompressionResult result =
            compressModel(record, "best", table, std::nullopt, options);
        const std::vector<float> weights =
            classWeights(record.options.costs, record.schema.classes);
        QCOMPARE(result.candidates.size(), std::size_t{5});
        for (const CompressedCandidate &candidate : result.candidates)
            QCOMPARE(candidate.model->decision().classWeights, weights);
    }
};

QTEST_GUILESS_MAIN(TestCandidateRun)
#include "tst_candidate_run.moc"
