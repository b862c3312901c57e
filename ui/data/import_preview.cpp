// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_preview.h"

#include "ui/models/table_model.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/panel.h"

#include <QFile>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QTemporaryFile>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr qint64 kMostBytes = 4'000'000; // some tenths of a second
constexpr qint64 kBeginning = 200'000;

bool isCompressed(const QByteArray &beginning)
{
    return beginning.startsWith("\x1f\x8b");
}

/// Whole lines; of UTF-16 the other half of the last line feed, too.
QByteArray wholeLines(QByteArray beginning)
{
    const qsizetype last = beginning.lastIndexOf('\n');
    if (last < 0)
        return beginning;
    const bool isWide = last + 1 < beginning.size() && beginning[last + 1] == '\0';
    return beginning.left(last + (isWide ? 2 : 1));
}

/// Null: the file is too large, and no part of it can be read.
std::shared_ptr<const Table> firstRows(const QString &path, bool isText, ReadOptions options)
{
    options.types.clear(); // of columns that may have other names now
    options.only.clear();
    options.threads = 1;
    const auto readFile = [&options](const QString &name) {
        return std::make_shared<const Table>(readTable(name.toStdString(), options).table);
    };
    if (QFileInfo(path).size() <= kMostBytes)
        return readFile(path);
    QFile file(path);
    if (!isText || !file.open(QIODevice::ReadOnly))
        return nullptr;
    const QByteArray beginning = file.read(kBeginning);
    QTemporaryFile part;
    if (isCompressed(beginning) || !part.open() || part.write(wholeLines(beginning)) < 0 ||
        !part.flush())
        return nullptr;
    return readFile(part.fileName());
}

} // namespace

ImportPreview::ImportPreview(QString path, bool isText, QWidget *parent)
    : QWidget(parent),
      m_path(std::move(path)),
      m_isText(isText),
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
    m_reading.run([this, path = m_path, isText = m_isText,
                   options](std::stop_token stop) -> Background::Deliver {
        ReadOptions wanted = options;
        wanted.stop = std::move(stop);
        try {
            return [this, table = firstRows(path, isText, wanted)] {
                m_model->setTable(table);
                m_words->setText(table ? tr("The first rows, as they would be read")
                                       : tr("The file is too large for a look at its first rows."));
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
