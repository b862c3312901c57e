// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <utility>
#include <unistd.h>

namespace leptune {

namespace {

constexpr std::size_t kPart = std::size_t{16} << 20; ///< between two looks at a stop token

[[noreturn]] void failToWrite(const std::string &path, int error)
{
    const std::string hint = error == ENOSPC  ? "; free some space or choose another folder"
                             : error == EROFS || error == EACCES ? "; choose a folder you may write to"
                                                                 : "";
    throw Error(ErrorCode::Unwritable, path,
                std::string("can't be written: ") + std::strerror(error) + hint);
}

void throwIfStopped(const std::stop_token &stop, const std::string &path)
{
    if (stop.stop_requested())
        throw Error(ErrorCode::Stopped, path, "writing was cancelled");
}

std::string folderOf(const std::string &path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// Owns a descriptor and the temporary file behind it until the rename.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string &target) : m_target(target)
    {
        static std::atomic<unsigned> counter = 0;
        m_path = target + ".part-" + std::to_string(getpid()) + "-" + std::to_string(counter++);
        m_descriptor = open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (m_descriptor < 0)
            failToWrite(target, errno);
    }
    ~TemporaryFile()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
        if (!m_path.empty())
            unlink(m_path.c_str());
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;

    void write(std::span<const std::uint8_t> bytes, const std::stop_token &stop)
    {
        while (!bytes.empty()) {
            throwIfStopped(stop, m_target);
            const ssize_t written =
                ::write(m_descriptor, bytes.data(), std::min(bytes.size(), kPart));
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                failToWrite(m_target, errno);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
    }
    /// After it nothing but the rename can fail.
    void finish()
    {
        if (fsync(m_descriptor) != 0)
            failToWrite(m_target, errno);
        if (close(std::exchange(m_descriptor, -1)) != 0)
            failToWrite(m_target, errno);
    }
    void moveIntoPlace()
    {
        if (rename(m_path.c_str(), m_target.c_str()) != 0)
            failToWrite(m_target, errno);
        m_path.clear();
        const int folder = open(folderOf(m_target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder >= 0) {
            fsync(folder);
            close(folder);
        }
    }

private:
    std::string m_target;
    std::string m_path;
    int m_descriptor = -1;
};

/// What stands in the way of a new file, kept under a second name until all is well.
class OldFile {
public:
    explicit OldFile(const std::string &path) : m_path(path), m_kept(path + ".old-" + std::to_string(getpid()))
    {
        m_exists = link(path.c_str(), m_kept.c_str()) == 0;
    }
    ~OldFile()
    {
        if (m_exists)
            unlink(m_kept.c_str());
    }
    OldFile(const OldFile &) = delete;
    OldFile &operator=(const OldFile &) = delete;

    void putBack()
    {
        if (m_exists)
            m_exists = rename(m_kept.c_str(), m_path.c_str()) != 0;
        else
            unlink(m_path.c_str());
    }

private:
    std::string m_path, m_kept;
    bool m_exists = false;
};

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

} // namespace

void writeFileAtomically(const std::string &path, std::span<const std::uint8_t> bytes,
                         const std::stop_token &stop)
{
    requireWritable(path);
    TemporaryFile file(path);
    file.write(bytes, stop);
    file.finish();
    throwIfStopped(stop, path);
    file.moveIntoPlace();
}

void writeFileAtomically(const std::string &path, std::string_view text,
                         const std::stop_token &stop)
{
    writeFileAtomically(path, bytesOf(text), stop);
}

void writeFilesAtomically(std::span<const NewFile> files, const std::stop_token &stop)
{
    for (const NewFile &file : files)
        requireWritable(file.path);
    std::deque<TemporaryFile> written;
    for (const NewFile &file : files) {
        written.emplace_back(file.path).write(bytesOf(file.text), stop);
        written.back().finish();
    }
    if (!files.empty())
        throwIfStopped(stop, files.front().path);
    std::deque<OldFile> replaced;
    for (TemporaryFile &file : written) {
        try {
            replaced.emplace_back(files[replaced.size()].path);
            file.moveIntoPlace();
        } catch (...) {
            replaced.pop_back();
            for (OldFile &old : replaced)
                old.putBack();
            throw;
        }
    }
}

void requireWritable(const std::string &path)
{
    struct stat info{};
    if (stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode))
        throw Error(ErrorCode::Unwritable, path, "is a folder; name a file");
    if (stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) // a rename would take its place
        throw Error(ErrorCode::Unwritable, path, "is a device or a pipe, not a file; name a file");
    const std::string folder = folderOf(path);
    if (stat(folder.c_str(), &info) != 0)
        throw Error(ErrorCode::Unwritable, path, "the folder " + folder + " does not exist; create it first");
    if (!S_ISDIR(info.st_mode))
        throw Error(ErrorCode::Unwritable, path, folder + " is not a folder");
    if (access(folder.c_str(), W_OK) != 0)
        failToWrite(path, errno);
}

std::vector<std::uint8_t> readWholeFile(const std::string &path)
{
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        if (errno == ENOENT)
            throw Error(ErrorCode::NotFound, path, "there is no such file; check the path");
        throw Error(ErrorCode::Unreadable, path, std::string("can't be opened: ") + std::strerror(errno));
    }
    struct stat info{};
    fstat(descriptor, &info);
    if (S_ISDIR(info.st_mode)) {
        close(descriptor);
        throw Error(ErrorCode::Unreadable, path, "is a folder; name a file");
    }
    if (S_ISCHR(info.st_mode) || S_ISBLK(info.st_mode)) {
        close(descriptor);
        throw Error(ErrorCode::Unreadable, path, "is a device, which may never end; name a file");
    }
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(std::max<off_t>(0, info.st_size)));
    std::size_t have = 0;
    for (;;) {
        if (have == bytes.size())
            bytes.resize(bytes.size() + 65536); // grows for pipes; one spare block at the end of files
        const ssize_t got = ::read(descriptor, bytes.data() + have, bytes.size() - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            const int error = errno;
            close(descriptor);
            throw Error(ErrorCode::Unreadable, path, std::string("can't be read: ") + std::strerror(error));
        }
        if (got == 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    close(descriptor);
    bytes.resize(have);
    return bytes;
}

} // namespace leptune
