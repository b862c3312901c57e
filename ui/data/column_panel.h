// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace leptune {

class HistogramView;
class Session;

/// Everything about one column: its type (changeable), distribution, figures and warnings, and
/// whether models may use it.
class ColumnPanel : public QWidget {
    Q_OBJECT
public:
    explicit ColumnPanel(Session &session, QWidget *parent = nullptr);
    void showColumn(const QString &name);
    QString columnName() const { return m_name; }

Q_SIGNALS:
    void typeChosen(const QString &column, leptune::ColumnType type);

private:
    void refresh();
    void showFigures(const ColumnProfile &profile);
    void showWarnings(const ColumnProfile &profile);
    void setUsed(bool used);
    QString whyType(ColumnType type) const;
    void addFigure(const QString &title, const QString &value);

    Session &m_session;
    QString m_name;
    QLabel *m_title;
    QComboBox *m_type;
    QLabel *m_why;
    QCheckBox *m_used;
    HistogramView *m_histogram;
    QLabel *m_waiting;
    QFormLayout *m_figures;
    QVBoxLayout *m_warnings;
};

} // namespace leptune
