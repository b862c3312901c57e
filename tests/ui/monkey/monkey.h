// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

class QFileDialog;
class QWidget;

namespace leptune {

/// What somebody does who presses everything: clicks, drags, types, resizes, drops files and
/// answers dialogs at random, by the seed, on whatever is open. File dialogs are only answered with
/// paths of `folder`, so that nothing outside it is written. Every action is logged before it is
/// done. Acts from a timer, so also while a dialog runs an event loop of its own.
class Monkey : public QObject {
    Q_OBJECT
public:
    /// `files`: what is dropped and opened.
    Monkey(std::uint64_t seed, QString folder, QStringList files, const QString &log);

    /// The window to be used from now on.
    void use(QWidget *window);
    void start();
    void stop();
    std::int64_t actions() const { return m_actions; }

Q_SIGNALS:
    void acted();

private:
    using Action = void (Monkey::*)();

    void plan();
    void act();
    QWidget *top() const;
    QWidget *anyWidget() const;
    QPoint anyPoint(const QWidget *widget);
    std::size_t below(std::size_t count);
    void say(const QString &what);

    void click();
    void pressTheMainButton();
    void openContextMenu();
    void drag();
    void turnWheel();
    void pressKey();
    void pressShortcut();
    void type();
    void resize();
    void dropFile();
    void leave();
    void answer(QFileDialog &dialog);

    RandomStream m_random;
    QString m_folder;
    QStringList m_files;
    QFile m_log;
    QPointer<QWidget> m_window;
    bool m_acts = false;
    std::int64_t m_actions = 0;
};

} // namespace leptune
