// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace leptune {

/// Says what will appear here and how to get it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString &icon, const QString &title, const QString &detail,
               QWidget *parent = nullptr);
    void setWords(const QString &title, const QString &detail);
    /// Adds one button below the words.
    QPushButton *addButton(const QString &text);

private:
    QLabel *m_title;
    QLabel *m_detail;
};

} // namespace leptune
