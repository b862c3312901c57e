// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/configuration.h"

#include <nlohmann/json.hpp>

/// For .cpp files that write the contract's JSON: a heavy header.
namespace leptune {

/// Null for what is not finite.
nlohmann::ordered_json jsonNumber(double value);
nlohmann::ordered_json parametersJson(const Configuration &configuration);

} // namespace leptune
