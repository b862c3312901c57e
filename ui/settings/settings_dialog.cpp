// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_dialog.h"

#include "core/base/memory.h"
#include "ui/settings/experience_panel.h"
#include "ui/shared/format.h"
#include "ui/shared/language.h"
#include "ui/shared/panel.h"
#include "ui/shared/tab_order.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr double kMegabyte = 1e6;
constexpr int kLeastMegabytes = 100;
constexpr double kUsualShare = 0.6; ///< of the memory, where nothing is set

QString languageName(const QString &code)
{
    if (code.startsWith(QStringLiteral("zh")))
        return QStringLiteral("简体中文");
    return code == QStringLiteral("en") ? QStringLiteral("English")
                                        : QLocale(code).nativeLanguageName();
}

} // namespace

SettingsDialog::SettingsDialog(QWidget *parent)
    : QDialog(parent),
      m_folder(new QLineEdit(this)),
      m_memory(new QSpinBox(this)),
      m_threads(new QSpinBox(this)),
      m_experience(new QCheckBox(tr("Learn from earlier runs, and let later ones learn"), this)),
      m_theme(new QComboBox(this)),
      m_language(new QComboBox(this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(12);
    makeFolder(form);
    makeSetup(form);
    makeLook(form);
    auto *promise =
        new QLabel(tr("Nothing leaves this computer: Leptune reads and writes files here "
                      "and opens no connection."),
                   this);
    promise->setObjectName(QStringLiteral("promise"));
    promise->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addWidget(promise);
    layout->addStretch(1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 92, sizeHint().height());
}

void SettingsDialog::makeFolder(QFormLayout *form)
{
    m_folder->setObjectName(QStringLiteral("usualFolder"));
    m_folder->setAccessibleName(tr("Folder for files"));
    m_folder->setPlaceholderText(tr("where the last file was"));
    m_folder->setText(usualFolder());
    m_folder->setClearButtonEnabled(true);
    connect(m_folder, &QLineEdit::textChanged, this,
            [](const QString &folder) { setUsualFolder(folder.trimmed()); });
    auto *choose = new QToolButton(this);
    choose->setText(tr("Choose…"));
    choose->setObjectName(QStringLiteral("chooseUsualFolder"));
    choose->setFocusPolicy(Qt::StrongFocus);
    connect(choose, &QToolButton::clicked, this, &SettingsDialog::chooseFolder);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_folder, 1);
    line->addWidget(choose);
    setTabOrder(m_folder, choose);
    form->addRow(tr("File dialogs open in"), line);
}

void SettingsDialog::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder for files"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(folder);
}

void SettingsDialog::makeSetup(QFormLayout *form)
{
    const UsualSetup usual = usualSetup();
    const double all = static_cast<double>(totalMemoryBytes());
    m_memory->setObjectName(QStringLiteral("usualMemory"));
    m_memory->setRange(0, static_cast<int>(all / kMegabyte));
    m_memory->setSingleStep(500);
    m_memory->setSuffix(tr(" MB"));
    m_memory->setSpecialValueText(
        tr("60 % of this computer's (%1)").arg(formatBytes(kUsualShare * all)));
    m_memory->setValue(static_cast<int>(std::min(usual.memoryBytes, all) / kMegabyte));
    m_threads->setObjectName(QStringLiteral("usualThreads"));
    m_threads->setRange(0, 256);
    m_threads->setSpecialValueText(
        tr("one for every core (%1)").arg(std::max(1, QThread::idealThreadCount())));
    m_threads->setValue(usual.threads);
    for (QSpinBox *box : {m_memory, m_threads}) {
        box->setKeyboardTracking(false); // a number that is being typed is not one yet
        connect(box, &QSpinBox::valueChanged, this, &SettingsDialog::storeSetup);
    }
    m_experience->setObjectName(QStringLiteral("usualExperience"));
    m_experience->setChecked(usual.experience);
    connect(m_experience, &QCheckBox::toggled, this, &SettingsDialog::storeSetup);
    form->addRow(tr("Memory for training"), m_memory);
    form->addRow(tr("Models trained at once"), m_threads);
    auto *experience = new QVBoxLayout;
    experience->addWidget(m_experience);
    auto *runs = new ExperiencePanel(this);
    experience->addWidget(runs);
    tabInto(m_experience, *runs);
    form->addRow(tr("Experience"), experience);
}

void SettingsDialog::makeLook(QFormLayout *form)
{
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->addItems({tr("As the system"), tr("Light"), tr("Dark"), tr("High contrast")});
    m_theme->setCurrentIndex(static_cast<int>(currentTheme()));
    connect(m_theme, &QComboBox::activated, this, [this](int theme) {
        setTheme(static_cast<Theme>(theme));
        Q_EMIT themeChanged();
    });
    form->addRow(tr("Colours"), m_theme);

    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("As the system"), QString());
    for (const QString &code : languages())
        m_language->addItem(languageName(code), code);
    m_language->setCurrentIndex(std::max(0, m_language->findData(language())));
    auto *later = mutedLabel(tr("Another language is spoken from the next start on."), this);
    later->setObjectName(QStringLiteral("languageLater"));
    m_language->setAccessibleDescription(later->text());
    connect(m_language, &QComboBox::activated, this,
            [this] { setLanguage(m_language->currentData().toString()); });
    form->addRow(tr("Language"), m_language);
    form->addRow(QString(), later);
}

void SettingsDialog::storeSetup()
{
    const UsualSetup before = usualSetup();
    UsualSetup after;
    after.threads = m_threads->value();
    if (const int megabytes = m_memory->value(); megabytes > 0)
        after.memoryBytes = kMegabyte * std::max(kLeastMegabytes, megabytes);
    after.experience = m_experience->isChecked();
    setUsualSetup(after);
    Q_EMIT usualSetupChanged(before, after);
}

} // namespace leptune
