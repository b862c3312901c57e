// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QListWidget;

namespace leptune {

class GuideBrowser;

/// The user guide (resources/guide): a page for every step, with a search through all of them.
class GuideWindow : public QWidget {
    Q_OBJECT
public:
    explicit GuideWindow(QWidget *parent = nullptr);
    /// "start", "data", "task"... as the files are called.
    void showPage(const QString &name);
    QString currentPage() const;
    /// In the order to read.
    static QStringList pages();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search(const QString &words);
    void select(const QString &name);

    QLineEdit *m_search;
    QListWidget *m_list;
    GuideBrowser *m_browser;
};

} // namespace leptune
