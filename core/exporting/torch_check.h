// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <cstdint>
#include <span>

namespace leptune {

/// Lets LibTorch load the archive (torchScriptBytes) and answer 1,000 drawn rows, and compares them
/// with the Model's. Empty where all is well; else why nothing was checked ("the module ... is not
/// installed"). Throws Error(Internal) where it does not load or the answers differ.
std::string checkWithTorch(const Model &model, std::span<const std::uint8_t> archive);

} // namespace leptune
