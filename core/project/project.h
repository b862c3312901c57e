// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "core/project/run_history.h"
#include "core/tuning/study_record.h"

#include <optional>
#include <stop_token>
#include <string>

namespace leptune {

/// Where the data came from, and what it was.
struct DataReference {
    std::string path; ///< absolute
    std::uint64_t bytes = 0;
    std::uint64_t hash = 0; ///< hash64 of the file
    ReadOptions options;    ///< as it was read (threads and stop are not stored)
};

struct Project {
    DataReference data;
    std::optional<Table>
        table; ///< a copy of the data, where it packs to 64 MB or less and was not declined
    StudyRecord study;
    std::string notes; ///< the user's own words, UTF-8
    RunHistory history;
};

/// 2: with the trials that were stopped on their way, and the shapes of pictures. 3: directions.
/// 4: notes. 5: what each class loses when a Model is made smaller. 6: the scores of every fold,
/// ranges of settings, costs and the limit of the drop. 7: whether the share of test rows was asked
/// for. 8: costs of more than two classes. 9: operations of compressed lines. 10: earlier runs.
constexpr int kProjectFormat = 10;
constexpr std::uint64_t kDataCopyLimitBytes = 64ULL << 20;

/// Atomic. Throws Error(Unwritable | Stopped). `table` is left out where its packed copy is too
/// large.
void saveProject(const Project &project, const std::string &path, const std::stop_token &stop = {});

struct PackedTable;
/// Saves the same project again and again (autosave while a study runs): the copy of the data is
/// packed once, when the saver is made. Const calls are safe from several threads.
class ProjectSaver {
public:
    /// Throws Error(Stopped).
    explicit ProjectSaver(DataReference data, const std::optional<Table> &table = std::nullopt,
                          int threads = 0, const std::stop_token &stop = {});
    /// As saveProject(); Error(Stopped) leaves the file that was there.
    void save(const StudyRecord &study, const std::string &path, const std::string &notes = {},
              const RunHistory &history = {}, const std::stop_token &stop = {}) const;
    /// Whether a copy of the data goes into the file.
    bool keepsData() const { return m_table != nullptr; }

private:
    DataReference m_data;
    std::shared_ptr<const PackedTable> m_table;
};

/// Every chunk's CRC is checked before anything is parsed. Throws Error(NotFound | Unreadable |
/// BadFormat | NewerFormat naming both versions).
Project loadProject(const std::string &path);
/// Cheap look at a file's first bytes.
bool isProjectFile(const std::string &path);
/// Size and hash of a data file for a DataReference. Throws Error(NotFound | Unreadable | Stopped).
DataReference referenceTo(const std::string &path, const ReadOptions &options,
                          const std::stop_token &stop = {});

} // namespace leptune
