// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"
#include "core/data/read_table.h"
#include "core/project/project.h"
#include "ui/session/compression_controller.h"
#include "ui/session/recovery.h"
#include "ui/session/setup_edits.h"
#include "ui/session/study_controller.h"

#include <QObject>
#include <QString>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace leptune {

class Recovery;

/// What is open in the window: data, set-up and study of one project. Pages read it and listen to
/// it; they do not know each other. Reading, profiling and saving run on worker threads; every
/// signal comes on the UI thread.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    /// Reads a data file (or loads a project) in the background; dataChanged() or failed() follows.
    /// A second call drops the first.
    void open(const QString &path, const ReadOptions &options = {});
    void openText(const QString &pasted);
    /// Reads the same file again, for example with another type for a column.
    void reread(const ReadOptions &options);
    void cancelReading();
    bool isReading() const;
    /// Opens what a crash left behind; its project has no name yet.
    void openRecovered(const Recovery::Leftover &leftover);
    /// Back to the start: nothing is open. What was not saved is lost.
    void close();

    bool hasData() const { return m_table != nullptr; }
    const Table &table() const { return *m_table; }
    std::shared_ptr<const Table> sharedTable() const { return m_table; }
    const ImportReport &report() const { return m_report; }
    const ReadOptions &readOptions() const { return m_readOptions; }
    /// Null until it is computed (profileChanged).
    const Profile *profile() const { return m_profile ? &*m_profile : nullptr; }
    QString dataPath() const { return m_dataPath; }
    QString dataName() const;
    /// True where the data came by pasting and no file holds them.
    bool isPasted() const;

    const TuneOptions &options() const { return m_options; }
    /// An edit of the user, which edits() can undo. What runs keeps the options it was started
    /// with.
    void setOptions(const TuneOptions &options);
    /// The history of options and reading since the data were opened.
    SetupEdits &edits() { return m_edits; }

    /// The user's own words about the project, saved with it.
    QString notes() const { return m_notes; }
    void setNotes(const QString &notes);
    /// When the studies of the project ran, and what others replaced.
    RunHistory history() const;

    StudyController &study() { return m_study; }
    const StudyController &study() const { return m_study; }
    /// Tunes with the current options; on a wrong set-up failed() says what to change.
    void startStudy();
    /// The target column is read again with its class spellings before the study starts.
    bool isStarting() const;
    /// There are results, but of another set-up, of other rows, or of columns that were read in
    /// another way. Tuning replaces them; else it goes on from them.
    bool resultsAreStale() const;

    CompressionController &compression() { return m_compression; }
    const CompressionController &compression() const { return m_compression; }
    /// Makes a Model of the study smaller; compression() tells how it goes. What is found becomes
    /// lines of the study's record and goes to the project as it comes.
    void startCompression(const CompressionOrder &order);
    /// The candidate is what Use offers from now on; it becomes a line of the leaderboard where it
    /// is none.
    void useCompressed(const CompressionResult &result, std::size_t place);

    QString projectPath() const { return m_projectPath; }
    bool hasUnsavedChanges() const { return m_unsaved; }
    /// Saves in the background; saved() or failed() follows, or neither where it was cancelled.
    void save(const QString &path);
    /// Writes a second file to give away (revealed.h) in the background; the project stays where it
    /// is. savedWithoutData() or failed() follows.
    void saveWithoutData(const QString &path);
    /// What save() would write, without the rows and the data's hash.
    Project project() const;
    /// Has no effect on a file that is whole already.
    void cancelSaving();
    bool isSaving() const;
    /// The file that is kept for the case of a crash while the project has no name; removed by
    /// save().
    Recovery &recovery();

Q_SIGNALS:
    void readingStarted(const QString &path);
    /// Reading ended: well, badly or cancelled.
    void readingFinished();
    void dataChanged();
    /// The file holds several tables: it is to be opened again with one of them in the options.
    void tableWanted(const QString &path, const leptune::ReadOptions &options,
                     const std::vector<std::string> &tables);
    void profileChanged();
    void optionsChanged();
    void projectChanged();
    void notesChanged();
    /// The user chose the Model of this name to go on with.
    void modelWanted(const QString &name);
    /// Whether the limits of the study are kept in the end, and how.
    void limitsTold(const QString &note, bool areKept);
    void savingStarted(const QString &path);
    void saved(const QString &path);
    void savedWithoutData(const QString &path);
    /// Saving ended: well, badly or cancelled.
    void savingFinished();
    /// Title in a few words; text = what, where, what to do.
    void failed(const QString &title, const QString &text);

private:
    class Worker;
    struct Loaded;
    void read(const QString &path, std::function<Loaded(std::stop_token)> load);
    void accept(Loaded loaded);
    void adopt(Loaded &loaded);
    void adoptNew(Loaded &loaded);
    void readAgain(const ReadOptions &options, const std::optional<TuneOptions> &restored);
    void applyOptions(const TuneOptions &options);
    void restore(const Setup &setup, bool reads);
    void holdReading();
    StudyRecord recordToSave() const;
    void startProfile();
    void launch();
    /// What runs from now on is written to the project, or, where it has no name, to the recovery.
    void keepSafe();
    bool resultsFit() const;
    void giveHistoryBack();
    void connectCompression();
    /// Compresses under the limits of the study that has just ended, where it has any.
    void keepLimits();
    void adoptCompression(const CompressionResult &result);
    void setUnsaved(bool unsaved);
    /// The set-up has changed: of a project it is unsaved; else where it took the user some work.
    void noteSetup();
    void report(const std::exception_ptr &problem);

    std::unique_ptr<Worker> m_worker;
    std::shared_ptr<const Table> m_table;
    ImportReport m_report;
    ReadOptions m_readOptions;
    std::optional<Profile> m_profile;
    QString m_dataPath;
    QString m_projectPath;
    TuneOptions m_options;
    SetupEdits m_edits;
    bool m_restoring = false; ///< an undone edit reads the file again, or tells the pages
    QString m_notes;
    bool m_rowsChanged = false;    ///< since the results were found
    bool m_startedOnOther = false; ///< the study replaces results of other rows
    bool m_fileTaken = false;      ///< by a checkpoint of the study that was started last
    std::optional<RunHistory> m_historyBefore; ///< the running study, which replaces another one
    StudyController m_study;
    CompressionController m_compression;
    bool m_keepsLimits = false; ///< what is being compressed ends a study under limits
    bool m_unsaved = false;
    std::uint64_t m_changes = 0; ///< since the session began
};

} // namespace leptune
