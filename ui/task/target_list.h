// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace leptune {

class ColumnListModel;

/// "What should be predicted?": all columns, found by typing, the guess chosen and explained.
class TargetList : public QWidget {
    Q_OBJECT
public:
    explicit TargetList(QWidget *parent = nullptr);
    void setTable(std::shared_ptr<const Table> table);
    void setTarget(const std::string &name);
    QString target() const { return QString::fromStdString(m_target); }

Q_SIGNALS:
    /// By the user.
    void chosen(const QString &column);

private:
    void explain(const std::string &name);
    void filter(const QString &words);
    void showTarget();

    std::shared_ptr<const Table> m_table;
    ColumnListModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_search;
    QListView *m_view;
    QLabel *m_why;
    std::string m_target;
    bool m_setting = false;
};

} // namespace leptune
