// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_patterns.h"

#include <QtGlobal>

namespace leptune {

namespace {

constexpr CorePattern kProfilePatterns[] = {
    {QT_TRANSLATE_NOOP("core", "Every cell is the same as in the column %1.")},
    {QT_TRANSLATE_NOOP("core", "The target %1: %2."), "2"},
    {QT_TRANSLATE_NOOP("core",
                       "The class %1 has only %2; accuracy says little then, prefer auc or f1."),
     "2"},
    {QT_TRANSLATE_NOOP("core", "%1 of %2 rows (%3 %)")},
    {QT_TRANSLATE_NOOP("core", "The values are whole numbers, all different and in sequence, as in "
                               "a numbering of rows; a model can learn nothing general from it.")},
    {QT_TRANSLATE_NOOP("core", "All %1 values are different, as names or numbers of cases are; a "
                               "model can learn nothing general from them.")},
    {QT_TRANSLATE_NOOP("core",
                       "There are %1 different categories; rare ones can't be learned well.")},
    {QT_TRANSLATE_NOOP("core", "The column holds no value at all.")},
    {QT_TRANSLATE_NOOP("core", "Every row holds the same value.")},
    {QT_TRANSLATE_NOOP("core", "Missing in %1."), "1"},
    {QT_TRANSLATE_NOOP("core",
                       "This column alone predicts %1 on rows it was not fitted on (AUC %2); it "
                       "probably holds the answer and will not be known when predicting.")},
    {QT_TRANSLATE_NOOP("core",
                       "This column alone predicts %1 on rows it was not fitted on (R2 %2); it "
                       "probably holds the answer and will not be known when predicting.")},
    {QT_TRANSLATE_NOOP("core", "The column holds words, so rows are sorted into classes.")},
    {QT_TRANSLATE_NOOP("core", "The column holds dates, so a number (days) is predicted.")},
    {QT_TRANSLATE_NOOP(
        "core", "The column holds just two different values, so rows are sorted into classes.")},
    {QT_TRANSLATE_NOOP("core",
                       "The column holds numbers with fractions, so a number is predicted.")},
    {QT_TRANSLATE_NOOP(
        "core",
        "The column holds only %1 different whole numbers, so rows are sorted into classes.")},
    {QT_TRANSLATE_NOOP("core",
                       "The column holds many different numbers, so a number is predicted.")},
};

} // namespace

std::span<const CorePattern> profilePatterns()
{
    return kProfilePatterns;
}

} // namespace leptune
