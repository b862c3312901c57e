// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/direction_choice.h"

#include "ui/session/column_directions.h"

namespace leptune {

DirectionChoice::DirectionChoice(QWidget *parent) : QComboBox(parent)
{
    setObjectName(QStringLiteral("columnDirection"));
    setAccessibleName(tr("How answers may change with the column"));
    setToolTip(tr("What happens to the answer when this number grows and all others stay: the "
                  "predicted number, or the chance of the positive class. Models that can't "
                  "promise it are not tried."));
    addItem(tr("Answers may rise and fall with it"), 0);
    addItem(tr("Answers only rise with it"), 1);
    addItem(tr("Answers only fall with it"), -1);
    connect(this, &QComboBox::activated, this, [this] { Q_EMIT chosen(currentData().toInt()); });
}

void DirectionChoice::showColumn(const Column &column, const TuneOptions &options)
{
    setVisible(takesDirection(column, options));
    const auto known = options.monotone.find(column.name());
    setCurrentIndex(findData(known == options.monotone.end() ? 0 : known->second));
}

} // namespace leptune
