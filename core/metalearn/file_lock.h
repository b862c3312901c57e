// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace leptune {

/// An advisory lock between processes on a file of its own (flock), held while it lives.
class FileLock {
public:
    enum class Kind { Shared, Alone };
    /// Waits up to `seconds`; see held(). The lock file is made where it can be.
    FileLock(const std::string &path, Kind kind, double seconds);
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;
    bool held() const { return m_held; }

private:
    int m_descriptor = -1;
    bool m_held = false;
};

} // namespace leptune
