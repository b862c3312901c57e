// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace leptune {

/// leptune_reader.h of this version, which C++ programs read native files with; packaging/reader
/// makes it of the core's own sources and compiles it in.
std::string_view readerHeaderText();

/// Where the header belongs: the folder of a native file. Throws Error(Unwritable) where the file
/// itself has the header's name.
std::string readerHeaderBeside(const std::string &nativePath);

/// What stands at such a place.
enum class HeaderPlace {
    Free,
    Same,  ///< the header of this version
    Other, ///< another file, or something that can't be read
};
HeaderPlace headerPlace(const std::string &path);

} // namespace leptune
