// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/child_process.h"

#include "core/base/clock.h"
#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace leptune {
namespace {

constexpr std::size_t kMostOutput = 65536;
constexpr double kLookSeconds = 0.05; ///< between two looks at a stop token

/// Owns both ends of a pipe.
class Pipe {
public:
    Pipe()
    {
        if (pipe2(m_ends, O_CLOEXEC) != 0)
            throw Error(ErrorCode::Internal, "pipe", std::strerror(errno));
    }
    ~Pipe()
    {
        close(m_ends[0]);
        closeWriter();
    }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;
    int reader() const { return m_ends[0]; }
    int writer() const { return m_ends[1]; }
    void closeWriter()
    {
        if (m_ends[1] >= 0)
            close(m_ends[1]);
        m_ends[1] = -1;
    }

private:
    int m_ends[2] = {-1, -1};
};

/// In a process group of its own, so that what it starts can be ended with it.
pid_t start(const std::vector<std::string> &argv, const std::string &folder, int output)
{
    std::vector<char *> words;
    for (const std::string &word : argv)
        words.push_back(const_cast<char *>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    pid_t child = -1;
    const int fault = posix_spawn(&child, words[0], &actions, &attributes, words.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (fault != 0)
        throw Error(ErrorCode::Unsupported, argv[0],
                    std::string("can't be started: ") + std::strerror(fault));
    return child;
}

/// Until the end of the stream; false where the time was up before, or it was stopped.
bool readAll(int from, const Deadline &deadline, const std::stop_token &stop, std::string &to)
{
    const double longest = stop.stop_possible() ? kLookSeconds : 1e6;
    char part[4096];
    for (;;) {
        const double left = deadline.remaining();
        if (left <= 0.0 || stop.stop_requested())
            return false;
        pollfd wait{from, POLLIN, 0};
        const int ready = poll(&wait, 1, static_cast<int>(std::min(left, longest) * 1e3) + 1);
        if (ready == 0)
            continue;
        const ssize_t got = ready < 0 ? -1 : read(from, part, sizeof part);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return true;
        to.append(part, std::min(static_cast<std::size_t>(got), kMostOutput - to.size()));
    }
}

int waitFor(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

std::optional<std::string> findProgram(const std::string &name)
{
    const char *path = std::getenv("PATH");
    std::string folders = path ? path : "/usr/local/bin:/usr/bin:/bin";
    for (std::size_t begin = 0; begin <= folders.size();) {
        const std::size_t end = std::min(folders.find(':', begin), folders.size());
        const std::string file = folders.substr(begin, end - begin) + '/' + name;
        struct stat info {};
        if (end > begin && stat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
            access(file.c_str(), X_OK) == 0)
            return file;
        begin = end + 1;
    }
    return std::nullopt;
}

ChildResult runChild(const std::vector<std::string> &argv, const std::string &folder,
                     double seconds, const std::stop_token &stop)
{
    Pipe output;
    const pid_t child = start(argv, folder, output.writer());
    output.closeWriter();
    ChildResult result;
    result.timedOut = !readAll(output.reader(), Deadline::inSeconds(seconds), stop, result.output);
    if (result.timedOut)
        kill(-child, SIGKILL);
    result.status = waitFor(child);
    if (result.timedOut && stop.stop_requested())
        throw Error(ErrorCode::Stopped, argv[0], "was ended, as nobody waits for it any more");
    return result;
}

} // namespace leptune
