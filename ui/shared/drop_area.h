// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace leptune {

/// The large dashed area of the start page: says what can be dropped and lights up while something
/// is held over it. A click chooses a file; the drop itself belongs to the window, which takes it
/// anywhere.
class DropArea : public QAbstractButton {
    Q_OBJECT
public:
    explicit DropArea(QWidget *parent = nullptr);
    void setWords(const QString &title, const QString &detail);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

Q_SIGNALS:
    void dropped(QDropEvent *event);

private:
    void setHeld(bool held);

    QString m_detail;
    bool m_held = false;
};

} // namespace leptune
