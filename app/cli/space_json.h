// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/search_space.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace leptune {

/// A search space as `optimize` reads it from SPACE.json (design.md, "The command line").
struct SpaceFile {
    SearchSpace space;
    bool maximise = false;
    std::map<std::string, std::vector<nlohmann::json>>
        choices; ///< as spelled, in the space's order
};

/// Throws Error(NotFound | Unreadable), or Error(BadOption) naming the parameter and what is wrong.
SpaceFile readSpaceFile(const std::string &path);

/// The active parameters as a JSON object; choices as spelled in the file.
nlohmann::ordered_json parametersJson(const SpaceFile &file, const Configuration &configuration);

} // namespace leptune
