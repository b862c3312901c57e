// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/usual_setup.h"

#include <QObject>
#include <QPointer>

namespace leptune {

class GuideWindow;
class MainMenu;
class MainWindow;
class MessageBar;
class NotesDock;
class ReportWriter;
class Session;

/// What the window offers around the six steps, wired to the menu: undo, notes, copies of the
/// set-up as text, the file to give away, settings, comparison, report and guide.
class WindowTools : public QObject {
    Q_OBJECT
public:
    WindowTools(MainWindow &window, MainMenu &menu, MessageBar &messages);
    bool isReporting() const;
    void cancelReport();

Q_SIGNALS:
    /// isReporting() is another.
    void reportingChanged();

private:
    void connectEdits();
    void connectFiles();
    void refresh();
    void refreshEdits();
    void copyText(const QString &text, const QString &title);
    void giveAway();
    void openSettings();
    void takeOver(const UsualSetup &before, const UsualSetup &after);
    void saveReport();
    void compare();
    void openGuide();

    MainWindow &m_window;
    MainMenu &m_menu;
    MessageBar &m_messages;
    Session &m_session;
    NotesDock *m_notes;
    ReportWriter *m_report;
    QPointer<GuideWindow> m_guide;
};

} // namespace leptune
