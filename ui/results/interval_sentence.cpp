// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/interval_sentence.h"

#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/words/sentences.h"

#include <QCoreApplication>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ErrorsTab)
};

} // namespace

QString intervalSentence(const ResultAnalysis &analysis)
{
    if (!analysis.intervalWidth)
        return {};
    const QString width = Words::tr("The 90 % interval (shaded) is the answer ± %1: so far off "
                                    "were nine of ten answers in cross-validation.")
                              .arg(figureText(*analysis.intervalWidth));
    const QString check = analysis.isLocked ? Words::tr("It holds %1 of the %2 rows it had never "
                                                        "seen.")
                                                  .arg(formatPercent(analysis.intervalCoverage),
                                                       formatCount(analysis.evaluation.rows))
                                            : Words::tr("No rows were set aside to check it.");
    return joinSentences(width, check);
}

} // namespace leptune
