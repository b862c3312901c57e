// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/export_panel.h"

#include "core/base/error.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/replace_question.h"
#include "ui/use/export_words.h"
#include "ui/words/core_words.h"

#include <QButtonGroup>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

namespace leptune {

namespace {

/// Only what rounds layers asks for rows.
std::optional<RawBatch> rowsFor(ExportFormat format, const Model &model,
                                const ExportPanel::CalibrationRows &rows)
{
    const bool rounds = format == ExportFormat::OnnxInt8 || format == ExportFormat::IntegerC;
    return rounds && rows ? rows(model) : std::nullopt;
}

} // namespace

ExportFormat ExportPanel::format() const
{
    for (const Card &card : m_cards)
        if (card.button->isChecked())
            return card.format;
    return ExportFormat::Onnx;
}

void ExportPanel::setFormat(ExportFormat format)
{
    for (const Card &card : m_cards)
        if (card.format == format)
            card.button->setChecked(true);
}

QString ExportPanel::path() const
{
    return QDir::fromNativeSeparators(m_path->text());
}

bool ExportPanel::isReady() const
{
    return m_model && !isRunning() && !m_path->text().isEmpty();
}

void ExportPanel::setModel(std::shared_ptr<const Model> model, const QString &proposal,
                           const QString &about, CalibrationSource rows)
{
    const bool isOther = m_model != model;
    m_model = std::move(model);
    m_rows = std::move(rows);
    const QString note = m_model ? coreWords(trainingRowsNote(*m_model)) : QString();
    m_about->setText(note.isEmpty() ? about : about + u'\n' + note);
    m_about->setVisible(!m_about->text().isEmpty());
    if (!isOther && m_proposal == proposal)
        return;
    m_proposal = proposal;
    m_result->clear();
    m_written.clear();
    if (isOther) {
        m_agreed.clear();
        m_measuring.cancel();
        m_isMeasured = false;
        allowFormats();
    }
    proposeName();
    if (isVisible())
        measure();
}

void ExportPanel::forbid(Card &card, const std::string &reason)
{
    const bool isPossible = reason.empty();
    card.button->setEnabled(isPossible);
    card.button->setText(card.title);
    card.button->setToolTip(isPossible ? QString() : wholeSentence(reason));
    card.about->setText(isPossible ? card.readers : wholeSentence(reason));
    if (!isPossible && card.button->isChecked())
        m_cards.front().button->setChecked(true);
}

void ExportPanel::allowFormats()
{
    for (Card &card : m_cards)
        forbid(card, m_model ? whyNotAs(card.format, *m_model) : std::string());
}

void ExportPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    measure();
}

void ExportPanel::measure()
{
    if (!m_model || m_isMeasured || m_measuring.isRunning())
        return;
    std::vector<ExportFormat> formats;
    for (const Card &card : m_cards)
        formats.push_back(card.format);
    m_measuring.run([this, model = m_model, rows = rows(),
                     formats](std::stop_token stop) -> Background::Deliver {
        std::vector<Measure> measures;
        for (const ExportFormat format : formats) {
            Measure measure{0, whyNotAs(format, *model)};
            try {
                if (measure.whyNot.empty() && !stop.stop_requested())
                    measure.bytes = exportedBytes(*model, format, rowsFor(format, *model, rows));
            } catch (const Error &error) {
                measure.whyNot = error.detail();
            } catch (const std::exception &error) {
                measure.whyNot = error.what();
            }
            measures.push_back(std::move(measure));
        }
        return [this, measures = std::move(measures)] { showMeasures(measures); };
    });
}

void ExportPanel::showMeasures(const std::vector<Measure> &measures)
{
    m_isMeasured = true;
    std::uint64_t plain = 0;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        forbid(m_cards[i], measures[i].whyNot);
        if (m_cards[i].format == ExportFormat::Onnx)
            plain = measures[i].bytes;
        if (m_cards[i].format == ExportFormat::OnnxInt8 && measures[i].bytes == plain)
            m_cards[i].about->setText(
                tr("This model has no layers to round: the same file as plain ONNX."));
        if (measures[i].whyNot.empty())
            m_cards[i].button->setText(tr("%1 · %2").arg(
                m_cards[i].title, formatBytes(static_cast<double>(measures[i].bytes))));
    }
    Q_EMIT measured();
}

void ExportPanel::proposeName()
{
    if (!m_proposal.isEmpty())
        m_path->setText(QDir::toNativeSeparators(m_proposal + u'.' + exportSuffix(format())));
    refresh();
}

void ExportPanel::chooseLanguage()
{
    const std::vector<SnippetLanguage> offered = languagesFor(format());
    for (QAbstractButton *button : m_languages->buttons()) {
        const auto language = static_cast<SnippetLanguage>(m_languages->id(button));
        button->setVisible(std::ranges::find(offered, language) != offered.end());
    }
    if (std::ranges::find(offered, language()) == offered.end())
        m_languages->button(static_cast<int>(offered.front()))->setChecked(true);
}

SnippetLanguage ExportPanel::language() const
{
    return static_cast<SnippetLanguage>(m_languages->checkedId());
}

void ExportPanel::refresh()
{
    m_folder->setVisible(!m_written.isEmpty());
    m_cancel->setVisible(isRunning());
    showCode();
    Q_EMIT stateChanged();
}

void ExportPanel::showCode()
{
    chooseLanguage();
    if (m_model)
        m_code->setPlainText(
            codeSnippet(*m_model, format(), language(), QFileInfo(path()).fileName()));
    else
        m_code->clear();
}

void ExportPanel::chooseFile()
{
    const QString chosen =
        QFileDialog::getSaveFileName(this, tr("Export the model"), path(), exportFilter(format()));
    if (chosen.isEmpty())
        return;
    m_path->setText(QDir::toNativeSeparators(chosen));
    m_agreed = path(); // the dialog has asked
}

void ExportPanel::openFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_written).absolutePath()));
}

void ExportPanel::exportNow()
{
    if (path() == m_agreed || mayReplace(this, path()))
        exportTo(format(), path());
}

void ExportPanel::exportTo(ExportFormat format, const QString &path)
{
    if (!m_model || path.isEmpty())
        return;
    setFormat(format);
    m_agreed = path; // its own
    m_path->setText(QDir::toNativeSeparators(path));
    m_result->setText(tr("Writing, and checking that the answers stay the same…"));
    m_written.clear();
    m_background.run([this, model = m_model, rows = rows(), format,
                      path](std::stop_token stop) -> Background::Deliver {
        try {
            const ExportReport report =
                exportModel(*model, format, path.toStdString(), rowsFor(format, *model, rows),
                            ReaderHeader::Beside, stop);
            return [this, format, path, report] {
                m_result->setText(exportSummary(format, path, report));
                m_written = path;
                Q_EMIT exported(path);
            };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                const ErrorText words = describeError(problem);
                m_result->clear();
                Q_EMIT failed(words.title, words.text);
            };
        }
    });
    refresh();
    Q_EMIT started();
}

void ExportPanel::cancel()
{
    if (!isRunning())
        return;
    m_background.cancel();
    m_result->setText(tr("Cancelled; nothing was written."));
}

} // namespace leptune
