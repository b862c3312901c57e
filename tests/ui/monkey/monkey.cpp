// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/monkey/monkey.h"

#include "tests/support/drop_file.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QMenu>
#include <QTest>
#include <QWheelEvent>

#include <utility>

namespace leptune {
namespace {

constexpr int kPauseMilliseconds = 5;
constexpr int kLeastSide = 200, kMostWidth = 2560, kMostHeight = 1440;
constexpr Qt::Key kKeys[] = {Qt::Key_Tab,    Qt::Key_Backtab, Qt::Key_Return, Qt::Key_Space,
                             Qt::Key_Escape, Qt::Key_Up,      Qt::Key_Down,   Qt::Key_Left,
                             Qt::Key_Right,  Qt::Key_Home,    Qt::Key_End,    Qt::Key_PageUp,
                             Qt::Key_Delete, Qt::Key_F1,      Qt::Key_F2,     Qt::Key_Backspace,
                             Qt::Key_F10,    Qt::Key_Menu};

QString describe(const QWidget *widget)
{
    QString text = QString::fromLatin1(widget->metaObject()->className());
    if (!widget->objectName().isEmpty())
        text += u'#' + widget->objectName();
    return text;
}

QStringList texts()
{
    return {QStringLiteral("yes"),        QStringLiteral("-1"),
            QStringLiteral("0.5"),        QStringLiteral("1e308"),
            QStringLiteral("nan"),        QStringLiteral("100kB"),
            QString(3000, u'w'),          QStringLiteral("\u6570\u636e \u00fc\u0301 \u202e%n %1"),
            QStringLiteral("../../x"),    QStringLiteral("\"';<b>&amp;"),
            QStringLiteral("  \t  "),     QStringLiteral("20 000,5"),
            QStringLiteral("2024-02-30"), QStringLiteral("price; drop table")};
}

} // namespace

Monkey::Monkey(std::uint64_t seed, QString folder, QStringList files, const QString &log)
    : m_random(seed, 0), m_folder(std::move(folder)), m_files(std::move(files)), m_log(log)
{
    QFile::remove(log);
    if (!m_log.open(QIODevice::Append)) // what Qt complains of is written between the actions
        qFatal("the monkey's log can't be written");
}

void Monkey::use(QWidget *window)
{
    m_window = window;
    say(QStringLiteral("a window"));
}

void Monkey::start()
{
    m_acts = true;
    plan();
}

void Monkey::stop()
{
    m_acts = false;
}

void Monkey::say(const QString &what)
{
    m_log.write((QString::number(m_actions) + u' ' + what + u'\n').toUtf8());
    m_log.flush();
}

std::size_t Monkey::below(std::size_t count)
{
    return static_cast<std::size_t>(m_random.uniform() * static_cast<double>(count));
}

QWidget *Monkey::top() const
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    if (QWidget *dialog = QApplication::activeModalWidget())
        return dialog;
    QWidget *active = QApplication::activeWindow(); // offscreen the list of a box stays it, hidden
    return active && active->isVisible() ? active : m_window.data();
}

/// A timer of its own each time: one whose action opened a dialog is silent until that is closed.
void Monkey::plan()
{
    QTimer::singleShot(kPauseMilliseconds, this, &Monkey::act);
}

void Monkey::act()
{
    if (!m_acts)
        return;
    plan();
    ++m_actions;
    Q_EMIT acted();
    if (!m_window || !m_window->isVisible())
        return;
    if (auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget()))
        return answer(*dialog);
    constexpr std::pair<Action, double> kActions[] = {
        {&Monkey::click, 0.47},         {&Monkey::pressKey, 0.14},
        {&Monkey::type, 0.08},          {&Monkey::turnWheel, 0.06},
        {&Monkey::drag, 0.06},          {&Monkey::openContextMenu, 0.04},
        {&Monkey::pressShortcut, 0.04}, {&Monkey::resize, 0.03},
        {&Monkey::leave, 0.03},         {&Monkey::pressTheMainButton, 0.03},
        {&Monkey::dropFile, 0.02}};
    double draw = m_random.uniform();
    for (const auto &[action, share] : kActions)
        if ((draw -= share) < 0.0)
            return (this->*action)();
}

QWidget *Monkey::anyWidget() const
{
    QWidget *parent = top();
    QList<QWidget *> widgets = parent->findChildren<QWidget *>();
    widgets.removeIf([](const QWidget *one) { return !one->isVisible() || one->width() < 2; });
    if (widgets.isEmpty())
        return parent;
    return widgets[static_cast<qsizetype>(
        const_cast<Monkey *>(this)->below(static_cast<std::size_t>(widgets.size())))];
}

QPoint Monkey::anyPoint(const QWidget *widget)
{
    return {static_cast<int>(below(static_cast<std::size_t>(std::max(1, widget->width())))),
            static_cast<int>(below(static_cast<std::size_t>(std::max(1, widget->height()))))};
}

void Monkey::click()
{
    QWidget *widget = anyWidget();
    const QPoint place = anyPoint(widget);
    const bool twice = below(10) == 0;
    const Qt::KeyboardModifiers modifiers =
        below(12) == 0 ? Qt::ControlModifier
                       : (below(12) == 0 ? Qt::ShiftModifier : Qt::NoModifier);
    say((twice ? QStringLiteral("double click ") : QStringLiteral("click ")) + describe(widget) +
        QStringLiteral(" %1 %2").arg(place.x()).arg(place.y()));
    if (twice)
        QTest::mouseDClick(widget, Qt::LeftButton, modifiers, place);
    else
        QTest::mouseClick(widget, Qt::LeftButton, modifiers, place);
}

/// So that it gets somewhere at all.
void Monkey::pressTheMainButton()
{
    auto *button = m_window->findChild<QAbstractButton *>(QStringLiteral("primaryButton"));
    say(QStringLiteral("main button ") + button->text());
    if (button->isVisible() && !QApplication::activeModalWidget() &&
        !QApplication::activePopupWidget())
        QTest::mouseClick(button, Qt::LeftButton);
}

void Monkey::openContextMenu()
{
    QWidget *widget = anyWidget();
    const QPoint place = anyPoint(widget);
    say(QStringLiteral("context menu of ") + describe(widget));
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, widget->mapToGlobal(place));
    QApplication::sendEvent(widget, &event);
}

void Monkey::drag()
{
    QPointer<QWidget> widget = anyWidget();
    const QPoint from = anyPoint(widget), to = anyPoint(widget);
    say(QStringLiteral("drag in ") + describe(widget));
    QTest::mousePress(widget, Qt::LeftButton, Qt::NoModifier, from);
    for (int step = 1; step <= 4 && widget; ++step) {
        const QPoint place = from + (to - from) * step / 4;
        QMouseEvent move(QEvent::MouseMove, place, widget->mapToGlobal(place), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(widget, &move);
    }
    if (widget)
        QTest::mouseRelease(widget, Qt::LeftButton, Qt::NoModifier, to);
}

void Monkey::turnWheel()
{
    QWidget *widget = anyWidget();
    const QPoint place = anyPoint(widget);
    say(QStringLiteral("wheel over ") + describe(widget));
    const int turn = (below(2) ? 120 : -120) * static_cast<int>(1 + below(5));
    QWheelEvent event(place, widget->mapToGlobal(place), {}, {0, turn}, Qt::NoButton,
                      below(4) ? Qt::NoModifier : Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

void Monkey::pressKey()
{
    QWidget *widget = QApplication::focusWidget() ? QApplication::focusWidget() : top();
    const Qt::Key key = kKeys[below(std::size(kKeys))];
    say(QStringLiteral("key %1 in ").arg(static_cast<int>(key), 0, 16) + describe(widget));
    QTest::keyClick(widget, key, below(8) ? Qt::NoModifier : Qt::ShiftModifier);
}

/// Of the window's actions: as somebody would who reads the menus.
void Monkey::pressShortcut()
{
    QList<QAction *> actions = m_window->findChildren<QAction *>();
    actions.removeIf([](const QAction *one) { return one->shortcut().isEmpty(); });
    if (actions.isEmpty())
        return;
    const QAction *action =
        actions[static_cast<qsizetype>(below(static_cast<std::size_t>(actions.size())))];
    say(QStringLiteral("shortcut ") + action->shortcut().toString());
    QTest::keySequence(top(), action->shortcut());
}

void Monkey::type()
{
    QWidget *widget = QApplication::focusWidget() ? QApplication::focusWidget() : top();
    const QStringList all = texts();
    const QString text = all[static_cast<qsizetype>(below(static_cast<std::size_t>(all.size())))];
    say(QStringLiteral("type ") + text.left(20) + QStringLiteral(" in ") + describe(widget));
    QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, text);
    QApplication::sendEvent(widget, &press);
}

void Monkey::resize()
{
    const QSize size(kLeastSide + static_cast<int>(below(kMostWidth - kLeastSide)),
                     kLeastSide + static_cast<int>(below(kMostHeight - kLeastSide)));
    say(QStringLiteral("resize to %1 x %2").arg(size.width()).arg(size.height()));
    m_window->resize(size);
}

void Monkey::dropFile()
{
    const QString file =
        m_files[static_cast<qsizetype>(below(static_cast<std::size_t>(m_files.size())))];
    say(QStringLiteral("drop ") + file);
    if (!QApplication::activeModalWidget() && !QApplication::activePopupWidget())
        ::dropFile(*m_window, file);
}

/// Nobody stays in a menu or a dialog for ever.
void Monkey::leave()
{
    QWidget *popup = QApplication::activePopupWidget(), *dialog = QApplication::activeModalWidget();
    say(QStringLiteral("leave"));
    if (popup)
        popup->close();
    else if (dialog)
        QTest::keyClick(dialog, Qt::Key_Escape);
}

void Monkey::answer(QFileDialog &dialog)
{
    const bool opens = dialog.acceptMode() == QFileDialog::AcceptOpen;
    if (below(2) == 0) {
        say(QStringLiteral("no file"));
        return dialog.reject();
    }
    const QString path =
        opens ? m_files[static_cast<qsizetype>(below(static_cast<std::size_t>(m_files.size())))]
              : m_folder + QStringLiteral("/out%1").arg(below(5));
    say((opens ? QStringLiteral("choose ") : QStringLiteral("save as ")) + path);
    dialog.selectFile(path);
    QMetaObject::invokeMethod(&dialog, "accept", Qt::QueuedConnection);
}

} // namespace leptune
