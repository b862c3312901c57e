// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace leptune {

/// A card on a page: a title, room for widgets to its right, and a body on the base colour.
class Panel : public QFrame {
    Q_OBJECT
public:
    explicit Panel(const QString &title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    QVBoxLayout *body() const { return m_body; }
    QHBoxLayout *head() const { return m_head; }
    /// Body without room around it, for charts and tables.
    void setTight();
    /// On the colour of the window, where fields and buttons stand out.
    void setForm();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title;
    bool m_form = false;
    QHBoxLayout *m_head;
    QVBoxLayout *m_body;
};

/// Text in the muted colour, and text larger than the page's; both follow palette and font changes.
QLabel *mutedLabel(const QString &text = {}, QWidget *parent = nullptr);
QLabel *largeLabel(double scale, QWidget *parent = nullptr);

} // namespace leptune
