// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/cost_fields.h"

#include "ui/shared/panel.h"
#include "ui/shared/plain_spin.h"
#include "ui/task/class_cost_fields.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr double kMostCostOfError = 1e9, kUsualMiss = 5.0, kUsualAlarm = 1.0;

} // namespace

CostFields::CostFields(QWidget *parent)
    : QWidget(parent),
      m_check(new QCheckBox(tr("Wrong answers have a price"), this)),
      m_matrix(new QWidget(this)),
      m_ofClasses(new ClassCostFields(this)),
      m_grid(new QGridLayout(m_matrix)),
      m_answeredOther(mutedLabel({}, m_matrix)),
      m_answeredPositive(mutedLabel({}, m_matrix)),
      m_isOther(mutedLabel({}, m_matrix)),
      m_isPositive(mutedLabel({}, m_matrix)),
      m_miss(addField("missCost")),
      m_falseAlarm(addField("falseAlarmCost"))
{
    m_check->setObjectName(QStringLiteral("costsCheck"));
    m_check->setToolTip(tr("Answers are then chosen so that they cost least, rather than so that "
                           "most of them are right"));
    m_grid->setContentsMargins(24, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_grid->addWidget(m_answeredOther, 0, 1);
    m_grid->addWidget(m_answeredPositive, 0, 2);
    m_grid->addWidget(m_isOther, 1, 0);
    m_grid->addWidget(mutedLabel(tr("right: 0"), m_matrix), 1, 1);
    m_grid->addWidget(m_falseAlarm, 1, 2);
    m_grid->addWidget(m_isPositive, 2, 0);
    m_grid->addWidget(m_miss, 2, 1);
    m_grid->addWidget(mutedLabel(tr("right: 0"), m_matrix), 2, 2);
    m_grid->setColumnStretch(3, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_check);
    layout->addWidget(m_matrix);
    layout->addWidget(m_ofClasses);
    connect(m_ofClasses, &ClassCostFields::changed, this, &CostFields::changed);
    connect(m_check, &QCheckBox::toggled, this, [this] {
        refresh();
        Q_EMIT changed();
    });
    setTwoClasses({}, {});
    setCosts({});
}

QDoubleSpinBox *CostFields::addField(const char *name)
{
    auto *field = new PlainSpin(m_matrix);
    field->setObjectName(QLatin1String(name));
    field->setRange(0.0, kMostCostOfError);
    field->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    connect(field, &QDoubleSpinBox::valueChanged, this, &CostFields::changed);
    return field;
}

void CostFields::setTwoClasses(const QString &positive, const QString &other)
{
    m_areMany = false;
    m_answeredOther->setText(tr("answered “%1”").arg(other));
    m_answeredPositive->setText(tr("answered “%1”").arg(positive));
    m_isOther->setText(tr("it is “%1”").arg(other));
    m_isPositive->setText(tr("it is “%1”").arg(positive));
    m_miss->setAccessibleName(tr("Cost of answering “%1” where it is “%2”").arg(other, positive));
    m_falseAlarm->setAccessibleName(
        tr("Cost of answering “%1” where it is “%2”").arg(positive, other));
}

void CostFields::setClasses(const QStringList &classes)
{
    m_areMany = true;
    m_ofClasses->setClasses(classes);
}

void CostFields::setCosts(const ErrorCosts &costs)
{
    const QSignalBlocker quietCheck(m_check), quietMiss(m_miss), quietAlarm(m_falseAlarm);
    m_check->setChecked(m_areMany ? !costs.ofClass.empty() : costs.isGiven());
    m_ofClasses->setCosts(costs.ofClass);
    m_miss->setValue(costs.isGiven() ? costs.miss : kUsualMiss);
    m_falseAlarm->setValue(costs.isGiven() ? costs.falseAlarm : kUsualAlarm);
    refresh();
}

ErrorCosts CostFields::costs() const
{
    if (!m_check->isChecked())
        return {};
    return m_areMany ? ErrorCosts{0.0, 0.0, m_ofClasses->costs()}
                     : ErrorCosts{m_miss->value(), m_falseAlarm->value()};
}

void CostFields::refresh()
{
    m_matrix->setVisible(m_check->isChecked() && !m_areMany);
    m_ofClasses->setVisible(m_check->isChecked() && m_areMany);
}

} // namespace leptune
