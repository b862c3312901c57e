// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/experience.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/metalearn/file_lock.h"
#include "core/metalearn/json_fields.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace leptune {

namespace {

constexpr std::size_t kMostBytes = 4'000'000;
constexpr std::size_t kMostRuns = 500;
constexpr std::size_t kMostRead = 64'000'000; // a file that something else blew up
constexpr double kWaitSeconds = 2.0;
constexpr int kFormat = 1;

using fields::Json;

std::string lineOf(const Portfolio &run, const MeasuredTable &table)
{
    const Portfolio part = [&] {
        Portfolio one{run.candidates, {table}, {}};
        return one.restrictedTo(table.candidates);
    }();
    Json json{{"format", kFormat}, {"candidates", Json::array()}};
    for (const PortfolioCandidate &candidate : part.candidates)
        json["candidates"].push_back(fields::candidateJson(candidate));
    json["table"] = fields::tableJson(part.tables.front());
    return fields::textOf(json) + "\n";
}

Portfolio runFrom(const std::string &line, const std::string &subject)
{
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("candidates") || !json.contains("table") ||
        !json["candidates"].is_array() || json.value("format", Json()) != Json(kFormat))
        throw Error(ErrorCode::BadFormat, subject, "this is not the record of a run");
    Portfolio run;
    for (const Json &candidate : json["candidates"])
        run.candidates.push_back(fields::candidateFrom(candidate, subject));
    run.tables.push_back(fields::tableFrom(json["table"], run.candidates.size(), subject));
    return run;
}

std::vector<std::string> linesOf(const std::vector<std::uint8_t> &bytes)
{
    std::vector<std::string> lines;
    std::string line;
    for (const std::uint8_t byte : bytes) {
        if (byte != '\n') {
            line += static_cast<char>(byte);
            continue;
        }
        if (!line.empty())
            lines.push_back(std::move(line));
        line.clear();
    }
    if (!line.empty())
        lines.push_back(std::move(line));
    return lines;
}

[[noreturn]] void failToWrite(const std::string &path, const std::string &why)
{
    throw Error(ErrorCode::Unwritable, path, "what this run taught can't be kept: " + why);
}

/// An open file that is closed at the end.
class OpenFile {
public:
    explicit OpenFile(const std::string &path)
        : m_path(path),
          m_descriptor(open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600))
    {
        struct stat status {};
        if (m_descriptor < 0 || fstat(m_descriptor, &status) != 0)
            failToWrite(path, std::strerror(errno));
        m_size = status.st_size;
    }
    ~OpenFile()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;

    std::size_t size() const { return static_cast<std::size_t>(m_size); }
    /// A writer that was killed may have left half a line.
    bool endsWithinLine() const
    {
        char last = '\n';
        return m_size > 0 && pread(m_descriptor, &last, 1, m_size - 1) == 1 && last != '\n';
    }
    /// All of it or nothing.
    void append(const std::string &text)
    {
        std::size_t done = 0;
        while (done < text.size()) {
            const ssize_t written = ::write(m_descriptor, text.data() + done, text.size() - done);
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                takeBack(errno);
            done += static_cast<std::size_t>(written);
        }
        if (fsync(m_descriptor) != 0)
            takeBack(errno);
    }

private:
    [[noreturn]] void takeBack(int error)
    {
        if (ftruncate(m_descriptor, m_size) != 0)
            failToWrite(m_path, std::string(std::strerror(error)) + ", and half a line is left");
        failToWrite(m_path, std::strerror(error));
    }
    std::string m_path;
    int m_descriptor;
    off_t m_size = 0;
};

/// The newest lines that leave a quarter of the bounds free.
std::string newestOf(const std::vector<std::string> &lines)
{
    std::size_t first = lines.size();
    std::size_t bytes = 0;
    while (first > 0 && lines.size() - first < kMostRuns * 3 / 4 &&
           bytes + lines[first - 1].size() + 1 <= kMostBytes * 3 / 4)
        bytes += lines[--first].size() + 1;
    std::string text;
    for (std::size_t i = first; i < lines.size(); ++i)
        text += lines[i] + "\n";
    return text;
}

} // namespace

std::string ExperienceFile::usualPath()
{
    const char *data = std::getenv("XDG_DATA_HOME");
    if (data && *data == '/')
        return std::string(data) + "/leptune/experience.jsonl";
    const char *home = std::getenv("HOME");
    return home && *home ? std::string(home) + "/.local/share/leptune/experience.jsonl"
                         : std::string();
}

ExperienceFile::ExperienceFile(std::string path) : m_path(std::move(path)) {}

ExperienceFile::Contents ExperienceFile::read() const
{
    Contents contents;
    std::error_code error;
    if (m_path.empty() || !std::filesystem::exists(m_path, error))
        return contents;
    const FileLock lock(m_path + ".lock", FileLock::Kind::Shared, kWaitSeconds / 4);
    if (std::filesystem::file_size(m_path, error) > kMostRead)
        throw Error(ErrorCode::Unreadable, m_path,
                    "it is too large to be what this program wrote; leptune-cli experience clear "
                    "removes it");
    std::size_t number = 0;
    for (const std::string &line : linesOf(readWholeFile(m_path))) {
        const std::string subject = m_path + ", run " + std::to_string(++number);
        try {
            contents.runs.merge(runFrom(line, subject));
        } catch (const Error &problem) {
            contents.damaged.push_back(problem.what());
        }
    }
    return contents;
}

void ExperienceFile::append(const Portfolio &run) const
{
    if (m_path.empty())
        failToWrite("experience", "there is no home folder");
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(m_path).parent_path(), error);
    const FileLock lock(m_path + ".lock", FileLock::Kind::Alone, kWaitSeconds);
    if (!lock.held())
        failToWrite(m_path, error ? error.message()
                                  : "another program holds it, or its folder can't be written");
    OpenFile file(m_path);
    std::string text = file.endsWithinLine() ? "\n" : "";
    for (const MeasuredTable &table : run.tables)
        text += lineOf(run, table);
    file.append(text);
    const bool mayBeFull = file.size() + text.size() > kMostBytes / 10;
    if (!mayBeFull)
        return;
    const std::vector<std::string> lines = linesOf(readWholeFile(m_path));
    if (lines.size() > kMostRuns || file.size() + text.size() > kMostBytes)
        writeFileAtomically(m_path, newestOf(lines));
}

std::size_t ExperienceFile::clear() const
{
    std::error_code error;
    if (m_path.empty() || !std::filesystem::exists(m_path, error))
        return 0;
    const FileLock lock(m_path + ".lock", FileLock::Kind::Alone, kWaitSeconds);
    if (!lock.held())
        throw Error(ErrorCode::Unwritable, m_path,
                    "can't be locked: another Leptune uses it, or its folder can't be written to");
    if (!std::filesystem::is_regular_file(m_path, error))
        throw Error(ErrorCode::Unwritable, m_path, "is not a file");
    std::size_t runs = 0;
    if (std::filesystem::file_size(m_path, error) <= kMostRead)
        runs = linesOf(readWholeFile(m_path)).size();
    if (!std::filesystem::remove(m_path, error) && error)
        throw Error(ErrorCode::Unwritable, m_path, "can't be removed: " + error.message());
    return runs;
}

} // namespace leptune
