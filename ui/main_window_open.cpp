// SPDX-License-Identifier: GPL-3.0-or-later
// How data and projects come into the window: by dialog, drop, paste and example.
#include "ui/main_window.h"
#include "ui/shared/file_places.h"
#include "ui/shared/message_bar.h"
#include "ui/start/examples.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMimeData>

namespace leptune {

void MainWindow::chooseFile()
{
    const QString filter =
        tr("Tables, pictures and projects (*.csv *.tsv *.txt *.gz *.xlsx *.arff *.db *.sqlite "
           "*.sqlite3 *.leptune *ubyte *.idx *.idx3 *.png *.jpg *.jpeg *.bmp);;"
           "Pictures (*ubyte *ubyte.gz *.idx *.idx3 *.png *.jpg *.jpeg *.bmp);;All files (*)");
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a table, pictures or a project"), fileFolder(), filter);
    if (path.isEmpty())
        return;
    rememberFolder(path);
    open(path);
}

void MainWindow::chooseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(
        this, tr("Open a folder of pictures, one folder in it for each class"), fileFolder());
    if (path.isEmpty())
        return;
    rememberFolder(path);
    open(path);
}

void MainWindow::chooseTable(const QString &path, ReadOptions options,
                             const std::vector<std::string> &tables)
{
    QStringList names;
    for (const std::string &name : tables)
        names << QString::fromStdString(name);
    QInputDialog dialog(this);
    dialog.setObjectName(QStringLiteral("tableChoice"));
    dialog.setWindowTitle(tr("Choose a table"));
    dialog.setLabelText(tr("“%1” holds %2 tables. Which one is it?")
                            .arg(QFileInfo(path).fileName())
                            .arg(names.size()));
    dialog.setComboBoxItems(names);
    if (dialog.exec() != QDialog::Accepted)
        return;
    options.table = dialog.textValue().toStdString();
    m_openingNew = true;
    m_session.open(path, options);
}

void MainWindow::open(const QString &path)
{
    afterCare(tr("Open another file"), [this, path = QDir::cleanPath(path)] {
        m_openingNew = true; // a dropped folder ends with a slash, and would have no name
        m_session.open(path);
    });
}

void MainWindow::openPasted(const QString &text)
{
    afterCare(tr("Open the pasted table"), [this, text] {
        m_openingNew = true;
        m_session.openText(text);
    });
}

void MainWindow::openExample(const QString &name)
{
    const QString path = exampleFile(name);
    if (path.isEmpty())
        m_messages->showMessage(
            MessageBar::Kind::Error, tr("The example can't be unpacked"),
            tr("Your data folder can't be written. Free some space or check its "
               "permissions, then try again."));
    else
        open(path);
}

void MainWindow::paste()
{
    const QMimeData *clipboard = QApplication::clipboard()->mimeData();
    if (clipboard && clipboard->hasUrls() && clipboard->urls().constFirst().isLocalFile())
        open(clipboard->urls().constFirst().toLocalFile());
    else if (clipboard && !clipboard->text().trimmed().isEmpty())
        openPasted(clipboard->text());
    else
        m_messages->showMessage(
            MessageBar::Kind::Info, tr("There is nothing to paste"),
            tr("Copy cells in a spreadsheet or lines of a CSV file, then paste here."));
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.constFirst().isLocalFile())
        open(urls.constFirst().toLocalFile());
    else if (!event->mimeData()->text().trimmed().isEmpty())
        openPasted(event->mimeData()->text());
    event->acceptProposedAction();
}

} // namespace leptune
