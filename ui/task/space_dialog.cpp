// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/space_dialog.h"

#include "core/learners/registry.h"
#include "ui/charts/family_style.h"
#include "ui/shared/choice_access.h"
#include "ui/shared/panel.h"
#include "ui/shared/parameter_words.h"
#include "ui/shared/plain_spin.h"
#include "ui/shared/tab_order.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace leptune {

namespace {

constexpr int kMostDecimals = 9;

ParameterRange ownRange(const Parameter &own)
{
    return {own.kind == ParameterKind::Categorical ? 0.0 : own.low,
            own.kind == ParameterKind::Categorical ? 0.0 : own.high,
            own.kind != ParameterKind::Categorical && own.log, own.choices};
}

std::vector<Parameter> furtherOf(const Learner &learner, const SearchSpace &space)
{
    std::vector<Parameter> further = learner.furtherParameters();
    std::erase_if(further, [&](const Parameter &one) {
        return std::ranges::find(space.parameters(), one.name, &Parameter::name) !=
               space.parameters().end();
    });
    return further;
}

} // namespace

SpaceDialog::SpaceDialog(const DataShape &shape, std::map<std::string, FamilySpace> spaces,
                         QWidget *parent)
    : QDialog(parent),
      m_shape(shape),
      m_spaces(std::move(spaces)),
      m_family(new QComboBox(this)),
      m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("spaceDialog"));
    setWindowTitle(tr("Settings that are searched"));
    m_family->setObjectName(QStringLiteral("spaceFamily"));
    nameBox(m_family, tr("Family of models"));
    for (const Learner *learner : allLearners())
        if (m_spaces.contains(learner->name()) ||
            (learner->isMadeFor(m_shape) && learner->space(m_shape).size() > 0))
            m_family->addItem(familyIcon(learner->name(), palette().color(QPalette::Text)),
                              familyStyle(learner->name()).title,
                              QString::fromStdString(learner->name()));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus); // it follows what is on it
    m_scroll->setFrameShape(QFrame::NoFrame);
    QLabel *words = mutedLabel(tr("Each setting is tried between these ends. “By powers” gives "
                                  "0.01 to 0.1 as much room as 0.1 to 1."),
                               this);
    words->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton *reset = buttons->addButton(tr("Reset this family"), QDialogButtonBox::ResetRole);
    reset->setObjectName(QStringLiteral("resetFamily"));
    connect(reset, &QPushButton::clicked, this, &SpaceDialog::resetFamily);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_family, &QComboBox::currentIndexChanged, this,
            [this] { showFamily(m_family->currentData().toString().toStdString()); });
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_family);
    layout->addWidget(words);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(buttons);
    showFamily(m_family->currentData().toString().toStdString());
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 32);
}

void SpaceDialog::showFamily(const std::string &family)
{
    m_shown = family;
    const int index = m_family->findData(QString::fromStdString(family));
    if (index != m_family->currentIndex())
        return m_family->setCurrentIndex(index); // comes back here
    auto *list = new QWidget;
    auto *grid = new QGridLayout(list);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    int row = 0;
    for (const QString &head : {tr("Setting"), tr("Least"), tr("Most"), tr("By powers")})
        grid->addWidget(mutedLabel(head, list), 0, row++);
    row = 1;
    const Learner &learner = learnerNamed(family);
    const SearchSpace space = learner.space(m_shape);
    m_further = furtherOf(learner, space);
    for (const Parameter &own : space.parameters()) {
        auto *title = new QLabel(parameterTitle(own.name), list);
        title->setToolTip(QString::fromStdString(own.name));
        grid->addWidget(title, row, 0);
        addRange(grid, row++, own);
    }
    if (!m_further.empty())
        grid->addWidget(mutedLabel(tr("Searched only where you choose it"), list), row++, 0, 1, 4);
    for (const Parameter &own : m_further) {
        addSwitch(grid, row, own);
        if (isChosen(own))
            addRange(grid, row, own);
        ++row;
    }
    grid->setRowStretch(row, 1);
    grid->setColumnStretch(5, 1);
    m_scroll->setWidget(list); // deletes the one before
    tabInto(m_family, *list);  // not behind the buttons below
}

void SpaceDialog::addRange(QGridLayout *grid, int row, const Parameter &own)
{
    own.kind == ParameterKind::Categorical ? addChoices(grid, row, own) : addNumber(grid, row, own);
    addReset(grid, row, own);
}

/// Of a setting that is not searched as a rule.
void SpaceDialog::addSwitch(QGridLayout *grid, int row, const Parameter &own)
{
    auto *box = new QCheckBox(parameterTitle(own.name), grid->parentWidget());
    box->setObjectName(QStringLiteral("search_") + QString::fromStdString(own.name));
    box->setToolTip(QString::fromStdString(own.name));
    box->setChecked(isChosen(own));
    grid->addWidget(box, row, 0);
    connect(
        box, &QCheckBox::toggled, this,
        [this, own](bool isOn) {
            if (isOn)
                m_spaces[m_shown][own.name] = ownRange(own);
            else
                forget(own);
            showFamily(m_shown);
            findChild<QCheckBox *>(QStringLiteral("search_") + QString::fromStdString(own.name))
                ->setFocus();
        },
        Qt::QueuedConnection); // the box itself is made anew
}

bool SpaceDialog::isFurther(const Parameter &own) const
{
    return std::ranges::find(m_further, own.name, &Parameter::name) != m_further.end();
}

bool SpaceDialog::isChosen(const Parameter &own) const
{
    const auto family = m_spaces.find(m_shown);
    return family != m_spaces.end() && family->second.contains(own.name);
}

void SpaceDialog::forget(const Parameter &own)
{
    const auto family = m_spaces.find(m_shown);
    if (family == m_spaces.end())
        return;
    family->second.erase(own.name);
    if (family->second.empty())
        m_spaces.erase(family);
}

ParameterRange SpaceDialog::rangeOf(const Parameter &own) const
{
    const auto family = m_spaces.find(m_shown);
    if (family == m_spaces.end())
        return ownRange(own);
    const auto range = family->second.find(own.name);
    return range == family->second.end() ? ownRange(own) : range->second;
}

/// What equals the family's own is not kept: it may change with the data. A further one is searched
/// because it is kept.
void SpaceDialog::keep(const Parameter &own, const ParameterRange &range)
{
    if (range == ownRange(own) && !isFurther(own))
        forget(own);
    else
        m_spaces[m_shown][own.name] = range;
}

void SpaceDialog::addNumber(QGridLayout *grid, int row, const Parameter &own)
{
    const ParameterRange range = rangeOf(own);
    const QString title = parameterTitle(own.name);
    const QString name = QString::fromStdString(own.name);
    const auto add = [&](const QString &words, const QString &end, double value, int column) {
        auto *field = new PlainSpin(grid->parentWidget());
        field->setObjectName(end + u'_' + name);
        field->setAccessibleName(words.arg(title));
        field->setDecimals(own.kind == ParameterKind::Integer ? 0 : kMostDecimals);
        field->setRange(own.low, own.high);
        field->setValue(value);
        field->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
        grid->addWidget(field, row, column);
        return field;
    };
    PlainSpin *low = add(tr("Least %1"), QStringLiteral("low"), range.low, 1);
    PlainSpin *high = add(tr("Most %1"), QStringLiteral("high"), range.high, 2);
    auto *log = new QCheckBox(grid->parentWidget());
    log->setObjectName(QStringLiteral("log_") + name);
    log->setAccessibleName(tr("%1 by powers").arg(title));
    log->setChecked(range.log);
    log->setEnabled(own.low > 0.0);
    grid->addWidget(log, row, 3);
    const auto changed = [this, own, low, high, log] {
        // A field shows fewer digits than an end may have: one that was not touched keeps its own.
        const ParameterRange before = rangeOf(own);
        const auto valueOf = [](const PlainSpin *field, double known) {
            return std::abs(field->value() - known) <= 0.5 * std::pow(10.0, -field->decimals())
                       ? known
                       : field->value();
        };
        keep(own, {valueOf(low, before.low), valueOf(high, before.high), log->isChecked(), {}});
    };
    connect(low, &QDoubleSpinBox::valueChanged, this, [high, changed](double value) {
        high->setValue(std::max(high->value(), value));
        changed();
    });
    connect(high, &QDoubleSpinBox::valueChanged, this, [low, changed](double value) {
        low->setValue(std::min(low->value(), value));
        changed();
    });
    connect(log, &QCheckBox::toggled, this, changed);
}

void SpaceDialog::addChoices(QGridLayout *grid, int row, const Parameter &own)
{
    const ParameterRange range = rangeOf(own);
    auto *line = new QWidget(grid->parentWidget());
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    std::vector<QCheckBox *> boxes;
    for (const std::string &choice : own.choices) {
        auto *box = new QCheckBox(parameterWords(choice), line);
        box->setObjectName(QString::fromStdString("choice_" + own.name + "_" + choice));
        box->setChecked(std::ranges::find(range.choices, choice) != range.choices.end());
        layout->addWidget(box);
        boxes.push_back(box);
    }
    layout->addStretch(1);
    grid->addWidget(line, row, 1, 1, 3);
    for (QCheckBox *box : boxes)
        connect(box, &QCheckBox::toggled, this, [this, own, boxes, box] {
            ParameterRange chosen = ownRange(own);
            chosen.choices.clear();
            for (std::size_t i = 0; i < boxes.size(); ++i)
                if (boxes[i]->isChecked())
                    chosen.choices.push_back(own.choices[i]);
            if (chosen.choices.empty()) // one has to be left
                box->setChecked(true);
            else
                keep(own, chosen);
        });
}

void SpaceDialog::addReset(QGridLayout *grid, int row, const Parameter &own)
{
    auto *reset = new QToolButton(grid->parentWidget());
    reset->setText(tr("Reset"));
    reset->setObjectName(QStringLiteral("reset_") + QString::fromStdString(own.name));
    reset->setAccessibleName(tr("Reset %1").arg(parameterTitle(own.name)));
    reset->setAutoRaise(true);
    reset->setFocusPolicy(Qt::StrongFocus);
    grid->addWidget(reset, row, 4);
    connect(
        reset, &QToolButton::clicked, this,
        [this, own] {
            keep(own, ownRange(own));
            showFamily(m_shown);
        },
        Qt::QueuedConnection); // the button itself is made anew
}

void SpaceDialog::resetFamily()
{
    m_spaces.erase(m_shown);
    showFamily(m_shown);
}

} // namespace leptune
