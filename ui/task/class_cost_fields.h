// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <map>
#include <string>

class QDoubleSpinBox;
class QGridLayout;

namespace leptune {

/// What it costs to miss a row of each of some classes: a field for each, 1 until it is changed.
class ClassCostFields : public QWidget {
    Q_OBJECT
public:
    explicit ClassCostFields(QWidget *parent = nullptr);
    /// Makes the fields anew where the classes are others.
    void setClasses(const QStringList &classes);
    void setCosts(const std::map<std::string, double> &costs);
    /// Of every class.
    std::map<std::string, double> costs() const;

Q_SIGNALS:
    void changed();

private:
    void addField(int place);

    QStringList m_classes;
    QWidget *m_fields = nullptr; ///< what the grid of the classes is on
    QGridLayout *m_grid = nullptr;
    QList<QDoubleSpinBox *> m_spins;
};

} // namespace leptune
