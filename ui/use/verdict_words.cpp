// SPDX-License-Identifier: GPL-3.0-or-later
// What a comparison of two models says, in words.
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/use/train_again_panel.h"

namespace leptune {

namespace {

constexpr std::uint64_t kFewRows = 30; ///< fewer can hardly tell anything apart

} // namespace

QString verdictSentence(const SideBySide &comparison)
{
    if (comparison.rows == 0)
        return TrainAgainPanel::tr("There are no rows to compare on.");
    switch (comparison.verdict()) {
    case 1:
        return TrainAgainPanel::tr("The new model is better.");
    case -1:
        return TrainAgainPanel::tr("The earlier model is better.");
    default:
        return TrainAgainPanel::tr("These rows can't tell which is better.");
    }
}

QString verdictDetail(const SideBySide &comparison)
{
    QStringList sentences;
    if (comparison.rows > 0)
        sentences.append(
            comparison.outOfFold
                ? TrainAgainPanel::tr("Compared on %1 new rows; each was answered by fits that "
                                      "had not seen it.")
                      .arg(formatCount(comparison.rows))
                : TrainAgainPanel::tr("Compared on the same %1 new rows, which neither has learned "
                                      "from.")
                      .arg(formatCount(comparison.rows)));
    if (comparison.rows > 0 && comparison.rows < kFewRows)
        sentences.append(TrainAgainPanel::tr("So few rows say little."));
    if (comparison.known > 0)
        sentences.append(
            TrainAgainPanel::tr("%1 rows of the file were among the earlier ones: they "
                                "do not count.")
                .arg(formatCount(comparison.known)));
    return sentences.join(u' ');
}

} // namespace leptune
