// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/configuration.h"

#include <QString>

#include <string>

namespace leptune {

/// A setting of a compression method in words: "Share of made-up rows".
QString settingTitle(const std::string &name);
/// What it does to the model, for a tooltip; empty for a setting without words.
QString settingMeaning(const std::string &name);
/// Its value: "50 %", "8", "yes".
QString settingText(const std::string &name, const ParameterValue &value);

} // namespace leptune
