// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

struct ChildResult {
    bool timedOut = false; ///< it was killed
    int status = 0;        ///< exit status; 128 + the signal that ended it
    std::string output;    ///< the first 64 kB of both streams
    bool succeeded() const { return !timedOut && status == 0; }
};

/// Full path of a program that a shell would find by that name, or nothing.
std::optional<std::string> findProgram(const std::string &name);

/// Runs a program (argv[0] a path) without a shell, its input empty, in `folder`, and waits for at
/// most `seconds`. Throws Error(Unsupported) where it can't be started, and Error(Stopped) after it
/// was killed for that.
ChildResult runChild(const std::vector<std::string> &argv, const std::string &folder,
                     double seconds, const std::stop_token &stop = {});

} // namespace leptune
