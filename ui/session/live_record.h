// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_event.h"
#include "core/tuning/study_record.h"

#include <unordered_map>

namespace leptune {

/// Where a record's entries stand, by name: a study may have tens of thousands.
using EntryPlaces = std::unordered_map<std::string, std::size_t>;
EntryPlaces placesOf(const StudyRecord &record);

/// Brings a record up to date with an event of its running study, as far as events tell: entries by
/// name, counts, best curve. `places` are those of the record, and are kept so. The study's own
/// record replaces it at the end.
void applyEvent(StudyRecord &record, EntryPlaces &places, const StudyEvent &event);
/// What StudyStarted would say of a saved study.
StudyStarted headerOf(const StudyRecord &record);

} // namespace leptune
