// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/class_cost_fields.h"

#include "ui/shared/panel.h"
#include "ui/shared/plain_spin.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr double kMostCost = 1e9, kUsual = 1.0;
constexpr int kPairs = 2; ///< of a class and its field, in a row
constexpr int kNameLetters = 24;

} // namespace

ClassCostFields::ClassCostFields(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(mutedLabel(tr("Answering otherwise where it is"), this));
}

void ClassCostFields::setClasses(const QStringList &classes)
{
    if (classes == m_classes)
        return;
    m_classes = classes;
    m_spins.clear();
    delete m_fields;
    m_fields = new QWidget(this);
    m_grid = new QGridLayout(m_fields);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(2 * kPairs, 1);
    for (int place = 0; place < classes.size(); ++place)
        addField(place);
    layout()->addWidget(m_fields);
}

void ClassCostFields::addField(int place)
{
    const QString &name = m_classes[place];
    const int widest = fontMetrics().averageCharWidth() * kNameLetters;
    const QString shown = fontMetrics().elidedText(name, Qt::ElideMiddle, widest);
    auto *label = mutedLabel(tr("“%1” costs").arg(shown), m_fields);
    label->setTextFormat(Qt::PlainText);
    if (shown != name)
        label->setToolTip(name.toHtmlEscaped());
    auto *spin = new PlainSpin(m_fields);
    spin->setObjectName(QStringLiteral("classCost_%1").arg(name));
    spin->setRange(0.0, kMostCost);
    spin->setValue(kUsual);
    spin->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    spin->setAccessibleName(tr("Cost of answering otherwise where it is “%1”").arg(name));
    connect(spin, &QDoubleSpinBox::valueChanged, this, &ClassCostFields::changed);
    m_grid->addWidget(label, place / kPairs, 2 * (place % kPairs));
    m_grid->addWidget(spin, place / kPairs, 2 * (place % kPairs) + 1);
    m_spins << spin;
}

void ClassCostFields::setCosts(const std::map<std::string, double> &costs)
{
    for (int place = 0; place < m_classes.size(); ++place) {
        const QSignalBlocker quiet(m_spins[place]);
        const auto cost = costs.find(m_classes[place].toStdString());
        m_spins[place]->setValue(cost != costs.end() ? cost->second : kUsual);
    }
}

std::map<std::string, double> ClassCostFields::costs() const
{
    std::map<std::string, double> costs;
    for (int place = 0; place < m_classes.size(); ++place)
        costs[m_classes[place].toStdString()] = m_spins[place]->value();
    return costs;
}

} // namespace leptune
