// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/data_name.h"

#include <filesystem>

namespace leptune {

std::string dataNameOf(const std::string &path)
{
    std::filesystem::path name(path);
    if (!name.has_filename()) // "digits/"
        name = name.parent_path();
    name = name.filename();
    if (name.extension() == ".gz")
        name = name.stem();
    return name.stem().string();
}

} // namespace leptune
