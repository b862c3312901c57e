// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/small_study.h"

#include "core/tuning/study.h"
#include "tests/support/made_tables.h"

namespace leptune::testing {

Table tableOf(const SmallStudy &study)
{
    switch (study.task) {
    case TaskKind::Binary:
        return binaryTable(study.rows, 1);
    case TaskKind::MultiClass:
        return multiClassTable(study.rows, 1);
    case TaskKind::Regression:
        break;
    }
    return regressionTable(study.rows, 1);
}

StudyRecord runSmall(const SmallStudy &study)
{
    StudyInput input;
    input.table = tableOf(study);
    input.options.target = study.task == TaskKind::Binary       ? "answer"
                           : study.task == TaskKind::MultiClass ? "corner"
                                                                : "value";
    input.options.trials = study.trials;
    input.options.families = study.families;
    input.test = study.test;
    if (study.test)
        input.options.test.kind = TestChoice::Kind::File;
    Study run(std::move(input));
    run.start();
    return run.wait();
}

} // namespace leptune::testing
