// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/project/project_bytes.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <xxhash.h>

namespace leptune {

namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 20;

/// hash64() of the file, without holding all of it in memory.
std::uint64_t hashOfFile(const std::string &path, std::uint64_t &bytes, const std::stop_token &stop)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::Unreadable, path,
                    "the data file can't be opened; check its permissions");
    const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t *)> state(XXH3_createState(),
                                                                                 XXH3_freeState);
    XXH3_64bits_reset(state.get());
    std::vector<char> buffer(kReadBytes);
    bytes = 0;
    while (file) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Stopped, path, "reading was stopped");
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto got = static_cast<std::size_t>(file.gcount());
        XXH3_64bits_update(state.get(), buffer.data(), got);
        bytes += got;
    }
    if (file.bad())
        throw Error(ErrorCode::Unreadable, path, "the data file can't be read to its end");
    return XXH3_64bits_digest(state.get());
}

} // namespace

ProjectSaver::ProjectSaver(DataReference data, const std::optional<Table> &table, int threads,
                           const std::stop_token &stop)
    : m_data(std::move(data))
{
    if (table)
        m_table = packTable(*table, kDataCopyLimitBytes, threads, stop);
}

void ProjectSaver::save(const StudyRecord &study, const std::string &path, const std::string &notes,
                        const RunHistory &history, const std::stop_token &stop) const
{
    const std::vector<std::uint8_t> bytes =
        projectBytes(m_data, m_table.get(), study, notes, history);
    writeFileAtomically(path, std::span(bytes), stop);
}

void saveProject(const Project &project, const std::string &path, const std::stop_token &stop)
{
    requireWritable(path); // before any time goes into packing
    ProjectSaver(project.data, project.table, 0, stop)
        .save(project.study, path, project.notes, project.history, stop);
}

Project loadProject(const std::string &path)
{
    const std::vector<std::uint8_t> bytes = readWholeFile(path);
    return projectFromBytes(bytes, path);
}

bool isProjectFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    std::array<char, 8> start{};
    file.read(start.data(), start.size());
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(start.data());
    return Container::isContainer(std::span(bytes, static_cast<std::size_t>(file.gcount())));
}

DataReference referenceTo(const std::string &path, const ReadOptions &options,
                          const std::stop_token &stop)
{
    DataReference data;
    std::error_code error;
    data.path = std::filesystem::absolute(path, error).lexically_normal().string();
    data.options = options;
    data.options.threads = 0;
    data.options.stop = {};
    if (!std::filesystem::exists(path, error))
        throw Error(ErrorCode::NotFound, path, "there is no such file; check the path");
    // A pipe is gone once it was read, and a folder has no contents: both stay without size and
    // hash.
    if (std::filesystem::is_regular_file(path, error))
        data.hash = hashOfFile(path, data.bytes, stop);
    return data;
}

} // namespace leptune
