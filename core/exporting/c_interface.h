// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_writer.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// Of C that computes in whole numbers: they are multiples of 2^-bits.
struct CFixedPoint {
    std::vector<int> columnBits; ///< a schema column; of cells that are numbers
    int answerBits = 0;          ///< of probabilities or the number that is answered
};

/// What the outside sees of a C file.
struct CInterface {
    std::string header;              ///< name of the header file
    std::string prefix;              ///< of functions and types
    std::string macro;               ///< of macros
    std::vector<std::string> fields; ///< a schema column; empty where the Model does not use it
    std::optional<CFixedPoint> fixedPoint = std::nullopt; ///< none: floats
};

/// Of a pair `path`.c and `path`.h. Throws Error(BadOption) for a file name that can't stand in an
/// #include.
CInterface cInterface(const Model &model, const std::string &path);

/// The text of the header; `flashBytes` of tables, `ramBytes` of the stack.
std::string cHeader(const Model &model, const CInterface &interface, std::size_t flashBytes,
                    std::size_t ramBytes);

/// The first lines of the source, up to where `includes` end.
std::string cSourceHead(const CInterface &interface, const std::string &includes);
/// An expression for the place of the largest of an answer's numbers (`number` their type), the
/// first of equals; where the Model weighs its classes, of each by its weight.
std::string cLargest(CWriter &to, const Model &model, const std::string &number,
                     const std::string &pointer);
/// Throws Error(Unsupported) where a row would not fit the stack of a thread.
void requireStack(std::size_t bytes);
/// The table of the spellings of classes, or nothing.
std::string cClassNames(CWriter &to, const Model &model, const CInterface &interface);

} // namespace leptune
