// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_text.h"
#include "ui/session/background.h"

#include <QObject>

namespace leptune {

enum class ReportFormat { Html, Pdf };
/// By the suffix. Throws Error(BadOption) for another one.
ReportFormat reportFormatOf(const QString &path);

/// Writes the report of a project: works out the results and writes the file on a thread of its
/// own, draws the charts one by one on the UI thread. A second call drops the first; a file is
/// written whole or not at all.
class ReportWriter : public QObject {
    Q_OBJECT
public:
    explicit ReportWriter(QObject *parent = nullptr) : QObject(parent) {}
    ~ReportWriter() override;

    /// written(), failed() or cancelled() follows. `table`: the project's rows, for pictures; may
    /// be null.
    void write(Project project, std::shared_ptr<const Table> table, const QString &path);
    bool isRunning() const { return m_job || m_work.isRunning(); }
    /// Nothing where none is written; else cancelled() follows, or where it was too late what
    /// write() says.
    void cancel();

Q_SIGNALS:
    void written(const QString &path);
    void failed(const QString &title, const QString &text);
    void cancelled();

private:
    struct Job;
    void drawNext(const std::shared_ptr<Job> &job);
    void finish(const std::shared_ptr<Job> &job);
    /// Of the exception that is being handled.
    Background::Deliver failure();

    std::shared_ptr<Job> m_job; ///< the one that is wanted
    Background m_work;
};

} // namespace leptune
