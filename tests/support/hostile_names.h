// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <memory>
#include <string>
#include <vector>

namespace leptune {

/// Different names that end literals and comments, are words of languages, turn the direction of
/// text, are very long or no UTF-8.
std::vector<std::string> hostileNames(std::size_t count);
/// A Model whose columns and classes have these names: the class of the largest column, of those
/// in [-3, 3].
std::shared_ptr<const Model> hostileModel(const std::vector<std::string> &names);
/// The same by a layer that whole numbers can compute.
std::shared_ptr<const Model> hostileNetwork(const std::vector<std::string> &names);
/// A row a class, which is what either answers there.
RawBatch rowsOfClasses(std::size_t classes);

} // namespace leptune
