// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/file_lock.h"

#include "core/base/clock.h"

#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace leptune {

FileLock::FileLock(const std::string &path, Kind kind, double seconds)
{
    m_descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
        return;
    const int operation = (kind == Kind::Alone ? LOCK_EX : LOCK_SH) | LOCK_NB;
    const Stopwatch watch;
    while (!(m_held = flock(m_descriptor, operation) == 0) && watch.seconds() < seconds)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        close(m_descriptor); // gives the lock back
}

} // namespace leptune
