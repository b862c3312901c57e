// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/limit_fields.h"

#include "ui/shared/format.h"
#include "ui/shared/plain_spin.h"
#include "ui/words/sentences.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace leptune {

namespace {

} // namespace

LimitFields::LimitFields(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    m_drop = addField(row, tr("Gain &lost at most"), "limitDrop", tr(" %"), 100.0);
    m_drop->setToolTip(tr("Part of what the original is better than a constant answer"));
    m_size = addField(row, tr("&File at most"), "limitSize", tr(" kB"), 1e7);
    m_time = addField(row, tr("A ro&w at most"), "limitTime", tr(" µs"), 1e7);
    for (QDoubleSpinBox *field : {m_size, m_time})
        field->setSpecialValueText(tr("no limit"));
    setLimits({});
}

QDoubleSpinBox *LimitFields::addField(QHBoxLayout *row, const QString &title, const char *name,
                                      const QString &suffix, double most)
{
    auto *field = new PlainSpin(this);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(withoutMnemonic(title));
    field->setRange(0.0, most);
    field->setSuffix(suffix);
    field->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    auto *label = new QLabel(title, this);
    label->setBuddy(field);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(label);
    column->addWidget(field);
    row->addLayout(column);
    connect(field, &QDoubleSpinBox::valueChanged, this, [this] {
        m_limits = {m_drop->value() / 100.0, m_size->value() * kBytesAKilobyte, m_time->value()};
        Q_EMIT changed(m_limits);
    });
    return field;
}

FrontLimits LimitFields::limits() const
{
    return m_limits;
}

void LimitFields::setLimits(const FrontLimits &limits)
{
    m_limits = limits;
    const auto show = [](QDoubleSpinBox *field, double value) {
        const QSignalBlocker blocker(field);
        field->setValue(value);
    };
    show(m_drop, 100.0 * limits.maxDrop);
    show(m_size, limits.maxBytes / kBytesAKilobyte);
    show(m_time, limits.maxMicroseconds);
}

} // namespace leptune
