// SPDX-License-Identifier: GPL-3.0-or-later
// How the panel is put together.
#include "ui/shared/panel.h"
#include "ui/shared/switch_button.h"
#include "ui/shared/tab_order.h"
#include "ui/use/export_panel.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace leptune {

ExportPanel::ExportPanel(QWidget *parent)
    : QWidget(parent),
      m_about(mutedLabel({}, this)),
      m_path(new QLineEdit(this)),
      m_folder(new QPushButton(tr("Open &folder"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_result(new QLabel(this)),
      m_languages(new QButtonGroup(this)),
      m_code(new QPlainTextEdit(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeCards(), 1);
    layout->addWidget(makeFile(), 1);
    connect(m_path, &QLineEdit::textChanged, this, &ExportPanel::refresh);
    connect(m_path, &QLineEdit::textChanged, m_path, &QWidget::setToolTip);
    connect(m_folder, &QPushButton::clicked, this, &ExportPanel::openFolder);
    connect(m_cancel, &QPushButton::clicked, this, &ExportPanel::cancel);
    connect(m_languages, &QButtonGroup::idClicked, this, &ExportPanel::showCode);
    connect(&m_background, &Background::ended, this, &ExportPanel::refresh);
    m_cards.front().button->setChecked(true);
    refresh();
}

QWidget *ExportPanel::makeCards()
{
    auto *panel = new Panel(tr("Where should it run?"), this);
    panel->setForm();
    m_about->setObjectName(QStringLiteral("exportAbout"));
    m_about->setWordWrap(true);
    panel->body()->setSpacing(4);
    panel->body()->addWidget(m_about);
    addCard(panel, ExportFormat::Onnx, tr("ONNX"),
            tr("Python, C++, C#, Java, JavaScript and phones, with onnxruntime. Preprocessing is "
               "inside."),
            "exportOnnx");
    addCard(panel, ExportFormat::OnnxInt8, tr("ONNX, 8 bits"),
            tr("The same with layers in whole numbers: smaller and faster networks."),
            "exportOnnxInt8");
    addCard(panel, ExportFormat::C, tr("C"),
            tr("Any program and any microcontroller with a C compiler: a .c and a .h file without "
               "libraries."),
            "exportC");
    addCard(panel, ExportFormat::IntegerC, tr("C, whole numbers only"),
            tr("The same for processors that are slow with fractions, or have none."),
            "exportIntegerC");
    addCard(panel, ExportFormat::TorchScript, tr("TorchScript"),
            tr("PyTorch, in Python and C++. Networks and models without trees."), "exportTorch");
    addCard(
        panel, ExportFormat::Native, tr("Native"),
        tr("Leptune, and C++ programs with the one header that comes along. The smallest file."),
        "exportNative");
    panel->body()->addStretch();
    return panel;
}

void ExportPanel::addCard(QWidget *parent, ExportFormat format, const QString &title,
                          const QString &readers, const char *name)
{
    auto *panel = static_cast<Panel *>(parent);
    auto *button = new QRadioButton(title, panel);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleDescription(readers);
    QFont bold = button->font();
    bold.setBold(true);
    button->setFont(bold);
    auto *about = mutedLabel(readers, panel);
    about->setWordWrap(true);
    about->setIndent(style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) +
                     style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing));
    panel->body()->addWidget(button);
    panel->body()->addWidget(about);
    panel->body()->addSpacing(4);
    m_cards.push_back({format, title, readers, button, about});
    connect(button, &QRadioButton::toggled, this, [this](bool chosen) {
        if (chosen)
            proposeName();
    });
}

QWidget *ExportPanel::makeFile()
{
    auto *panel = new Panel(tr("The file, and code that uses it"), this);
    panel->setForm();
    m_path->setObjectName(QStringLiteral("exportPath"));
    m_path->setAccessibleName(tr("File to write"));
    m_folder->setObjectName(QStringLiteral("exportFolder"));
    m_cancel->setObjectName(QStringLiteral("exportCancel"));
    auto *choose = new QPushButton(tr("Choose…"), panel);
    connect(choose, &QPushButton::clicked, this, &ExportPanel::chooseFile);
    auto *file = new QHBoxLayout;
    file->setSpacing(8);
    file->addWidget(m_path, 1);
    file->addWidget(choose);
    file->addWidget(m_folder);
    file->addWidget(m_cancel);
    tabThrough({m_cards.back().button, m_path, choose, m_folder, m_cancel});
    m_result->setObjectName(QStringLiteral("exportResult"));
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_code->setObjectName(QStringLiteral("exportCode"));
    m_code->setAccessibleName(tr("Code that uses the file"));
    m_code->setReadOnly(true);
    m_code->setTabChangesFocus(true);
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    panel->body()->setSpacing(8);
    panel->body()->addLayout(file);
    panel->body()->addWidget(m_result);
    panel->body()->addLayout(makeCodeHead());
    panel->body()->addWidget(m_code, 1);
    return panel;
}

QHBoxLayout *ExportPanel::makeCodeHead()
{
    auto *head = new QHBoxLayout;
    const std::pair<SnippetLanguage, QString> languages[] = {
        {SnippetLanguage::Python, QStringLiteral("Python")},
        {SnippetLanguage::C, QStringLiteral("C")},
        {SnippetLanguage::Cpp, QStringLiteral("C++")}};
    for (const auto &[language, title] : languages) {
        auto *button = new SwitchButton(title, m_languages, static_cast<int>(language), this);
        button->setObjectName(QStringLiteral("code") + title);
        button->setChecked(language == SnippetLanguage::Python);
        head->addWidget(button);
    }
    auto *copy = new QToolButton(this);
    copy->setText(tr("Copy"));
    copy->setObjectName(QStringLiteral("copyCode"));
    copy->setToolTip(tr("Copy the code"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_code->toPlainText()); });
    head->addStretch();
    head->addWidget(copy);
    QWidget *before = m_cancel;
    for (QAbstractButton *language : m_languages->buttons())
        setTabOrder(std::exchange(before, language), language);
    tabThrough({before, copy, m_code});
    return head;
}

} // namespace leptune
