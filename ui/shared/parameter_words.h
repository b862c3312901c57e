// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/configuration.h"

#include <QString>

namespace leptune {

/// A hyperparameter in words, "rows in a leaf at least"; its own name with spaces where there are
/// none.
QString parameterTitle(const std::string &name);
/// "0.031", "120", "distance".
QString parameterWords(const ParameterValue &value);

} // namespace leptune
