// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <string>
#include <vector>

namespace leptune {

/// What the outside sees of a C file.
struct CInterface {
    std::string header;              ///< name of the header file
    std::string prefix;              ///< of functions and types
    std::string macro;               ///< of macros
    std::vector<std::string> fields; ///< a schema column; empty where the Model does not use it
};

/// Of a pair `path`.c and `path`.h. Throws Error(BadOption) for a file name that can't stand in an
/// #include.
CInterface cInterface(const Model &model, const std::string &path);

/// The text of the header; `flashBytes` of tables, `ramBytes` of the stack.
std::string cHeader(const Model &model, const CInterface &interface, std::size_t flashBytes,
                    std::size_t ramBytes);

/// "float size;", without a comment.
std::string cFieldDeclaration(const RawColumn &column, const std::string &field);

} // namespace leptune
