// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/learners/learner.h"
#include "core/tuning/tune_options.h"
#include "ui/task/task_sketch.h"

#include <QWidget>

#include <map>
#include <memory>
#include <string>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QListView;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace leptune {

class ColumnListModel;

/// Everything else a study can be told; nothing here has to be touched.
class AdvancedForm : public QWidget {
    Q_OBJECT
public:
    explicit AdvancedForm(QWidget *parent = nullptr);
    void setTable(std::shared_ptr<const Table> table);
    void setOptions(const TuneOptions &options, const TaskSketch &sketch);
    /// Writes what is set here over the options.
    void apply(TuneOptions &options) const;

Q_SIGNALS:
    void changed();

private:
    QComboBox *makeColumnChoice(const char *name, const QString &title, const QString &none,
                                QFormLayout *form);
    QSpinBox *makeSpin(const char *name, const QString &title, int least, int most,
                       const QString &special, QFormLayout *form);
    void makeFamilies(QFormLayout *form);
    void makeColumns(QFormLayout *form);
    void makeTest(QFormLayout *form);
    void makeSpaces(QFormLayout *form);
    void editSpaces();
    void setFamilies(const std::vector<std::string> &named, const DataShape &shape);
    std::vector<std::string> chosenFamilies() const;
    void showSpaces();
    QCheckBox *makeCheck(const QString &text, const char *name, QFormLayout *form);

    bool m_setting = false;
    QListWidget *m_families = nullptr;
    QListView *m_used = nullptr;
    ColumnListModel *m_columns;
    QComboBox *m_group = nullptr;
    QComboBox *m_time = nullptr;
    QComboBox *m_weight = nullptr;
    QComboBox *m_positive = nullptr;
    QComboBox *m_test = nullptr;
    QSpinBox *m_folds = nullptr;
    QSpinBox *m_threads = nullptr;
    QSpinBox *m_seed = nullptr;
    QCheckBox *m_refit = nullptr;
    QSpinBox *m_memory = nullptr; ///< hundreds of MB
    QPushButton *m_spaces = nullptr;
    std::map<std::string, FamilySpace> m_chosenSpaces;
    DataShape m_shape;
    QCheckBox *m_stopEarly = nullptr;
    QCheckBox *m_experience = nullptr;
};

} // namespace leptune
