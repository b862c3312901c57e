// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/target_list.h"

#include "ui/models/column_list_model.h"
#include "ui/session/target_guess.h"
#include "ui/shared/icons.h"
#include "ui/shared/picture_image.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace leptune {

TargetList::TargetList(QWidget *parent)
    : QWidget(parent),
      m_model(new ColumnListModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_search(new QLineEdit(this)),
      m_view(new QListView(this)),
      m_why(new QLabel(this))
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setObjectName(QStringLiteral("targetSearch"));
    m_search->setPlaceholderText(tr("Find a column"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->addAction(lineIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_view->setObjectName(QStringLiteral("targetList"));
    m_view->setAccessibleName(tr("Column to predict"));
    m_view->setModel(m_filtered);
    m_view->setUniformItemSizes(true);
    m_why->setObjectName(QStringLiteral("targetWhy"));
    m_why->setWordWrap(true);
    m_why->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_why);

    connect(m_search, &QLineEdit::textChanged, this, &TargetList::filter);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (m_setting || !current.isValid())
                    return;
                m_target = current.data().toString().toStdString();
                explain(m_target);
                Q_EMIT chosen(current.data().toString());
            });
}

void TargetList::setTable(std::shared_ptr<const Table> table)
{
    m_setting = true;
    const Column *pictures = table ? pictureColumn(*table) : nullptr; // no answer to choose
    m_table = pictures ? std::make_shared<const Table>(table->withoutColumns({pictures->name()}))
                       : std::move(table);
    m_model->setTable(m_table);
    m_search->clear();
    m_setting = false;
}

void TargetList::setTarget(const std::string &name)
{
    m_target = name;
    explain(name);
    showTarget();
}

/// Without a word to others: the list moves on, the choice does not.
void TargetList::showTarget()
{
    const QModelIndex index = m_filtered->mapFromSource(m_model->index(m_model->rowOf(m_target)));
    if (index == m_view->currentIndex())
        return;
    m_setting = true;
    m_view->setCurrentIndex(index);
    if (index.isValid())
        m_view->scrollTo(index);
    m_setting = false;
}

void TargetList::filter(const QString &words)
{
    m_setting = true;
    m_filtered->setFilterFixedString(words);
    m_setting = false;
    showTarget();
}

void TargetList::explain(const std::string &name)
{
    const TargetGuess guess = m_table ? guessTarget(*m_table) : TargetGuess{};
    m_why->setText(!name.empty() && guess.column == name
                       ? tr("“%1” was guessed %2.").arg(QString::fromStdString(name), guess.why)
                       : QString());
}

} // namespace leptune
