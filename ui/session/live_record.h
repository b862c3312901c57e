// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_event.h"
#include "core/tuning/study_record.h"

namespace leptune {

/// Brings a record up to date with an event of its running study, as far as events tell: entries by
/// name, counts, best curve. The study's own record replaces it at the end.
void applyEvent(StudyRecord &record, const StudyEvent &event);
/// What StudyStarted would say of a saved study.
StudyStarted headerOf(const StudyRecord &record);

} // namespace leptune
