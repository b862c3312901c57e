// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tune/setting_axes.h"

#include <QComboBox>

#include <string>
#include <vector>

namespace leptune {

/// Which family of models is looked at. Until the user chooses, the one with the most trials; it
/// changes only for one that has twice as many.
class FamilyBox : public QComboBox {
    Q_OBJECT
public:
    explicit FamilyBox(QWidget *parent = nullptr);
    /// Keeps what is chosen, where it is still there.
    void setFamilies(const std::vector<TunedFamily> &families);
    std::string family() const;
    /// Trials of the family that is shown.
    std::size_t trials() const;

Q_SIGNALS:
    /// By the user.
    void chosen();

private:
    bool holdsAll() const;
    void fill();

    std::vector<TunedFamily> m_families;
    bool m_isChosen = false;
};

} // namespace leptune
