// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/shared/error_messages.h"

#include <QFileInfo>

#include <utility>

namespace leptune {

struct ReportWriter::Job {
    ReportSource source;
    QString path;
    ReportFormat format = ReportFormat::Html;
    std::vector<std::function<ReportChart()>> left; ///< charts to draw
    std::vector<ReportChart> charts;
};

ReportFormat reportFormatOf(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QStringLiteral("html") || suffix == QStringLiteral("htm"))
        return ReportFormat::Html;
    if (suffix == QStringLiteral("pdf"))
        return ReportFormat::Pdf;
    throw Error(ErrorCode::BadOption, path.toStdString(),
                "a report ends in .html or .pdf; choose one of these");
}

ReportWriter::~ReportWriter() = default;

void ReportWriter::write(Project project, std::shared_ptr<const Table> table, const QString &path)
{
    auto job = std::make_shared<Job>();
    job->path = path;
    job->source.name = QFileInfo(QString::fromStdString(project.data.path)).completeBaseName();
    if (job->source.name.isEmpty())
        job->source.name = QFileInfo(path).completeBaseName();
    job->source.project = std::move(project);
    m_job = job;
    m_work.run([this, job, table = std::move(table)](std::stop_token stop) -> Background::Deliver {
        try {
            job->format = reportFormatOf(job->path);
            requireWritable(job->path.toStdString());
            workOut(job->source, table, stop);
            return [this, job] {
                if (job != m_job) { // cancelled as it was done
                    Q_EMIT cancelled();
                    return;
                }
                job->left = reportCharts(job->source);
                drawNext(job);
            };
        } catch (...) {
            return failure();
        }
    });
}

void ReportWriter::cancel()
{
    const bool isDrawing = m_job && !m_work.isRunning();
    m_job.reset();
    m_work.stop();
    if (isDrawing)
        Q_EMIT cancelled();
}

/// One chart a turn of the event loop, so that the window never waits for all of them.
void ReportWriter::drawNext(const std::shared_ptr<Job> &job)
{
    if (job != m_job)
        return;
    if (job->charts.size() == job->left.size()) {
        finish(job);
        return;
    }
    job->charts.push_back(job->left[job->charts.size()]());
    QMetaObject::invokeMethod(
        this, [this, job] { drawNext(job); }, Qt::QueuedConnection);
}

void ReportWriter::finish(const std::shared_ptr<Job> &job)
{
    m_work.run([this, job](std::stop_token stop) -> Background::Deliver {
        try {
            const QByteArray bytes = job->format == ReportFormat::Pdf
                                         ? reportPdf(job->source, job->charts)
                                         : reportHtml(job->source, job->charts);
            writeFileAtomically(
                job->path.toStdString(),
                std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())), stop);
            return [this, path = job->path] {
                m_job.reset();
                Q_EMIT written(path);
            };
        } catch (...) {
            return failure();
        }
    });
}

Background::Deliver ReportWriter::failure()
{
    const std::exception_ptr problem = std::current_exception();
    return [this, isCancelled = isStopped(problem), words = describeError(problem)] {
        m_job.reset();
        if (isCancelled)
            Q_EMIT cancelled();
        else
            Q_EMIT failed(words.title, words.text);
    };
}

} // namespace leptune
