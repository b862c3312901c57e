// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace leptune {

/// A line above the page that says what happened, where, and what to do; never a dialog. Text can
/// be selected. Escape or the button closes it.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Info, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);
    void showMessage(Kind kind, const QString &title, const QString &text);
    /// Adds a button to the message that is shown; both go when it is closed or replaced.
    void addAction(const QString &text, std::function<void()> action);
    QString title() const { return m_title; }
    QString text() const { return m_text; }

public Q_SLOTS:
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_title;
    QString m_text;
    Kind m_kind = Kind::Info;
    QLabel *m_icon;
    QLabel *m_label;
    QHBoxLayout *m_buttons;
    QToolButton *m_close;
};

} // namespace leptune
