// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/tuning/tune_options.h"

#include <QDialog>

#include <functional>
#include <map>
#include <string>
#include <vector>

class QComboBox;
class QGridLayout;
class QScrollArea;

namespace leptune {

/// The search-space editor: of each family the range in which each setting is searched, within what
/// the family can do, and whether by powers; each can be reset. Settings that are not searched as a
/// rule can be switched on.
class SpaceDialog : public QDialog {
    Q_OBJECT
public:
    SpaceDialog(const DataShape &shape, std::map<std::string, FamilySpace> spaces,
                QWidget *parent = nullptr);
    /// Only what differs from the family's own.
    const std::map<std::string, FamilySpace> &spaces() const { return m_spaces; }
    void showFamily(const std::string &family);

private:
    void addRange(QGridLayout *grid, int row, const Parameter &own);
    void addSwitch(QGridLayout *grid, int row, const Parameter &own);
    void addNumber(QGridLayout *grid, int row, const Parameter &own);
    void addChoices(QGridLayout *grid, int row, const Parameter &own);
    void addReset(QGridLayout *grid, int row, const Parameter &own);
    ParameterRange rangeOf(const Parameter &own) const;
    void keep(const Parameter &own, const ParameterRange &range);
    void forget(const Parameter &own);
    bool isFurther(const Parameter &own) const;
    bool isChosen(const Parameter &own) const;
    void resetFamily();

    DataShape m_shape;
    std::map<std::string, FamilySpace> m_spaces;
    std::string m_shown;              ///< family
    std::vector<Parameter> m_further; ///< of that family, not searched as a rule
    QComboBox *m_family;
    QScrollArea *m_scroll;
};

} // namespace leptune
