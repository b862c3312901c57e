// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/column_panel.h"

#include "core/data/histogram.h"
#include "ui/data/direction_choice.h"
#include "ui/data/link_view.h"
#include "ui/data/picture_montage.h"
#include "ui/data/role_choice.h"
#include "ui/session/session.h"
#include "ui/shared/choice_access.h"
#include "ui/shared/column_words.h"
#include "ui/shared/format.h"
#include "ui/shared/histogram_view.h"
#include "ui/shared/icons.h"
#include "ui/shared/picture_image.h"
#include "ui/words/core_words.h"
#include "ui/words/sentences.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace leptune {

namespace {

constexpr std::array kTypes{ColumnType::Numeric, ColumnType::Categorical, ColumnType::Text,
                            ColumnType::DateTime, ColumnType::Boolean};

QLabel *makeWords(QWidget *parent, const char *name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

const ColumnProfile *profileOf(const Session &session, const std::string &name)
{
    if (!session.profile())
        return nullptr;
    const auto &columns = session.profile()->columns;
    const auto found = std::ranges::find(columns, name, &ColumnProfile::name);
    return found == columns.end() ? nullptr : &*found;
}

bool isBetterLeftOut(ColumnWarning kind)
{
    return kind == ColumnWarning::Constant || kind == ColumnWarning::Duplicate ||
           kind == ColumnWarning::IdLike || kind == ColumnWarning::Leak;
}

void clearLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

} // namespace

ColumnPanel::ColumnPanel(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_title(makeWords(this, "columnName")),
      m_type(new QComboBox(this)),
      m_why(makeWords(this, "columnWhy")),
      m_role(new RoleChoice(this)),
      m_direction(new DirectionChoice(this)),
      m_histogram(new HistogramView(this)),
      m_montage(new PictureMontage(this)),
      m_link(new LinkView(this)),
      m_waiting(makeWords(this, "columnWaiting")),
      m_figures(new QFormLayout),
      m_warnings(new QVBoxLayout)
{
    setObjectName(QStringLiteral("columnPanel"));
    QFont words = font();
    words.setBold(true);
    words.setPointSizeF(words.pointSizeF() * 1.2);
    m_title->setFont(words);
    m_type->setObjectName(QStringLiteral("columnType"));
    nameBox(m_type, tr("Type of the column"));
    m_why->setForegroundRole(QPalette::PlaceholderText);
    m_figures->setLabelAlignment(Qt::AlignLeft);
    m_figures->setHorizontalSpacing(24);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_type);
    layout->addWidget(m_why);
    layout->addWidget(m_role);
    layout->addWidget(m_direction);
    layout->addLayout(m_warnings);
    layout->addWidget(m_waiting);
    layout->addWidget(m_histogram);
    layout->addWidget(m_montage);
    layout->addLayout(m_figures);
    layout->addWidget(m_link);
    layout->addStretch(1);

    connect(m_type, &QComboBox::activated, this, [this] {
        Q_EMIT typeChosen(m_name, static_cast<ColumnType>(m_type->currentData().toInt()));
    });
    connect(m_role, &RoleChoice::chosen, this, &ColumnPanel::setRole);
    connect(m_direction, &DirectionChoice::chosen, this, &ColumnPanel::setDirection);
    connect(&session, &Session::profileChanged, this, &ColumnPanel::refresh);
    connect(&session, &Session::optionsChanged, this, &ColumnPanel::refresh);
    connect(&session.study(), &StudyController::stateChanged, this, &ColumnPanel::refresh);
}

void ColumnPanel::showColumn(const QString &name)
{
    m_name = name;
    refresh();
}

QString ColumnPanel::whyType(ColumnType type) const
{
    if (m_session.readOptions().types.contains(m_name.toStdString()))
        return tr("Set by you. %1").arg(columnTypeMeaning(type));
    return columnTypeMeaning(type);
}

void ColumnPanel::refresh()
{
    while (m_figures->rowCount() > 0)
        m_figures->removeRow(0);
    clearLayout(m_warnings);
    const auto index =
        m_session.hasData() ? m_session.table().find(m_name.toStdString()) : std::nullopt;
    setVisible(index.has_value());
    if (!index) {
        m_montage->setPictures(nullptr, {}, {});
        return;
    }
    const Column &column = m_session.table().column(*index);
    const TuneOptions &options = m_session.options();
    m_title->setText(m_name);
    showType(column.type());
    m_why->setText(whyType(column.type()));
    m_role->showColumn(column, options);
    m_role->setEnabled(m_role->count() > 1 && !m_session.study().isActive());
    m_direction->showColumn(column, options);
    m_direction->setEnabled(!m_session.study().isActive());
    askForLink();
    const ColumnProfile *profile = profileOf(m_session, column.name());
    m_waiting->setText(profile ? QString() : tr("Looking at all rows…"));
    m_waiting->setVisible(!profile);
    m_montage->setPictures(m_session.sharedTable(), column.name(), options.target);
    m_histogram->setVisible(!column.pictures());
    m_histogram->setName(m_name);
    m_histogram->setBars(
        profile ? profile->histogram : std::vector<HistogramBar>{}, column.type(),
        [table = m_session.sharedTable(), place = *index](double low, double high) {
            return histogramOf(table->column(place).numbers(), low, high);
        });
    if (!profile)
        return;
    showWarnings(*profile);
    if (column.pictures())
        showFigures(column.pictures()->shape, profile->missing);
    else
        showFigures(*profile);
}

/// Cells can be read in several ways; pictures are pictures, and nothing else can become one.
void ColumnPanel::showType(ColumnType type)
{
    const bool picture = type == ColumnType::Picture;
    m_type->clear();
    if (picture)
        m_type->addItem(columnTypeIcon(type), columnTypeTitle(type), static_cast<int>(type));
    else
        for (const ColumnType other : kTypes)
            m_type->addItem(columnTypeIcon(other), columnTypeTitle(other), static_cast<int>(other));
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(type)));
    m_type->setEnabled(!picture && !m_session.study().isActive());
}

void ColumnPanel::addFigure(const QString &title, const QString &value)
{
    auto *label = new QLabel(value, this);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAlignment(Qt::AlignRight);
    m_figures->addRow(new QLabel(title, this), label);
}

void ColumnPanel::addMissing(std::uint64_t missing)
{
    const double rows = static_cast<double>(std::max<std::uint64_t>(1, m_session.table().rows()));
    addFigure(tr("Missing"),
              missing == 0 ? tr("none")
                           : tr("%1 (%2)").arg(formatCount(missing),
                                               formatPercent(static_cast<double>(missing) / rows)));
}

void ColumnPanel::showFigures(const PictureShape &shape, std::uint64_t missing)
{
    addFigure(tr("Size"), pictureSidesText(shape));
    addFigure(tr("Colours"), pictureColoursText(shape));
    addMissing(missing);
}

void ColumnPanel::showFigures(const ColumnProfile &profile)
{
    addMissing(profile.missing);
    addFigure(tr("Different values"), formatCount(profile.distinct));
    if (std::isnan(profile.mean))
        return;
    const bool dates = profile.type == ColumnType::DateTime;
    const auto text = [dates](double value) {
        return dates ? QString::fromStdString(dateText(std::floor(value))) : formatNumber(value);
    };
    addFigure(dates ? tr("First") : tr("Smallest"), text(profile.minimum));
    addFigure(tr("Median"), text(profile.median));
    addFigure(dates ? tr("Last") : tr("Largest"), text(profile.maximum));
    if (dates)
        return;
    addFigure(tr("Mean"), formatNumber(profile.mean));
    addFigure(tr("Standard deviation"), formatNumber(profile.deviation));
}

void ColumnPanel::showWarnings(const ColumnProfile &profile)
{
    for (const WarningNote &note : profile.warnings) {
        auto *label = makeWords(this, "columnWarning");
        label->setTextFormat(Qt::RichText);
        const QString text = joinSentences(coreWords(note.why), warningAdvice(note.kind));
        label->setText(QStringLiteral("<b>⚠ %1</b><br>%2")
                           .arg(warningTitle(note.kind).toHtmlEscaped(), text.toHtmlEscaped()));
        m_warnings->addWidget(label);
    }
    const bool bad = std::ranges::any_of(
        profile.warnings, [](const WarningNote &note) { return isBetterLeftOut(note.kind); });
    if (!bad || !m_role->isEnabled() || m_role->role() != ColumnRole::Input)
        return;
    auto *fix = new QPushButton(tr("Leave this column out"), this);
    fix->setObjectName(QStringLiteral("columnFix"));
    connect(fix, &QPushButton::clicked, this, [this] { setRole(ColumnRole::LeftOut); });
    m_warnings->addWidget(fix, 0, Qt::AlignLeft);
    setTabOrder(m_direction, fix);
}

void ColumnPanel::askForLink()
{
    const TuneOptions &options = m_session.options();
    const std::string column = m_name.toStdString();
    if (m_linkedTable == m_session.sharedTable() && m_linkedColumn == column &&
        m_linkedTarget == options.target && m_linkedPositive == options.positive &&
        m_linkedTask == options.task)
        return;
    m_linkedTable = m_session.sharedTable();
    m_linkedColumn = column;
    m_linkedTarget = options.target;
    m_linkedPositive = options.positive;
    m_linkedTask = options.task;
    m_link->clear();
    const bool pictures = m_linkedTable->column(column).type() == ColumnType::Picture;
    if (pictures || column == options.target || !m_linkedTable->find(options.target)) {
        m_linking.cancel();
        return;
    }
    m_linking.run([this, table = m_linkedTable, column, options](std::stop_token stop) {
        TargetLink link;
        try {
            link = linkWithTarget(*table, column, options, stop);
        } catch (...) {
            return Background::Deliver(); // stopped: another column is asked for
        }
        return Background::Deliver([this, link, type = table->column(column).type()] {
            m_link->showLink(link, type, QString::fromStdString(m_linkedTarget));
            Q_EMIT linkShown();
        });
    });
}

void ColumnPanel::setRole(ColumnRole role)
{
    TuneOptions options = m_session.options();
    leptune::setRole(options, m_name.toStdString(), role);
    m_session.setOptions(options);
}

void ColumnPanel::setDirection(int direction)
{
    TuneOptions options = m_session.options();
    const std::string name = m_name.toStdString();
    options.monotone.erase(name);
    if (direction != 0)
        options.monotone[name] = direction;
    m_session.setOptions(options);
}

} // namespace leptune
