// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/row_field.h"

#include "core/base/number_text.h"
#include "core/data/date_reader.h"
#include "ui/shared/choice_access.h"
#include "ui/shared/format.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSet>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace leptune {

namespace {

constexpr qsizetype kMostCategories = 500;
constexpr int kSliderSteps = 200;

bool isDate(const RawColumn &column)
{
    return column.type == ColumnType::DateTime;
}

std::optional<double> dateOf(const QString &text)
{
    DateEvidence ignored;
    return readDate(text.trimmed().toStdString(), DateOrder::DayFirst, ignored);
}

/// As people write it here, or as files do.
std::optional<double> numberOf(const QString &text)
{
    bool isRead = false;
    const double value = QLocale().toDouble(text.trimmed(), &isRead);
    if (isRead)
        return value;
    return parseNumber(text.trimmed().toStdString());
}

QString spelled(const RawColumn &column, double value)
{
    return QString::fromStdString(isDate(column) ? dateText(value) : numberText(value));
}

double valueOf(const RawColumn &column, const QString &cell)
{
    const auto value = isDate(column) ? dateOf(cell) : parseNumber(cell.toStdString());
    return cell.isEmpty() ? std::numeric_limits<double>::quiet_NaN()
                          : value.value_or(std::numeric_limits<double>::quiet_NaN());
}

QString placeholder()
{
    return RowField::tr("missing");
}

QLineEdit *makeLine(const FieldFacts &facts, QWidget *parent)
{
    auto *line = new QLineEdit(parent);
    line->setPlaceholderText(placeholder());
    line->setClearButtonEnabled(true);
    line->setAccessibleName(QString::fromStdString(facts.column.name));
    return line;
}

QHBoxLayout *bareLayout(QWidget *widget)
{
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    return layout;
}

/// A number or a date: a line, and a slider from the least to the greatest that was seen.
class NumberField : public RowField {
public:
    NumberField(FieldFacts facts, QWidget *parent)
        : RowField(std::move(facts), parent),
          m_line(makeLine(this->facts(), this)),
          m_slider(new QSlider(Qt::Horizontal, this))
    {
        auto *layout = bareLayout(this);
        layout->addWidget(m_line, 1);
        layout->addWidget(m_slider, 1);
        setFocusProxy(m_line);
        const ColumnProfile &profile = this->facts().profile;
        m_slider->setVisible(profile.maximum > profile.minimum);
        m_slider->setAccessibleName(
            RowField::tr("%1, between what was seen").arg(QString::fromStdString(profile.name)));
        const double range = profile.maximum - profile.minimum;
        const bool isFine = !this->facts().isWhole() || range > kSliderSteps;
        m_slider->setRange(0, isFine ? kSliderSteps : static_cast<int>(range));
        connect(m_line, &QLineEdit::textEdited, this, [this] {
            moveSlider();
            Q_EMIT edited();
        });
        connect(m_line, &QLineEdit::textChanged, this, [this] {
            if (m_line->text().isEmpty() && m_hadText) // by the clear button
                Q_EMIT edited();
            m_hadText = !m_line->text().isEmpty();
        });
        connect(m_slider, &QSlider::valueChanged, this, &NumberField::takeSlider);
    }

    QString cell() const override
    {
        const auto value = read();
        return value && std::isfinite(*value) ? spelled(facts().column, *value) : QString();
    }

    void setCell(const QString &cell) override
    {
        const QSignalBlocker blocker(this);
        const double value = valueOf(facts().column, cell);
        m_line->setText(std::isnan(value) ? QString() : shown(value));
        moveSlider();
    }

    QString remark() const override
    {
        if (m_line->text().trimmed().isEmpty())
            return RowField::remark();
        const auto value = read();
        if (!value)
            return isDate(facts().column) ? RowField::tr("not a date: taken as missing")
                                          : RowField::tr("not a number: taken as missing");
        const ColumnProfile &profile = facts().profile;
        if (!facts().hasProfile || !(*value < profile.minimum || *value > profile.maximum))
            return {};
        return RowField::tr("outside what it has seen: %1 to %2")
            .arg(shown(profile.minimum), shown(profile.maximum));
    }

private:
    std::optional<double> read() const
    {
        const QString text = m_line->text();
        return isDate(facts().column) ? dateOf(text) : numberOf(text);
    }

    QString shown(double value) const
    {
        if (isDate(facts().column))
            return spelled(facts().column, value);
        QLocale locale;
        locale.setNumberOptions(QLocale::OmitGroupSeparator);
        return locale.toString(value, 'g', QLocale::FloatingPointShortest);
    }

    void moveSlider()
    {
        const ColumnProfile &profile = facts().profile;
        const double range = profile.maximum - profile.minimum;
        const auto value = read();
        if (!value || !std::isfinite(*value) || !(range > 0.0))
            return;
        const QSignalBlocker blocker(m_slider);
        const double place = std::clamp((*value - profile.minimum) / range, 0.0, 1.0);
        m_slider->setValue(static_cast<int>(std::lround(place * m_slider->maximum())));
    }

    void takeSlider(int step)
    {
        const ColumnProfile &profile = facts().profile;
        const double share = static_cast<double>(step) / m_slider->maximum();
        double value = profile.minimum * (1.0 - share) + profile.maximum * share;
        value = QString::number(value, 'f', stepDecimals()).toDouble();
        m_line->setText(shown(std::clamp(value, profile.minimum, profile.maximum)));
        Q_EMIT edited();
    }

    /// No more digits than a step of the slider is worth.
    int stepDecimals() const
    {
        constexpr int kMostDecimals = 15;
        if (facts().isWhole() || isDate(facts().column))
            return 0;
        const double step = (facts().profile.maximum - facts().profile.minimum) / kSliderSteps;
        return std::clamp(-static_cast<int>(std::floor(std::log10(step))), 0, kMostDecimals);
    }

    QLineEdit *m_line;
    QSlider *m_slider;
    bool m_hadText = false;
};

class CategoryField : public RowField {
public:
    CategoryField(FieldFacts facts, QWidget *parent)
        : RowField(std::move(facts), parent), m_box(new QComboBox(this))
    {
        bareLayout(this)->addWidget(m_box);
        setFocusProxy(m_box);
        m_box->setEditable(true);
        m_box->setInsertPolicy(QComboBox::NoInsert);
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setMinimumContentsLength(8);
        m_box->addItems(this->facts().categories.mid(0, kMostCategories));
        m_box->completer()->setCaseSensitivity(Qt::CaseSensitive);
        m_box->lineEdit()->setPlaceholderText(placeholder());
        m_box->lineEdit()->setClearButtonEnabled(true);
        nameBox(m_box, QString::fromStdString(this->facts().column.name));
        m_box->setCurrentText({});
        connect(m_box, &QComboBox::currentTextChanged, this, &RowField::edited);
    }

    QString cell() const override { return m_box->currentText(); }
    void setCell(const QString &cell) override
    {
        const QSignalBlocker blocker(this);
        m_box->setCurrentText(cell);
        m_box->lineEdit()->setCursorPosition(0);
    }
    QString remark() const override
    {
        const QString text = cell();
        if (text.isEmpty())
            return RowField::remark();
        const bool isKnown = !facts().hasProfile || facts().categories.contains(text);
        return isKnown ? QString() : RowField::tr("never seen in the data");
    }

private:
    QComboBox *m_box;
};

class TextField : public RowField {
public:
    TextField(FieldFacts facts, QWidget *parent)
        : RowField(std::move(facts), parent), m_line(makeLine(this->facts(), this))
    {
        bareLayout(this)->addWidget(m_line);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::textChanged, this, &RowField::edited);
    }

    QString cell() const override { return m_line->text(); }
    void setCell(const QString &cell) override
    {
        const QSignalBlocker blocker(this);
        m_line->setText(cell);
        m_line->setCursorPosition(0);
    }

private:
    QLineEdit *m_line;
};

} // namespace

bool FieldFacts::isWhole() const
{
    const double range = profile.maximum - profile.minimum;
    return hasProfile && column.type != ColumnType::DateTime &&
           profile.minimum == std::round(profile.minimum) &&
           profile.maximum == std::round(profile.maximum) && range >= 1.0 &&
           static_cast<double>(profile.distinct) <= range + 1.0;
}

QString FieldFacts::typicalCell() const
{
    if (!hasProfile)
        return {};
    if (!column.asNumber)
        return categories.value(0);
    const bool isRounded = isWhole() || isDate(column);
    const double median = isRounded ? std::round(profile.median) : profile.median;
    return std::isfinite(median) ? spelled(column, median) : QString();
}

FieldFacts fieldFacts(const RawColumn &column, const ColumnProfile *profile, const Table *table)
{
    FieldFacts facts{column, {}, profile != nullptr, {}};
    if (profile)
        facts.profile = *profile;
    const auto place = table ? table->find(column.name) : std::nullopt;
    if (!profile || !place || column.asNumber)
        return facts;
    const std::vector<std::string> &dictionary = table->column(*place).dictionary();
    for (const HistogramBar &bar : profile->histogram) // the last one may gather all others
        if (std::ranges::find(dictionary, bar.label) != dictionary.end())
            facts.categories.append(QString::fromStdString(bar.label));
    facts.categories.removeDuplicates();
    const QSet<QString> known(facts.categories.begin(), facts.categories.end());
    for (const std::string &spelling : dictionary)
        if (const QString text = QString::fromStdString(spelling); !known.contains(text))
            facts.categories.append(text);
    return facts;
}

QString RowField::remark() const
{
    const bool neverMissing = m_facts.hasProfile && m_facts.profile.missing == 0;
    return cell().isEmpty() && neverMissing ? RowField::tr("never missing in the data") : QString();
}

RowField *makeRowField(FieldFacts facts, QWidget *parent)
{
    if (facts.column.asNumber)
        return new NumberField(std::move(facts), parent);
    if (facts.column.type == ColumnType::Text)
        return new TextField(std::move(facts), parent);
    return new CategoryField(std::move(facts), parent);
}

Column columnOfCells(const RawColumn &column, const std::vector<QString> &cells)
{
    if (column.asNumber) {
        std::vector<double> values;
        for (const QString &cell : cells)
            values.push_back(valueOf(column, cell));
        return isDate(column) ? Column::dateTime(column.name, std::move(values))
                              : Column::numeric(column.name, std::move(values));
    }
    std::vector<std::string> texts;
    for (const QString &cell : cells)
        texts.push_back(cell.toStdString());
    return Column::fromTexts(
        column.name, column.type == ColumnType::Text ? ColumnType::Text : ColumnType::Categorical,
        texts);
}

} // namespace leptune
