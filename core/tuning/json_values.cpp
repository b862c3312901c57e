// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/json_values.h"

#include <cmath>

namespace leptune {

using Json = nlohmann::ordered_json;

Json jsonNumber(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json parametersJson(const Configuration &configuration)
{
    Json object = Json::object();
    for (const auto &[name, value] : configuration.values())
        object[name] = std::visit(
            [](const auto &inner) {
                if constexpr (std::is_same_v<std::decay_t<decltype(inner)>, double>)
                    return jsonNumber(inner);
                else
                    return Json(inner);
            },
            value);
    return object;
}

} // namespace leptune
