// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shared/page.h"

#include <QMainWindow>

class QLabel;
class QStackedWidget;

namespace leptune {

class BusyBar;
class DataPage;
class MainMenu;
class MessageBar;
class PrimaryButton;
class Rail;
class StartPage;
class WindowTools;

/// The window: rail, title with the page's one primary button, pages, menus. It knows the pages;
/// they know only the Session.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    enum class Step { Data, Task, Tune, Results, Compress, Use };

    explicit MainWindow(QWidget *parent = nullptr);

    Session &session() { return m_session; }
    /// Opens a table, pictures (a file or a folder) or a project; asks first where work would be
    /// lost.
    void open(const QString &path);
    void openPasted(const QString &text);
    void openExample(const QString &name);
    void goTo(Step step);
    Step currentStep() const { return m_step; }
    /// Offers what a crash left behind; call once the window is shown.
    void offerRecovery();

Q_SIGNALS:
    void stepChanged(leptune::MainWindow::Step step);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    void addPage(Page *page);
    void connectMenu();
    void connectSession();
    void showPage();
    void refreshHeader();
    /// Steps whose results were made with earlier settings show it, whatever the page says.
    Page::Progress shownProgress(Step step) const;
    void refreshRail();
    void refreshActions();
    void refreshBusy();
    void cancelBusy();
    void makeSmaller();
    void findCommand();
    void chooseFile();
    void chooseFolder();
    void paste();
    void save();
    void saveAs();
    /// Runs `next` at once where nothing would be lost, else asks, saves or stops first.
    void afterCare(const QString &question, std::function<void()> next);
    void askToEndCompression(const QString &question, std::function<void()> next);
    void askToStop(const QString &question, std::function<void()> next);
    void waitForStudy(const QString &question, std::function<void()> next);
    void askToSave(std::function<void()> next);
    QString unsavedWork() const;
    void remember();
    void chooseTable(const QString &path, ReadOptions options,
                     const std::vector<std::string> &tables);
    /// Where what was just opened goes on: a project where it was left.
    Step stepToOpen() const;
    void restoreState();

    Session m_session;
    MainMenu *m_menu;
    Rail *m_rail;
    QLabel *m_title;
    QLabel *m_subtitle;
    PrimaryButton *m_primary;
    MessageBar *m_messages;
    BusyBar *m_busy;
    WindowTools *m_tools = nullptr;
    QStackedWidget *m_stack;
    StartPage *m_start;
    DataPage *m_data;
    QList<Page *> m_pages; ///< in the order of Step
    Step m_step = Step::Data;
    QString m_reading, m_saving; ///< names of the files in work
    bool m_openingNew = false;
    bool m_studyActive = false;
    bool m_closing = false;
    std::function<void()> m_afterStop;
    std::function<void()> m_afterSave;
};

} // namespace leptune
