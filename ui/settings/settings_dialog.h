// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/usual_setup.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace leptune {

/// Settings of the program, each stored and in force as soon as it is changed.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(QWidget *parent = nullptr);

Q_SIGNALS:
    /// What new projects begin with; the one that is open takes over what it had from `before`.
    void usualSetupChanged(const leptune::UsualSetup &before, const leptune::UsualSetup &after);
    void themeChanged();

private:
    void makeFolder(QFormLayout *form);
    void makeSetup(QFormLayout *form);
    void makeLook(QFormLayout *form);
    void chooseFolder();
    void storeSetup();

    QLineEdit *m_folder;
    QSpinBox *m_memory;
    QSpinBox *m_threads;
    QCheckBox *m_experience;
    QComboBox *m_theme;
    QComboBox *m_language;
};

} // namespace leptune
