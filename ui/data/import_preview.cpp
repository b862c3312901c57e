// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_preview.h"

#include "core/data/first_rows.h"
#include "ui/models/table_model.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/panel.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace leptune {

namespace {

ReadResult firstRows(const QString &path, ReadOptions options)
{
    options.types.clear(); // of columns that may have other names now
    options.only.clear();
    options.threads = 1;
    return readFirstRows(path.toStdString(), options);
}

} // namespace

ImportPreview::ImportPreview(QString path, QWidget *parent)
    : QWidget(parent),
      m_path(std::move(path)),
      m_model(new TableModel(this)),
      m_view(new QTableView(this)),
      m_words(mutedLabel(tr("The first rows, as they would be read"), this))
{
    m_words->setWordWrap(true);
    m_words->setObjectName(QStringLiteral("importPreviewWords"));
    m_view->setObjectName(QStringLiteral("importPreview"));
    m_view->setAccessibleName(tr("The first rows, as they would be read"));
    m_view->setModel(m_model);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_view->setMinimumSize(fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 11);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_words);
    layout->addWidget(m_view, 1);
}

void ImportPreview::read(const ReadOptions &options)
{
    m_reading.run([this, path = m_path, options](std::stop_token stop) -> Background::Deliver {
        ReadOptions wanted = options;
        wanted.stop = std::move(stop);
        try {
            ReadResult result = firstRows(path, wanted);
            const auto table = std::make_shared<const Table>(std::move(result.table));
            return [this, table, hasHeader = result.report.hasHeader] {
                m_model->setTable(table);
                m_words->setText(tr("The first rows, as they would be read"));
                Q_EMIT headerFound(hasHeader);
            };
        } catch (...) {
            return [this, problem = std::current_exception()] {
                if (isStopped(problem))
                    return;
                m_model->setTable(nullptr);
                m_words->setText(describeError(problem).text);
            };
        }
    });
}

} // namespace leptune
