// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/model_comparison_dialog.h"

#include "ui/compare/comparison_table.h"
#include "ui/compare/model_comparison.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

ModelComparisonDialog::ModelComparisonDialog(QWidget *parent)
    : QDialog(parent), m_verdict(new QLabel(this)), m_table(new ComparisonTable(this))
{
    setObjectName(QStringLiteral("modelComparison"));
    setWindowTitle(tr("Models side by side"));
    m_verdict->setObjectName(QStringLiteral("modelVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setObjectName(QStringLiteral("modelTable"));
    m_table->setAccessibleName(windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_verdict);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
}

void ModelComparisonDialog::showModels(const std::vector<LeaderboardEntry> &entries,
                                       MetricKind metric)
{
    constexpr int kColumnsAtOnce = 5;
    const Comparison comparison = compareModels(entries, metric);
    m_verdict->setText(comparison.verdict);
    m_table->showComparison(comparison);
    const auto columns = std::min(kColumnsAtOnce, static_cast<int>(entries.size()));
    resize(fontMetrics().averageCharWidth() * (34 + 26 * columns), fontMetrics().height() * 36);
    show();
    raise();
    activateWindow();
}

} // namespace leptune
