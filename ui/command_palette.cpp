// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command_palette.h"

#include "ui/words/sentences.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QSet>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace leptune {

namespace {

QString plain(const QAction *action)
{
    const QString own = action->property(kCommandText).toString();
    return own.isEmpty() ? withoutMnemonic(action->text()) : own;
}

/// One line a command, its keys at the right.
class CommandDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, option.fontMetrics.height() * 3 / 2};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const QString keys = index.data(CommandPalette::kKeysRole).toString();
        const int gap = option.fontMetrics.averageCharWidth();
        QStyledItemDelegate::paint(painter, option, index);
        const bool isChosen = option.state & QStyle::State_Selected;
        painter->setPen(
            option.palette.color(isChosen ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(gap, 0, -gap, 0), Qt::AlignRight | Qt::AlignVCenter,
                          keys);
    }
};

bool fits(const QString &text, const QString &words)
{
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts))
        if (!text.contains(word, Qt::CaseInsensitive))
            return false;
    return true;
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent), m_search(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("Find a command"));
    for (QAction *action : actions)
        m_actions.append(action);
    m_search->setObjectName(QStringLiteral("commandSearch"));
    m_search->setPlaceholderText(tr("What do you want to do?"));
    m_search->setAccessibleName(windowTitle());
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    resize(fontMetrics().averageCharWidth() * 64, fontMetrics().height() * 22);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::runCurrent);
    filter({});
}

void CommandPalette::filter(const QString &words)
{
    m_list->clear();
    QSet<QString> listed; // a button of the page may do what a menu does
    for (int i = 0; i < m_actions.size(); ++i) {
        const QAction *action = m_actions[i];
        if (!action || !action->isEnabled() || !fits(plain(action), words) ||
            listed.contains(plain(action)))
            continue;
        listed.insert(plain(action));
        auto *item = new QListWidgetItem(action->icon(), plain(action), m_list);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        item->setData(Qt::UserRole, i);
        item->setData(kKeysRole, keys);
        item->setData(Qt::AccessibleDescriptionRole, keys);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const QPointer<QAction> action = m_actions[item->data(Qt::UserRole).toInt()];
    accept();
    if (action)
        QMetaObject::invokeMethod(action, &QAction::trigger, Qt::QueuedConnection);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int step = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down ? 1
                         : static_cast<QKeyEvent *>(event)->key() == Qt::Key_Up ? -1
                                                                                : 0;
        if (step != 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace leptune
