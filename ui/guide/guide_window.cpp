// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/guide_window.h"

#include "ui/guide/guide_browser.h"

#include <QFile>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

QString textOf(const QString &page)
{
    QFile file(guidePath(page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The first line, "# Tune".
QString titleOf(const QString &text)
{
    return text.section(u'\n', 0, 0).mid(2).trimmed();
}

bool holds(const QString &text, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

GuideWindow::GuideWindow(QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_search(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_browser(new GuideBrowser(this))
{
    setObjectName(QStringLiteral("guideWindow"));
    setWindowTitle(tr("User guide"));
    m_search->setObjectName(QStringLiteral("guideSearch"));
    m_search->setPlaceholderText(tr("Search the guide"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("guidePages"));
    m_list->setAccessibleName(tr("Pages of the guide"));
    for (const QString &page : pages()) {
        auto *item = new QListWidgetItem(titleOf(textOf(page)), m_list);
        item->setData(Qt::UserRole, page);
    }
    m_list->setMinimumWidth(m_list->sizeHintForColumn(0) + 2 * m_list->frameWidth() +
                            fontMetrics().averageCharWidth() * 2);
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(side);
    splitter->addWidget(m_browser);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({fontMetrics().averageCharWidth() * 30, 1000});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    resize(fontMetrics().averageCharWidth() * 140, fontMetrics().height() * 42);
    connect(m_search, &QLineEdit::textChanged, this, &GuideWindow::search);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            m_browser->showPage(item->data(Qt::UserRole).toString());
    });
    connect(m_browser, &GuideBrowser::pageWanted, this, &GuideWindow::showPage);
}

QStringList GuideWindow::pages()
{
    return {QStringLiteral("start"), QStringLiteral("data"),     QStringLiteral("task"),
            QStringLiteral("tune"),  QStringLiteral("results"),  QStringLiteral("compress"),
            QStringLiteral("use"),   QStringLiteral("projects"), QStringLiteral("keys")};
}

void GuideWindow::showPage(const QString &name)
{
    m_search->clear();
    select(name);
}

QString GuideWindow::currentPage() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void GuideWindow::select(const QString &name)
{
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->data(Qt::UserRole).toString() == name)
            m_list->setCurrentRow(i);
}

/// Only pages with all of the words stay in the list; the words are marked on the page.
void GuideWindow::search(const QString &words)
{
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    QString first;
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        const QString page = item->data(Qt::UserRole).toString();
        item->setHidden(!holds(textOf(page), wanted));
        if (!item->isHidden() && (first.isEmpty() || page == currentPage()))
            first = page;
    }
    if (!first.isEmpty())
        select(first);
    m_browser->mark(wanted);
}

void GuideWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->matches(QKeySequence::Find))
        m_search->setFocus();
    else
        QWidget::keyPressEvent(event);
}

} // namespace leptune
