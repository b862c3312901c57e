// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_patterns.h"

#include <QtGlobal>

namespace leptune {

namespace {

constexpr CorePattern kCompressionPatterns[] = {
    {QT_TRANSLATE_NOOP("core",
                       "was to be compressed, and that was ended before anything was made of it")},
    {QT_TRANSLATE_NOOP("core",
                       "was fitted on all rows at once, and the model '%1', which could be scored "
                       "on unseen ones, was not kept; choose another model of the leaderboard")},
    {QT_TRANSLATE_NOOP("core",
                       "has no validation score, so nothing tells what a smaller one would lose")},
    {QT_TRANSLATE_NOOP("core", "was not fitted once a fold, so nothing tells what a smaller one "
                               "would lose; choose another model of the leaderboard")},
    {QT_TRANSLATE_NOOP("core", "its answers can't be scored")},
    {QT_TRANSLATE_NOOP("core", "nothing keeps all the limits; '%1' is the nearest to them: it %2"),
     "2"},
    {QT_TRANSLATE_NOOP(
        "core", "'%1' keeps the limits as it is, and nothing smaller was better within them")},
    {QT_TRANSLATE_NOOP(
        "core", "'%1', made of '%2', keeps the limits at a drop of %3 and is %4 times smaller")},
    {QT_TRANSLATE_NOOP("core", "has %1 times the size")},
    {QT_TRANSLATE_NOOP("core", "takes %1 times the time a row")},
    {QT_TRANSLATE_NOOP("core", "loses %1 (standard error %2) where %3 may be lost")},
    {QT_TRANSLATE_NOOP("core", "%1, takes %2 times the time a row"), "1"},
    {QT_TRANSLATE_NOOP("core", "%1, loses %2 (standard error %3) where %4 may be lost"), "1"},
    {QT_TRANSLATE_NOOP("core", "no model was kept that could be compressed")},
    {QT_TRANSLATE_NOOP("core", "'%1' takes too long to be compressed within the budget; "
                               "leptune-cli compress does it afterwards")},
    {QT_TRANSLATE_NOOP("core", "nothing was compressed: %1"), "1"},
};

} // namespace

std::span<const CorePattern> compressionPatterns()
{
    return kCompressionPatterns;
}

} // namespace leptune
