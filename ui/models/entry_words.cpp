// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/entry_words.h"

#include "ui/words/core_words.h"

#include <QCoreApplication>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::EntryWords)
};

} // namespace

QString outcomeWords(const LeaderboardEntry &entry)
{
    switch (entry.state) {
    case EntryState::Failed:
        return Words::tr("failed: %1").arg(coreWords(entry.reason));
    case EntryState::Stopped:
        return Words::tr("ended early: %1").arg(coreWords(entry.reason));
    case EntryState::Done:
        break;
    }
    return Words::tr("done");
}

} // namespace leptune
