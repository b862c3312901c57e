// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_export.h"

#include <cstdint>
#include <span>
#include <stop_token>

namespace leptune {

/// A program around an exported pair that answers rows of a file: it reads `rows.bin` where it is
/// started and writes `answers.bin`.
std::string cCheckProgram(const Model &model, const CInterface &interface, const RawBatch &rows);
std::vector<std::uint8_t> cCheckRows(const Model &model, const CInterface &interface,
                                     const RawBatch &rows);
/// Throws Error(BadFormat) where the answers are not of so many rows.
Prediction cCheckAnswers(const Model &model, const CInterface &interface,
                         std::span<const std::uint8_t> answers, std::size_t rows);

/// Compiles the pair with the C compiler of this computer (cc, gcc or clang), lets it answer 1,000
/// drawn rows and compares them with the Model's. Empty where all is well; else why nothing was
/// checked ("there is no C compiler"). Throws Error(Internal) where the answers differ or the pair
/// does not compile, and Error(Stopped).
std::string checkWithCompiler(const Model &model, const CInterface &interface,
                              const CSources &sources, const std::stop_token &stop = {});

} // namespace leptune
