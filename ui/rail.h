// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/page.h"

#include <QAbstractButton>
#include <QIcon>
#include <QList>
#include <QWidget>

namespace leptune {

/// One step: icon, name, and a mark for how far it is (empty ring, dot, tick, "!" or cross).
class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const QIcon &icon, const QString &title, QWidget *parent = nullptr);
    void setProgress(Page::Progress progress);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void paintMark(QPainter &painter, const QRectF &box) const;
    Page::Progress m_progress = Page::Progress::Empty;
    bool m_byKeyboard = false; ///< only then the focus needs a frame
};

/// The steps from data to use at the left of the window; always reachable.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);
    void addStep(const QString &name, const QIcon &icon, const QString &title);
    void setCurrent(int step);
    void setProgress(int step, Page::Progress progress);

Q_SIGNALS:
    void chosen(int step);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<RailButton *> m_buttons;
};

} // namespace leptune
