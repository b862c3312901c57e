// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// What a folder holds, sorted by class, then path (bytes). Hidden files and folders, __MACOSX and
/// the lists of thumbnails of Windows are passed over; a folder that links lead to twice is taken
/// once.
struct PictureFiles {
    struct File {
        std::string path;   ///< below the root, as the system spells it
        std::int32_t label; ///< index into `classes`; -1 in a folder without classes
    };
    std::vector<File> files;
    std::vector<std::string> classes; ///< UTF-8
    std::size_t outside = 0;          ///< pictures beside the class folders: left out
    std::size_t others = 0;           ///< files that neither look nor are called like pictures
    std::vector<std::string> closed;  ///< folders that can't be opened
};

/// Throws Error(NotFound | Unreadable | Stopped), and BadOption where the classes stand below train
/// and test (or valid, val) folders.
PictureFiles listPictureFiles(const std::string &root, const std::stop_token &stop);

/// Looks no further than the first picture, and at 10,000 files at most.
bool holdsPicture(const std::string &root);

/// The same text where it is UTF-8, else decoded by the likeliest encoding.
std::string readableName(const std::string &path);

} // namespace leptune
