// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <QString>

namespace leptune {

/// "Wrong answers cost 0.21 a row; always answering the same would cost 0.35."; empty where they
/// have no price or nothing was scored yet.
QString lossSentence(const StudyRecord &record);

} // namespace leptune
