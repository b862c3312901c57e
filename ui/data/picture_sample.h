// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leptune {

/// At most `most` rows that have a picture, to be shown together: as many of every class of
/// `target` as fit, class by class and spread over its rows; over all rows where the target is no
/// column of classes.
std::vector<std::uint32_t> samplePictures(const Table &table, const Column &pictures,
                                          const std::string &target, std::size_t most);

} // namespace leptune
