// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>
#include <QWindow>

/// Drops a file on a window that is shown as a file manager would: what lies in the middle of its
/// upper half is asked first. Whether it was taken.
inline bool dropFile(QWidget &window, const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const QPoint place(window.width() / 2, window.height() / 4);
    QWindow *screen = window.windowHandle();
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(screen, &enter);
    QDragMoveEvent move(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    if (!enter.isAccepted())
        return false;
    move.setDropAction(enter.dropAction()); // who took the first one takes all, as Qt has it
    move.accept();
    QApplication::sendEvent(screen, &move);
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(screen, &drop);
    return drop.isAccepted();
}
