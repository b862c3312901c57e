// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"
#include "core/tuning/tune_options.h"
#include "ui/session/background.h"
#include "ui/session/column_roles.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace leptune {

class DirectionChoice;
class HistogramView;
class LinkView;
class PictureMontage;
class RoleChoice;
class Session;

/// Everything about one column: its type and its role (changeable), distribution, figures and
/// warnings, and whether answers have to rise or fall with it.
class ColumnPanel : public QWidget {
    Q_OBJECT
public:
    explicit ColumnPanel(Session &session, QWidget *parent = nullptr);
    void showColumn(const QString &name);
    QString columnName() const { return m_name; }

Q_SIGNALS:
    /// The figures of the link with the target stand.
    void linkShown();
    void typeChosen(const QString &column, leptune::ColumnType type);

private:
    void refresh();
    void showType(ColumnType type);
    void showFigures(const PictureShape &shape, std::uint64_t missing);
    void addMissing(std::uint64_t missing);
    void showFigures(const ColumnProfile &profile);
    void showWarnings(const ColumnProfile &profile);
    void askForLink();
    void setRole(ColumnRole role);
    void setDirection(int direction);
    QString whyType(ColumnType type) const;
    void addFigure(const QString &title, const QString &value);

    Session &m_session;
    QString m_name;
    QLabel *m_title;
    QComboBox *m_type;
    QLabel *m_why;
    RoleChoice *m_role;
    DirectionChoice *m_direction;
    HistogramView *m_histogram;
    PictureMontage *m_montage;
    LinkView *m_link;
    QLabel *m_waiting;
    QFormLayout *m_figures;
    QVBoxLayout *m_warnings;
    std::shared_ptr<const Table> m_linkedTable; ///< what the shown link was asked for
    std::string m_linkedColumn, m_linkedTarget, m_linkedPositive;
    TaskChoice m_linkedTask = TaskChoice::Auto;
    Background m_linking;
};

} // namespace leptune
