// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/row_contributions.h"

#include "core/base/random.h"
#include "ui/session/session.h"
#include "ui/shared/answer_words.h"
#include "ui/shared/contribution_view.h"
#include "ui/shared/error_messages.h"

#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr std::uint32_t kOtherRows = 200; ///< explainRow() compares with no more
constexpr double kSeconds = 0.5;
constexpr int kStaleMilliseconds = 300; ///< sooner it would only flicker

RawBatch someRows(const Model &model, const Table &table)
{
    const auto all = static_cast<std::uint32_t>(table.rows());
    return bindTable(model.schema(),
                     table.gathered(RandomStream(0x0a).sample(all, std::min(all, kOtherRows))));
}

} // namespace

struct RowContributions::Explained {
    std::shared_ptr<const Others> others;
    RawBatch row;
    int output = 0;
    Contributions found;
};

RowContributions::RowContributions(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_view(new ContributionView(QStringLiteral("tryContribution"), this)),
      m_stale(new QTimer(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_stale->setSingleShot(true);
    m_stale->setInterval(kStaleMilliseconds);
    connect(m_stale, &QTimer::timeout, this, [this] { m_view->setEnabled(false); });
    clear();
}

void RowContributions::clear()
{
    m_background.cancel();
    m_others.reset();
    say({});
}

void RowContributions::say(const QString &text)
{
    m_stale->stop();
    m_view->setEnabled(true);
    m_view->say(text);
}

void RowContributions::explain(std::shared_ptr<const Model> model, std::shared_ptr<const Table> row,
                               int output)
{
    if (!m_session.hasData()) {
        m_background.cancel();
        say(tr("What moved the answer shows when the row is compared with others. The data is not "
               "here: the project was saved without it and its file was moved or is gone. Put the "
               "file back where it was and open the project again."));
        Q_EMIT shown();
        return;
    }
    Others wanted{std::move(model), m_session.sharedTable(), {}};
    m_stale->start();
    m_background.run([this, wanted = std::move(wanted), others = m_others, row = std::move(row),
                      output](std::stop_token stop) -> Background::Deliver {
        try {
            return [this, outcome = explainWith(others, wanted, *row, output, stop)] {
                show(outcome);
            };
        } catch (...) {
            return [this, words = describeError(std::current_exception())] {
                say(words.text);
                Q_EMIT shown();
            };
        }
    });
}

/// `others`: those of an earlier row, which are taken again where they are the wanted ones.
RowContributions::Explained RowContributions::explainWith(std::shared_ptr<const Others> others,
                                                          const Others &wanted, const Table &row,
                                                          int output, const std::stop_token &stop)
{
    if (!others || others->model != wanted.model || others->table != wanted.table)
        others = std::make_shared<const Others>(
            Others{wanted.model, wanted.table, someRows(*wanted.model, *wanted.table)});
    Explained result{others, bindTable(wanted.model->schema(), row), output, {}};
    ExplainEffort effort;
    effort.deadline = Deadline::inSeconds(kSeconds);
    effort.stop = stop;
    result.found = explainRow(*others->model, result.row, others->rows, output, effort);
    return result;
}

void RowContributions::show(const Explained &explained)
{
    m_others = explained.others;
    const Schema &schema = m_others->model->schema();
    m_stale->stop();
    m_view->setEnabled(true);
    m_view->showContributions(
        explained.found, schema, explained.output, explained.row, 0,
        tr("What moved the answer: over rows of the data, %1 is %2 on average; for this row it is "
           "%3.")
            .arg(outputTitle(schema, explained.output),
                 answerText(schema, explained.found.meanAnswer),
                 answerText(schema, explained.found.answer)));
    Q_EMIT shown();
}

} // namespace leptune
