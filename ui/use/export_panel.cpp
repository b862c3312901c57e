// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/export_panel.h"

#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/use/code_snippet.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

namespace leptune {

namespace {

QString suffixOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Onnx:
    case ExportFormat::OnnxInt8:
        return QStringLiteral("onnx");
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return QStringLiteral("c");
    case ExportFormat::TorchScript:
        return QStringLiteral("pt");
    case ExportFormat::Native:
        break;
    }
    return QStringLiteral("leptune-model");
}

QString filterOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Onnx:
    case ExportFormat::OnnxInt8:
        return ExportPanel::tr("ONNX model (*.onnx)");
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return ExportPanel::tr("C source (*.c)");
    case ExportFormat::TorchScript:
        return ExportPanel::tr("TorchScript model (*.pt)");
    case ExportFormat::Native:
        break;
    }
    return ExportPanel::tr("Leptune model (*.leptune-model)");
}

QString withCapital(const std::string &sentence)
{
    QString text = QString::fromStdString(sentence);
    return text.isEmpty() ? text : text.at(0).toUpper() + text.mid(1) + QLatin1Char('.');
}

/// "a.c, a.h written, 3 kB." and what else there is to say.
QString reportOf(ExportFormat format, const QString &path, const ExportNotes &notes)
{
    QStringList names;
    double bytes = 0.0;
    for (const std::string &file : exportedFiles(format, path.toStdString())) {
        names.append(QDir::toNativeSeparators(QString::fromStdString(file)));
        bytes += static_cast<double>(QFileInfo(QString::fromStdString(file)).size());
    }
    QString text =
        ExportPanel::tr("%1 written, %2.").arg(names.join(QLatin1String(", ")), formatBytes(bytes));
    for (const std::string &note : notes)
        text += QLatin1Char(' ') + withCapital(note);
    return text;
}

} // namespace

ExportPanel::ExportPanel(QWidget *parent)
    : Panel(tr("Export"), parent),
      m_about(mutedLabel({}, this)),
      m_path(new QLineEdit(this)),
      m_save(new QPushButton(tr("Export"), this)),
      m_result(new QLabel(this)),
      m_code(new QPlainTextEdit(this))
{
    setForm();
    body()->setSpacing(8);
    m_about->setObjectName(QStringLiteral("exportAbout"));
    m_about->setWordWrap(true);
    body()->addWidget(m_about);
    addCard(ExportFormat::Onnx, tr("ONNX"),
            tr("Python, C++, C#, Java, JavaScript and phones, with onnxruntime. Preprocessing is "
               "inside."),
            "exportOnnx");
    addCard(ExportFormat::C, tr("C"),
            tr("Any program and any microcontroller with a C compiler: a .c and a .h file without "
               "libraries."),
            "exportC");
    addCard(ExportFormat::TorchScript, tr("TorchScript"),
            tr("PyTorch, in Python and C++. Networks and models without trees."), "exportTorch");
    addCard(
        ExportFormat::Native, tr("Native"),
        tr("Leptune, and C++ programs with the one header that comes along. The smallest file."),
        "exportNative");
    m_path->setObjectName(QStringLiteral("exportPath"));
    m_path->setAccessibleName(tr("File to write"));
    m_save->setObjectName(QStringLiteral("exportSave"));
    auto *choose = new QPushButton(tr("Choose…"), this);
    auto *file = new QHBoxLayout;
    file->setSpacing(8);
    file->addWidget(m_path, 1);
    file->addWidget(choose);
    file->addWidget(m_save);
    m_result->setObjectName(QStringLiteral("exportResult"));
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *codeHead = new QHBoxLayout;
    auto *copy = new QToolButton(this);
    copy->setText(tr("Copy"));
    copy->setObjectName(QStringLiteral("copyCode"));
    copy->setToolTip(tr("Copy the code"));
    codeHead->addWidget(mutedLabel(tr("How to use the file"), this), 1);
    codeHead->addWidget(copy);
    m_code->setObjectName(QStringLiteral("exportCode"));
    m_code->setAccessibleName(tr("Code that uses the file"));
    m_code->setReadOnly(true);
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    body()->addLayout(file);
    body()->addWidget(m_result);
    body()->addLayout(codeHead);
    body()->addWidget(m_code, 1);

    connect(choose, &QPushButton::clicked, this, &ExportPanel::chooseFile);
    connect(m_save, &QPushButton::clicked, this, &ExportPanel::exportNow);
    connect(m_path, &QLineEdit::textChanged, this, &ExportPanel::refresh);
    connect(m_path, &QLineEdit::textChanged, m_path, &QWidget::setToolTip);
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_code->toPlainText()); });
    connect(&m_background, &Background::ended, this, &ExportPanel::refresh);
    m_cards.front().button->setChecked(true);
    refresh();
}

void ExportPanel::addCard(ExportFormat format, const QString &title, const QString &readers,
                          const char *name)
{
    auto *button = new QRadioButton(title, this);
    button->setObjectName(QLatin1String(name));
    auto *about = mutedLabel(readers, this);
    about->setWordWrap(true);
    about->setIndent(24);
    body()->addWidget(button);
    body()->addWidget(about);
    m_cards.push_back({format, button});
    connect(button, &QRadioButton::toggled, this, [this](bool chosen) {
        if (chosen)
            proposeName();
    });
}

ExportFormat ExportPanel::format() const
{
    for (const Card &card : m_cards) {
        if (card.button->isChecked())
            return card.format;
    }
    return ExportFormat::Onnx;
}

void ExportPanel::setFormat(ExportFormat format)
{
    for (const Card &card : m_cards) {
        if (card.format == format)
            card.button->setChecked(true);
    }
}

QString ExportPanel::path() const
{
    return QDir::fromNativeSeparators(m_path->text());
}

void ExportPanel::setModel(std::shared_ptr<const Model> model, const QString &proposal,
                           const QString &about)
{
    m_model = std::move(model);
    m_about->setText(about);
    m_about->setVisible(!about.isEmpty());
    m_proposal = proposal;
    m_result->clear();
    allowFormats();
    proposeName();
}

void ExportPanel::allowFormats()
{
    for (const Card &card : m_cards) {
        const std::string reason = m_model ? whyNotAs(card.format, *m_model) : std::string();
        card.button->setEnabled(reason.empty());
        card.button->setToolTip(reason.empty() ? QString() : withCapital(reason));
        if (!reason.empty() && card.button->isChecked())
            m_cards.front().button->setChecked(true);
    }
}

void ExportPanel::proposeName()
{
    if (!m_proposal.isEmpty())
        m_path->setText(
            QDir::toNativeSeparators(m_proposal + QLatin1Char('.') + suffixOf(format())));
    refresh();
}

void ExportPanel::refresh()
{
    const bool ready = m_model && !m_background.isRunning();
    m_save->setEnabled(ready && !m_path->text().isEmpty());
    if (m_model)
        m_code->setPlainText(codeSnippet(*m_model, format(), QFileInfo(path()).fileName()));
    else
        m_code->clear();
}

void ExportPanel::chooseFile()
{
    const QString filter = filterOf(format());
    const QString chosen =
        QFileDialog::getSaveFileName(this, tr("Export the model"), path(), filter);
    if (!chosen.isEmpty())
        m_path->setText(QDir::toNativeSeparators(chosen));
}

void ExportPanel::exportNow()
{
    exportTo(format(), path());
}

void ExportPanel::exportTo(ExportFormat format, const QString &path)
{
    if (!m_model || path.isEmpty())
        return;
    setFormat(format);
    m_path->setText(QDir::toNativeSeparators(path));
    m_result->setText(tr("Writing…"));
    m_background.run([this, model = m_model, format, path](std::stop_token) -> Background::Deliver {
        try {
            const ExportNotes notes = exportModel(*model, format, path.toStdString());
            return [this, format, path, notes] {
                m_result->setText(reportOf(format, path, notes));
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

} // namespace leptune
