// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace leptune {

/// The names as UTF-8, which the files of other programs may hold alone: malformed bytes become
/// U+FFFD, and what then equals an earlier name gets a number behind it.
std::vector<std::string> validNames(std::vector<std::string> names);

/// A Model of the same answers whose columns, classes and facts are UTF-8; null where they are
/// already.
std::shared_ptr<const Model> withValidNames(const Model &model);

} // namespace leptune
