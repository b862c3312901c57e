// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/row_form.h"

#include "ui/use/picture_field.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <type_traits>

namespace leptune {

namespace {

const ColumnProfile *profileOf(const Profile *profile, const std::string &name)
{
    if (!profile)
        return nullptr;
    const auto found = std::ranges::find(profile->columns, name, &ColumnProfile::name);
    return found == profile->columns.end() ? nullptr : &*found;
}

} // namespace

RowForm::RowForm(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

void RowForm::setSchema(const Schema &schema, std::shared_ptr<const Table> table,
                        const Profile *profile)
{
    delete m_content;
    m_lines.clear();
    m_table = std::move(table);
    m_content = new QWidget(this);
    auto *grid = new QGridLayout(m_content);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    for (const RawColumn &column : schema.columns)
        if (column.used)
            addLine(grid, fieldFacts(column, profileOf(profile, column.name), m_table.get()));
    grid->setRowStretch(grid->rowCount(), 1);
    layout()->addWidget(m_content);
    m_content->show();
}

void RowForm::addLine(QGridLayout *grid, FieldFacts facts)
{
    Line line;
    line.column = facts.column;
    const auto follow = [this, place = m_lines.size()](auto *field) {
        connect(field, &std::remove_pointer_t<decltype(field)>::edited, this, [this, place] {
            showRemark(m_lines[place]);
            Q_EMIT edited();
        });
    };
    const QString name = QString::fromStdString(facts.column.name);
    const int row = grid->rowCount();
    auto *label = new QLabel(m_content);
    constexpr int kMostName = 28; // characters
    QString shown = name.simplified();
    if (shown.size() > kMostName)
        shown = shown.left(kMostName) + u'…';
    label->setText(shown.replace(u'&', QLatin1String("&&")));
    label->setTextFormat(Qt::PlainText);
    label->setToolTip(name);
    grid->addWidget(label, row, 0, Qt::AlignRight | Qt::AlignVCenter);
    if (facts.column.type == ColumnType::Picture) {
        line.picture = new PictureField(facts.column.name, facts.column.picture, m_content);
        line.picture->setObjectName(QStringLiteral("field_") + name);
        label->setBuddy(line.picture);
        grid->addWidget(line.picture, row, 1);
        follow(line.picture);
    } else {
        line.field = makeRowField(std::move(facts), m_content);
        line.field->setObjectName(QStringLiteral("field_") + name);
        label->setBuddy(line.field);
        grid->addWidget(line.field, row, 1);
        follow(line.field);
    }
    line.remark = new QLabel(m_content);
    line.remark->setObjectName(QStringLiteral("remark_") + name);
    line.remark->setWordWrap(true);
    line.remark->hide();
    grid->addWidget(line.remark, row + 1, 1);
    m_lines.push_back(std::move(line));
}

QString RowForm::Line::remarkText() const
{
    return field ? field->remark() : picture->remark();
}

void RowForm::showRemark(Line &line)
{
    const QString text = line.remarkText();
    line.remark->setText(text.isEmpty() ? QString() : QStringLiteral("⚠ ") + text);
    line.remark->setVisible(!text.isEmpty());
    QWidget *widget = line.field ? static_cast<QWidget *>(line.field) : line.picture;
    widget->setAccessibleDescription(text);
}

QString RowForm::startCell(const Line &line, std::optional<std::size_t> row) const
{
    if (!row || !m_table)
        return line.field->facts().typicalCell();
    const auto place = m_table->find(line.column.name);
    return place ? QString::fromStdString(m_table->column(*place).text(*row)) : QString();
}

void RowForm::start(std::optional<std::size_t> row)
{
    for (Line &line : m_lines) {
        if (line.field) {
            line.field->setCell(startCell(line, row));
            line.before = line.field->cell(); // as the field spells it
        } else if (m_table) {
            line.picture->showCell(m_table->column(line.column.name), row.value_or(0));
        }
        showRemark(line);
    }
}

void RowForm::startAgain()
{
    for (Line &line : m_lines) {
        if (line.field)
            line.field->setCell(line.before);
        else
            line.picture->forgetFile();
        showRemark(line);
    }
}

bool RowForm::isChanged() const
{
    return std::ranges::any_of(m_lines, [](const Line &line) {
        return line.field ? line.field->cell() != line.before : line.picture->hasFile();
    });
}

bool RowForm::isComplete() const
{
    return std::ranges::all_of(
        m_lines, [](const Line &line) { return line.field || line.picture->hasAny(); });
}

bool RowForm::startedFromPictures() const
{
    return std::ranges::all_of(
        m_lines, [](const Line &line) { return line.field || line.picture->hasRow(); });
}

int RowForm::remarks() const
{
    return static_cast<int>(std::ranges::count_if(
        m_lines, [](const Line &line) { return line.field && !line.field->remark().isEmpty(); }));
}

Table RowForm::rows() const
{
    std::vector<Column> columns;
    for (const Line &line : m_lines)
        columns.push_back(line.field ? columnOfCells(line.column, {line.before, line.field->cell()})
                                     : line.picture->rows());
    return Table(std::move(columns));
}

RowField *RowForm::field(const QString &column) const
{
    const auto line = std::ranges::find_if(m_lines, [&](const Line &one) {
        return QString::fromStdString(one.column.name) == column;
    });
    return line == m_lines.end() ? nullptr : line->field;
}

} // namespace leptune
