// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/start_page.h"

#include "ui/session/session.h"
#include "ui/shared/card.h"
#include "ui/shared/drop_area.h"
#include "ui/shared/icons.h"
#include "ui/shared/recent_files.h"
#include "ui/start/examples.h"

#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr int kCardsInARow = 3;
constexpr int kMostRecent = 6;

QLabel *makeTitle(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont words = label->font();
    words.setBold(true);
    label->setFont(words);
    return label;
}

QString shortFolder(const QString &path)
{
    QString folder = QFileInfo(path).absolutePath();
    if (folder.startsWith(QDir::homePath()))
        folder.replace(0, QDir::homePath().size(), QStringLiteral("~"));
    return folder;
}

QString detailOf(const RecentFile &file)
{
    QStringList parts;
    if (!file.task.isEmpty())
        parts.append(file.task);
    if (!file.score.isEmpty())
        parts.append(file.score);
    parts.append(QLocale().toString(file.openedAt.date(), QLocale::ShortFormat));
    return parts.join(QStringLiteral(" · "));
}

QGridLayout *makeGrid()
{
    auto *grid = new QGridLayout;
    grid->setSpacing(12);
    for (int column = 0; column < kCardsInARow; ++column)
        grid->setColumnStretch(column, 1);
    return grid;
}

} // namespace

StartPage::StartPage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_open(new QAction(tr("Open…"), this)),
      m_drop(new DropArea(this)),
      m_recentTitle(makeTitle(tr("Recent"), this)),
      m_recent(makeGrid())
{
    setObjectName(QStringLiteral("startPage"));
    m_drop->setWords(
        tr("Drop a table, a folder of pictures or a project here"),
        tr("CSV, Excel, SQLite or ARFF, also gzipped; PNG, JPEG or BMP pictures with a folder for "
           "each class, or IDX files.\nOr click to choose a file, or paste cells with Ctrl+V. "
           "Nothing leaves this computer."));
    connect(m_open, &QAction::triggered, this, &StartPage::openRequested);
    connect(m_drop, &DropArea::clicked, this, &StartPage::openRequested);
    connect(m_drop, &DropArea::dropped, this, [this](QDropEvent *event) {
        const QList<QUrl> urls = event->mimeData()->urls();
        if (!urls.isEmpty() && urls.constFirst().isLocalFile())
            Q_EMIT fileChosen(urls.constFirst().toLocalFile());
        else
            Q_EMIT textDropped(event->mimeData()->text());
        event->acceptProposedAction();
    });

    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(24, 8, 24, 24);
    layout->setSpacing(12);
    layout->addWidget(m_drop, 3);
    layout->addWidget(makeFolderButton(), 0, Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addWidget(m_recentTitle);
    layout->addLayout(m_recent);
    layout->addSpacing(8);
    layout->addWidget(makeTitle(tr("Examples to try"), content));
    auto *grid = makeGrid();
    addExamples(grid);
    layout->addLayout(grid);
    layout->addStretch(1);

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setFocusPolicy(Qt::NoFocus); // it follows what is on it
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    refresh();
}

/// The file dialog chooses no folders.
QWidget *StartPage::makeFolderButton()
{
    auto *button = new QPushButton(lineIcon(QStringLiteral("picture")),
                                   tr("Open a folder of pictures…"), this);
    button->setObjectName(QStringLiteral("openFolder"));
    connect(button, &QPushButton::clicked, this, &StartPage::folderRequested);
    return button;
}

QString StartPage::title() const
{
    return tr("Start");
}

void StartPage::addExamples(QGridLayout *grid)
{
    int index = 0;
    for (const Example &example : examples()) {
        auto *card = new Card(example.title, example.question, this);
        card->setObjectName(QStringLiteral("example_") + example.name);
        card->setIcon(lineIcon(QStringLiteral("data")));
        connect(card, &Card::clicked, this,
                [this, name = example.name] { Q_EMIT exampleChosen(name); });
        grid->addWidget(card, index / kCardsInARow, index % kCardsInARow);
        ++index;
    }
}

void StartPage::refresh()
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    int index = 0;
    for (const RecentFile &file : RecentFiles::list()) {
        if (index == kMostRecent)
            break;
        auto *card = new Card(QFileInfo(file.path).fileName(),
                              detailOf(file) + u'\n' + shortFolder(file.path), this);
        card->setObjectName(QStringLiteral("recentCard"));
        card->setIcon(
            lineIcon(file.isProject() ? QStringLiteral("project") : QStringLiteral("data")));
        card->setToolTip(file.path);
        connect(card, &Card::clicked, this, [this, path = file.path] { Q_EMIT fileChosen(path); });
        m_recent->addWidget(card, index / kCardsInARow, index % kCardsInARow);
        ++index;
    }
    m_recentTitle->setVisible(index > 0);
}

} // namespace leptune
