// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/portfolio.h"

#include <string>
#include <vector>

namespace leptune {

/// What the user's own runs taught, in one file of one line a run. Several processes may append at
/// once (a lock file beside it); a line that a crash or a disk error damaged is passed over. Stays
/// below 4 MB and 500 runs, the oldest go first.
class ExperienceFile {
public:
    /// $XDG_DATA_HOME/leptune/experience.jsonl, or below ~/.local/share; "" where there is no home.
    static std::string usualPath();

    explicit ExperienceFile(std::string path = usualPath());
    const std::string &path() const { return m_path; }

    struct Contents {
        Portfolio runs;                   ///< oldest first
        std::vector<std::string> damaged; ///< one sentence a line that could not be read
    };
    /// Empty where there is no file. Throws Error(Unreadable) where it can't be opened.
    Contents read() const;
    /// Adds the portfolio's tables, a line each. Throws Error(Unwritable): no folder, disk full
    /// (the file is as before then), or locked by another process for more than 2 s.
    void append(const Portfolio &run) const;
    /// Removes the file; answers how many runs were forgotten.
    std::size_t clear() const;

private:
    std::string m_path;
};

} // namespace leptune
