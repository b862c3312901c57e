// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/search/search_space.h"

#include <string>

namespace leptune {

/// NAME=VALUE of a command line. Throws Error(BadOption) where there is no such parameter.
inline void setParameter(Configuration &configuration, const std::vector<Parameter> &known,
                         const std::string &name, const std::string &value)
{
    for (const Parameter &parameter : known)
        if (parameter.name == name) {
            if (parameter.kind == ParameterKind::Integer)
                configuration.set(name, std::int64_t{std::stol(value)});
            else if (parameter.kind == ParameterKind::Float)
                configuration.set(name, std::stod(value));
            else
                configuration.set(name, value);
            return;
        }
    throw Error(ErrorCode::BadOption, name, "is no parameter of this family");
}

} // namespace leptune
