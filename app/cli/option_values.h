// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/tune_options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leptune {

/// Values as the command line spells them. All throw Error(BadOption) with `option` as the subject.

/// Seconds of "90s", "1.5m", "2h" or "90"; above 0 and finite.
double parseDuration(const std::string &option, const std::string &text);
/// Bytes of "8GB", "500MB", or a share of the machine's memory as "50%"; at least 100 MB.
double parseBytes(const std::string &option, const std::string &text);
/// Bytes of "20kB" or "1.5MB".
double parseModelSize(const std::string &option, const std::string &text);
/// Microseconds of "50us" or "0.5ms"; above 0.
double parseMicroseconds(const std::string &option, const std::string &text);
/// "1%" or "0.01"; in [0, 1].
double parseDrop(const std::string &option, const std::string &text);
/// A whole number in [low, high].
std::int64_t parseInteger(const std::string &option, const std::string &text, std::int64_t low,
                          std::int64_t high);
std::uint64_t parseSeed(const std::string &option, const std::string &text);
/// Names of "a,b" and of several such values, in order; empty ones are left out. "\," is a comma
/// of a name.
std::vector<std::string> splitNames(const std::vector<std::string> &values);
/// "none", a share as "0.2" or "20%", else the path of a file.
TestChoice parseTest(const std::string &text);
/// "auto", "classification" or "regression".
TaskChoice parseTask(const std::string &text);
/// A column and +1 or -1 of "age=increasing" or "age=decreasing".
std::pair<std::string, int> parseDirection(const std::string &option, const std::string &text);
/// "5:1": what a miss and a false alarm cost; not below 0, not both 0. "fatal=5,minor=2": what it
/// costs to miss a row of each class.
ErrorCosts parseCosts(const std::string &option, const std::string &text);
/// "forest.trees=50:100", "forest.trees=50:100:log" or "knn.weighting=uniform|distance": added to
/// the family's space.
void parseRange(const std::string &option, const std::string &text,
                std::map<std::string, FamilySpace> &spaces);
/// Throws where no task has a metric of that name.
void checkMetricName(const std::string &name);

} // namespace leptune
