// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/advanced_form.h"

#include "core/learners/registry.h"
#include "ui/charts/family_style.h"
#include "ui/models/column_list_model.h"
#include "ui/shared/format.h"
#include "ui/task/space_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr std::array kTestShares{0.1, 0.2, 0.3, 0.4};
constexpr int kVisibleLines = 7;
constexpr int kIconSide = 14;

/// Keeps `none` as the first entry and chooses `name`.
void fillColumns(QComboBox *box, const Table *table)
{
    while (box->count() > 1)
        box->removeItem(1);
    for (std::size_t i = 0; table && i < table->columns(); ++i) {
        if (table->column(i).type() == ColumnType::Picture) // neither groups, orders nor weighs
            continue;
        const QString name = QString::fromStdString(table->column(i).name());
        box->addItem(name, name);
    }
}

void choose(QComboBox *box, const std::string &name)
{
    box->setCurrentIndex(name.empty() ? 0
                                      : std::max(0, box->findData(QString::fromStdString(name))));
}

std::string chosen(const QComboBox *box)
{
    return box->currentIndex() <= 0 ? std::string() : box->currentData().toString().toStdString();
}

constexpr double kMegabyte = 1e6;

} // namespace

AdvancedForm::AdvancedForm(QWidget *parent) : QWidget(parent), m_columns(new ColumnListModel(this))
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 8, 0, 0);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    makeFamilies(form);
    makeSpaces(form);
    makeColumns(form);
    makeTest(form);
    m_folds =
        makeSpin("folds", tr("Folds of cross-validation"), 0, 20, tr("as the data need"), form);
    m_threads = makeSpin("threads", tr("Workers"), 0, 256, tr("one for every core"), form);
    m_seed = makeSpin("seed", tr("Seed"), 0, std::numeric_limits<int>::max(), {}, form);
    m_memory = makeSpin("memory", tr("Memory for training"), 0, 1'000'000,
                        tr("60 % of this computer's"), form);
    m_memory->setSuffix(tr(" MB"));
    m_memory->setSingleStep(500);
    m_stopEarly = makeCheck(tr("Stop when more time would hardly help"), "stopEarly", form);
    m_experience = makeCheck(tr("Learn from my earlier runs on this computer"), "experience", form);
}

QCheckBox *AdvancedForm::makeCheck(const QString &text, const char *name, QFormLayout *form)
{
    auto *check = new QCheckBox(text, this);
    check->setObjectName(QLatin1String(name));
    form->addRow(QString(), check);
    connect(check, &QCheckBox::clicked, this, &AdvancedForm::changed);
    return check;
}

void AdvancedForm::makeFamilies(QFormLayout *form)
{
    m_families = new QListWidget(this);
    m_families->setObjectName(QStringLiteral("families"));
    m_families->setAccessibleName(tr("Families of models"));
    m_families->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel); // by items it counts
    m_families->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);       // those that are hidden
    for (const Learner *learner : allLearners()) {
        auto *item = new QListWidgetItem(
            familyIcon(learner->name(), palette().color(QPalette::Text), kIconSide),
            familyStyle(learner->name()).title, m_families);
        item->setData(Qt::UserRole, QString::fromStdString(learner->name()));
        item->setCheckState(Qt::Checked);
    }
    form->addRow(tr("Families of models"), m_families);
    connect(m_families, &QListWidget::itemChanged, this, [this] {
        if (!m_setting)
            Q_EMIT changed();
    });
}

void AdvancedForm::makeSpaces(QFormLayout *form)
{
    m_spaces = new QPushButton(this);
    m_spaces->setObjectName(QStringLiteral("spacesButton"));
    m_spaces->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_spaces->setToolTip(tr("The range in which each setting of a family is searched"));
    form->addRow(tr("Settings that are searched"), m_spaces);
    connect(m_spaces, &QPushButton::clicked, this, &AdvancedForm::editSpaces);
    showSpaces();
}

void AdvancedForm::showSpaces()
{
    int changed = 0;
    for (const auto &[family, space] : m_chosenSpaces)
        changed += static_cast<int>(space.size());
    m_spaces->setText(changed == 0 ? tr("The usual ranges…")
                                   : tr("Ranges changed: %1…").arg(changed));
}

void AdvancedForm::editSpaces()
{
    SpaceDialog dialog(m_shape, m_chosenSpaces, this);
    if (dialog.exec() != QDialog::Accepted || dialog.spaces() == m_chosenSpaces)
        return;
    m_chosenSpaces = dialog.spaces();
    showSpaces();
    Q_EMIT changed();
}

void AdvancedForm::makeColumns(QFormLayout *form)
{
    m_used = new QListView(this);
    m_used->setObjectName(QStringLiteral("usedColumns"));
    m_used->setAccessibleName(tr("Columns that models may use"));
    m_used->setModel(m_columns);
    m_used->setUniformItemSizes(true);
    m_used->setMaximumHeight(fontMetrics().height() * (kVisibleLines + 1));
    form->addRow(tr("Columns models may use"), m_used);
    connect(m_columns, &ColumnListModel::checksChanged, this, &AdvancedForm::changed);
    m_positive = new QComboBox(this);
    m_positive->setObjectName(QStringLiteral("positiveClass"));
    form->addRow(tr("The answer that matters"), m_positive);
    connect(m_positive, &QComboBox::activated, this, &AdvancedForm::changed);
    m_group = makeColumnChoice("groupColumn", tr("Rows that belong together"),
                               tr("every row by itself"), form);
    m_time = makeColumnChoice("timeColumn", tr("Order in time"), tr("none"), form);
    m_weight = makeColumnChoice("weightColumn", tr("Weight of a row"), tr("all rows alike"), form);
}

QComboBox *AdvancedForm::makeColumnChoice(const char *name, const QString &title,
                                          const QString &none, QFormLayout *form)
{
    auto *box = new QComboBox(this);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(title);
    box->addItem(none);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(24);
    form->addRow(title, box);
    connect(box, &QComboBox::activated, this, &AdvancedForm::changed);
    return box;
}

void AdvancedForm::makeTest(QFormLayout *form)
{
    m_test = new QComboBox(this);
    m_test->setObjectName(QStringLiteral("testShare"));
    for (const double share : kTestShares)
        m_test->addItem(tr("%1 of the rows, chosen by the seed").arg(formatPercent(share, 0)),
                        share);
    m_test->addItem(tr("none: the score comes from cross-validation"), 0.0);
    form->addRow(tr("Rows kept for the final score"), m_test);
    connect(m_test, &QComboBox::activated, this, &AdvancedForm::changed);
    m_refit = new QCheckBox(tr("Train the best models once more on all rows at the end"), this);
    m_refit->setObjectName(QStringLiteral("refit"));
    form->addRow(QString(), m_refit);
    connect(m_refit, &QCheckBox::clicked, this, &AdvancedForm::changed);
}

QSpinBox *AdvancedForm::makeSpin(const char *name, const QString &title, int least, int most,
                                 const QString &special, QFormLayout *form)
{
    auto *spin = new QSpinBox(this);
    spin->setObjectName(QLatin1String(name));
    spin->setAccessibleName(title);
    spin->setRange(least, most);
    spin->setKeyboardTracking(false); // "1" of "10" is no wish
    spin->setSpecialValueText(special);
    spin->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    form->addRow(title, spin);
    connect(spin, &QSpinBox::valueChanged, this, [this] {
        if (!m_setting)
            Q_EMIT changed();
    });
    return spin;
}

void AdvancedForm::setTable(std::shared_ptr<const Table> table)
{
    m_setting = true;
    for (QComboBox *box : {m_group, m_time, m_weight})
        fillColumns(box, table.get());
    m_columns->setTable(std::move(table));
    m_setting = false;
}

void AdvancedForm::setOptions(const TuneOptions &options, const TaskSketch &sketch)
{
    m_setting = true;
    setFamilies(options.families, sketch.shape);
    m_columns->setUnchecked(options.ignore);
    for (int row = 0; row < m_columns->rowCount(); ++row)
        m_used->setRowHidden(row, m_columns->nameAt(row).toStdString() == options.target);
    m_positive->clear();
    m_positive->addItem(tr("as it reads: yes, true, 1, else the rarer one"));
    for (const ClassShare &share : sketch.classes)
        m_positive->addItem(share.label, share.label);
    m_positive->setEnabled(sketch.kind == TaskKind::Binary);
    choose(m_positive, options.positive);
    choose(m_group, options.group);
    choose(m_time, options.time);
    choose(m_weight, options.weight);
    const double share = options.test.kind == TestChoice::Kind::Share ? options.test.share : 0.0;
    m_test->setEnabled(options.test.kind != TestChoice::Kind::File);
    if (m_test->findData(share) < 0) // from a project or the command line
        m_test->addItem(tr("%1 of the rows, chosen by the seed").arg(formatPercent(share)), share);
    m_test->setCurrentIndex(m_test->findData(share));
    m_refit->setChecked(options.refit);
    m_folds->setValue(options.folds);
    m_threads->setValue(options.threads);
    m_seed->setValue(
        static_cast<int>(std::min<std::uint64_t>(options.seed, std::numeric_limits<int>::max())));
    m_memory->setValue(static_cast<int>(std::min(options.memoryBytes / kMegabyte, 1e6)));
    m_chosenSpaces = options.spaces;
    m_shape = sketch.shape;
    m_shape.wantsSmall = options.maxModelBytes > 0.0;
    m_shape.wantsFast = options.maxLatencyMicroseconds > 0.0;
    showSpaces();
    m_stopEarly->setChecked(options.stopEarly);
    m_experience->setChecked(options.experience);
    m_setting = false;
}

/// Those that are made for other data (pictures, tables) are no choice, unless they were named.
void AdvancedForm::setFamilies(const std::vector<std::string> &named, const DataShape &shape)
{
    int shown = 0;
    for (int i = 0; i < m_families->count(); ++i) {
        QListWidgetItem *item = m_families->item(i);
        const std::string name = item->data(Qt::UserRole).toString().toStdString();
        const bool isNamed = std::ranges::find(named, name) != named.end();
        item->setCheckState(named.empty() || isNamed ? Qt::Checked : Qt::Unchecked);
        item->setHidden(!isNamed && !learnerNamed(name).isMadeFor(shape));
        shown += item->isHidden() ? 0 : 1;
    }
    m_families->setFixedHeight(m_families->sizeHintForRow(0) * shown +
                               2 * m_families->frameWidth());
}

/// Empty = all that are made for the data.
std::vector<std::string> AdvancedForm::chosenFamilies() const
{
    std::vector<std::string> families;
    bool all = true;
    for (int i = 0; i < m_families->count(); ++i) {
        const QListWidgetItem *item = m_families->item(i);
        if (item->isHidden())
            continue;
        const std::string name = item->data(Qt::UserRole).toString().toStdString();
        const bool isChecked = item->checkState() == Qt::Checked;
        if (isChecked)
            families.push_back(name);
        // One for other data that was named is tried as long as it is named.
        all &= isChecked == learnerNamed(name).isMadeFor(m_shape);
    }
    return all ? std::vector<std::string>{} : families;
}

void AdvancedForm::apply(TuneOptions &options) const
{
    options.families = chosenFamilies();
    options.ignore = m_columns->unchecked();
    options.positive = m_positive->isEnabled() ? chosen(m_positive) : std::string();
    options.group = chosen(m_group);
    options.time = chosen(m_time);
    options.weight = chosen(m_weight);
    if (m_test->isEnabled()) {
        const double share = m_test->currentData().toDouble();
        options.test.kind = share > 0.0 ? TestChoice::Kind::Share : TestChoice::Kind::None;
        if (share > 0.0 && share != options.test.share) {
            options.test.share = share;
            options.test.asked = true;
        }
    }
    options.refit = m_refit->isChecked();
    options.folds = m_folds->value() == 1 ? 2 : m_folds->value();
    options.threads = m_threads->value();
    options.seed = static_cast<std::uint64_t>(m_seed->value());
    if (const int megabytes = m_memory->value(); megabytes > 0)
        options.memoryBytes = kMegabyte * std::max(100, megabytes);
    else
        options.memoryBytes = 0.0;
    options.spaces = m_chosenSpaces;
    options.stopEarly = m_stopEarly->isChecked();
    options.experience = m_experience->isChecked();
}

} // namespace leptune
