// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/leaderboard.h"

#include <QString>

namespace leptune {

/// How it ended: "done", "ended early: …", "failed: …".
QString outcomeWords(const LeaderboardEntry &entry);

} // namespace leptune
