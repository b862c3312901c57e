// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column.h"
#include "ui/shared/page.h"

class QLabel;
class QTableView;

namespace leptune {

class ColumnPanel;
class PictureDelegate;
class RowsBar;
class TableModel;

/// The table as it was read, and beside it everything about the current column.
class DataPage : public Page {
    Q_OBJECT
public:
    explicit DataPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_continue; }
    Progress progress() const override;

    /// Asks how the file should be read, then reads it again.
    void changeImport();
    void showReport();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showData();
    void showProfile();
    void refreshHeader();
    QStringList warningLinks() const;
    QStringList flaggedColumns(bool areLeaks) const;
    void showNextOf(const QStringList &columns);
    void fitColumns();
    void showRoles();
    int mostWidth() const;
    int headWidth(int column) const;
    void showPictures();
    int widthOf(int column) const;
    void showCell(qulonglong row, const QString &column);
    void changeType(const QString &column, ColumnType type);

    QAction *m_continue;
    QLabel *m_facts;
    QTableView *m_view;
    TableModel *m_model;
    PictureDelegate *m_delegate;
    RowsBar *m_rows;
    ColumnPanel *m_panel;
};

} // namespace leptune
