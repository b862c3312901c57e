// SPDX-License-Identifier: GPL-3.0-or-later
// The window's care for work that could be lost (saving, stopping, closing, recovering), and for
// where it was left.
#include "ui/main_window.h"

#include "ui/rail.h"
#include "ui/session/recovery.h"
#include "ui/shared/busy_bar.h"
#include "ui/shared/file_places.h"
#include "ui/shared/format.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/question.h"
#include "ui/shared/recent_files.h"
#include "ui/shared/score_text.h"
#include "ui/shared/window_state.h"
#include "ui/start/start_page.h"
#include "ui/window_tools.h"

#include <QAction>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QMessageBox>
#include <QScreen>
#include <QSettings>

#include <cmath>

namespace leptune {

namespace {

QString suffix()
{
    return QStringLiteral(".leptune");
}

} // namespace

void MainWindow::save()
{
    if (m_session.projectPath().isEmpty())
        saveAs();
    else
        m_session.save(m_session.projectPath());
}

void MainWindow::saveAs()
{
    const QString name =
        m_session.isPasted() ? tr("table") : QFileInfo(m_session.dataName()).completeBaseName();
    QString path = QFileDialog::getSaveFileName(this, tr("Save the project"),
                                                fileFolder() + u'/' + name + suffix(),
                                                tr("Leptune projects (*.leptune)"));
    if (path.isEmpty()) {
        m_afterSave = {};
        return;
    }
    if (QFileInfo(path).suffix().isEmpty())
        path += suffix();
    rememberFolder(path);
    m_session.save(path);
}

void MainWindow::afterCare(const QString &question, std::function<void()> next)
{
    if (m_session.isSaving())
        m_afterSave = [this, question, next = std::move(next)] { afterCare(question, next); };
    else if (m_session.compression().isRunning())
        askToEndCompression(question, std::move(next));
    else if (m_session.study().isActive())
        askToStop(question, [this, next = std::move(next)] { askToSave(next); });
    else
        askToSave(std::move(next));
}

void MainWindow::askToEndCompression(const QString &question, std::function<void()> next)
{
    const int answer = ask(this, {"compressionQuestion",
                                  question,
                                  tr("A model is still being made smaller."),
                                  tr("End it now with the models found so far, or go on with it."),
                                  {{tr("End && keep what was found"), "endCompression"}}});
    if (answer < 0)
        return;
    m_session.compression().end();
    afterCare(question, std::move(next));
}

void MainWindow::askToStop(const QString &question, std::function<void()> next)
{
    enum { Stop, KeepRunning };
    const StudyController &study = m_session.study();
    const QString running =
        study.isTimed()
            ? tr("Tuning is still running: %n trial(s) so far, %1 left.", nullptr,
                 study.record().trials)
                  .arg(formatClock(study.remainingSeconds()))
            : tr("Tuning is still running: %n trial(s) so far.", nullptr, study.record().trials);
    const int answer =
        ask(this, {"stopQuestion",
                   question,
                   running,
                   tr("Stop now with the best model found so far, or keep running and go "
                      "on with “%1” when tuning has ended.")
                       .arg(question),
                   {{tr("Stop && keep best"), "stopAndGoOn"},
                    {tr("Keep running"), "keepRunning", QMessageBox::ActionRole}}});
    if (answer < 0)
        return;
    if (!study.isActive()) { // it ended while the question stood
        next();
        return;
    }
    waitForStudy(question, std::move(next));
    if (answer == Stop)
        m_session.study().stop();
}

void MainWindow::waitForStudy(const QString &question, std::function<void()> next)
{
    m_afterStop = std::move(next);
    m_messages->showMessage(MessageBar::Kind::Info, question,
                            tr("This follows as soon as tuning has ended."));
    m_messages->addAction(tr("Don't wait"), [this] { m_afterStop = {}; });
}

QString MainWindow::unsavedWork() const
{
    const StudyRecord &record = m_session.study().record();
    if (record.entries.empty())
        return tr("The settings of “%1” are not saved.").arg(m_session.dataName());
    return tr("%n model(s) for “%1” are not saved: %2 of work.", nullptr,
              static_cast<int>(record.entries.size()))
        .arg(QString::fromStdString(record.options.target), formatDuration(record.seconds));
}

void MainWindow::askToSave(std::function<void()> next)
{
    if (!m_session.hasUnsavedChanges()) {
        next();
        return;
    }
    QMessageBox box(QMessageBox::Question, tr("Save the project?"), unsavedWork(),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setObjectName(QStringLiteral("saveQuestion"));
    box.setInformativeText(tr("Without saving they are lost."));
    box.setDefaultButton(QMessageBox::Save);
    const int answer = box.exec();
    if (answer == QMessageBox::Discard) {
        next();
    } else if (answer == QMessageBox::Save) {
        m_afterSave = std::move(next);
        save();
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool nothingToLose = !m_session.study().isActive() &&
                               !m_session.compression().isRunning() &&
                               !m_session.hasUnsavedChanges();
    if (!m_closing && !(nothingToLose && !m_session.isSaving())) {
        event->ignore();
        afterCare(tr("Close the window"), [this] {
            m_closing = true;
            QMetaObject::invokeMethod(this, &QWidget::close,
                                      Qt::QueuedConnection); // not from within
        });
        return;
    }
    m_session.recovery().discard();
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    saveWindowParts(*this);
    event->accept();
}

void MainWindow::refreshBusy()
{
    if (m_session.isReading())
        m_busy->begin(tr("Reading %1…").arg(m_reading));
    else if (m_session.isSaving())
        m_busy->begin(tr("Saving %1…").arg(m_saving));
    else if (m_tools->isReporting())
        m_busy->begin(tr("Writing the report…"));
    else
        m_busy->end();
}

void MainWindow::cancelBusy()
{
    if (m_session.isReading())
        m_session.cancelReading();
    else if (m_session.isSaving())
        m_session.cancelSaving();
    else
        m_tools->cancelReport();
}

void MainWindow::remember()
{
    RecentFile file;
    file.openedAt = QDateTime::currentDateTime();
    file.path = m_session.projectPath().isEmpty() ? m_session.dataPath() : m_session.projectPath();
    if (file.path.isEmpty())
        return;
    const StudyRecord &record = m_session.study().record();
    if (!m_session.projectPath().isEmpty() && !record.entries.empty()) {
        file.task = QString::fromStdString(record.options.target);
        const StudyScore &score = record.score;
        file.score = QStringLiteral("%1 %2").arg(
            metricTitle(record.metric),
            scoreText(std::isnan(score.test) ? score.validation : score.test));
    }
    RecentFiles::add(file);
    m_start->refresh();
    refreshActions();
}

MainWindow::Step MainWindow::stepToOpen() const
{
    if (m_session.study().record().entries.empty())
        return Step::Data;
    for (const RecentFile &file : RecentFiles::list())
        if (file.path == m_session.projectPath() && file.page >= 0 && file.page < m_pages.size())
            return static_cast<Step>(file.page);
    return Step::Results;
}

Page::Progress MainWindow::shownProgress(Step step) const
{
    const Page::Progress own = m_pages[static_cast<int>(step)]->progress();
    const bool shows = own == Page::Progress::Done || own == Page::Progress::Current;
    const bool ofResults = step >= Step::Results;
    return shows && ofResults && !m_session.study().isActive() && m_session.resultsAreStale()
               ? Page::Progress::Stale
               : own;
}

void MainWindow::refreshRail()
{
    for (int step = 0; step < m_pages.size(); ++step)
        m_rail->setProgress(step, shownProgress(static_cast<Step>(step)));
    refreshHeader();
}

void MainWindow::restoreState()
{
    restoreWindowParts(*this);
    const QByteArray geometry = QSettings().value(QStringLiteral("window/geometry")).toByteArray();
    if (!geometry.isEmpty() && restoreGeometry(geometry))
        return;
    const QSize frame(16, 40); // which a window has once it is shown
    const QSize room = QGuiApplication::primaryScreen()->availableSize() - frame;
    resize(QSize(1280, 820).boundedTo(room));
}

void MainWindow::offerRecovery()
{
    const auto leftovers = m_session.recovery().leftovers();
    if (leftovers.empty() || m_session.hasData() || m_session.isReading())
        return;
    const Recovery::Leftover leftover = leftovers.front();
    m_messages->showMessage(
        MessageBar::Kind::Warning, tr("Work was left behind"),
        tr("Leptune ended unexpectedly while tuning; what it had found up to %1 is safe.")
            .arg(QLocale().toString(leftover.writtenAt, QLocale::ShortFormat)));
    m_messages->addAction(tr("Restore"), [this, leftover] {
        m_openingNew = true;
        m_session.openRecovered(leftover);
    });
    m_messages->addAction(tr("Delete it"),
                          [this, leftover] { m_session.recovery().discard(leftover); });
}

/// Goes to the Compress page and starts there what is set, unless it runs already.
void MainWindow::makeSmaller()
{
    goTo(Step::Compress);
    if (!m_session.compression().isRunning())
        m_pages[static_cast<int>(Step::Compress)]->primaryAction()->trigger();
}

} // namespace leptune
