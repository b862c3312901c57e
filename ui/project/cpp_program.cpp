// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"
#include "ui/project/command_line.h"
#include "ui/session/setup_fields.h"

#include <QStringList>

namespace leptune {

namespace {

/// Bytes beyond ASCII as octal escapes, which end after three digits and so join with nothing.
QString literal(const std::string &text)
{
    QString quoted = QStringLiteral("\"");
    for (const unsigned char byte : text) {
        if (byte == '"' || byte == '\\' || byte == '?')
            quoted += QLatin1Char('\\');
        if (byte >= 0x20 && byte < 0x7F)
            quoted += QLatin1Char(static_cast<char>(byte));
        else
            quoted += QStringLiteral("\\%1").arg(byte, 3, 8, QLatin1Char('0'));
    }
    return quoted + QLatin1Char('"');
}

QString literal(char byte)
{
    if (byte == '\'')
        return QStringLiteral("'\\''");
    return QLatin1Char('\'') + literal(std::string(1, byte)).mid(1).chopped(1) + QLatin1Char('\'');
}

QString literal(double value)
{
    QString text = QString::fromStdString(numberText(value));
    if (!text.contains(QLatin1Char('.')) && !text.contains(QLatin1Char('e')))
        text += QStringLiteral(".0");
    return text;
}

QString listOf(const std::vector<std::string> &names)
{
    QStringList words;
    for (const std::string &name : names)
        words << literal(name);
    return QLatin1Char('{') + words.join(QStringLiteral(", ")) + QLatin1Char('}');
}

const char *typeWord(ColumnType type)
{
    switch (type) {
    case ColumnType::Numeric:
        return "Numeric";
    case ColumnType::Categorical:
        return "Categorical";
    case ColumnType::Text:
        return "Text";
    case ColumnType::DateTime:
        return "DateTime";
    case ColumnType::Boolean:
        return "Boolean";
    case ColumnType::Picture:
        return "Picture";
    }
    return "Categorical";
}

/// Assignments to the fields of one variable.
class Assignments {
public:
    explicit Assignments(const char *variable) : m_variable(QLatin1String(variable)) {}

    void set(const char *field, const QString &value)
    {
        m_lines +=
            QStringLiteral("        %1.%2 = %3;\n").arg(m_variable, QLatin1String(field), value);
    }
    void setText(const char *field, const std::string &value)
    {
        if (!value.empty())
            set(field, literal(value));
    }
    void setFlag(const char *field, bool value)
    {
        set(field, value ? QStringLiteral("true") : QStringLiteral("false"));
    }
    void setEntry(const char *map, const std::string &key, const QString &value)
    {
        m_lines += QStringLiteral("        %1.%2[%3] = %4;\n")
                       .arg(m_variable, QLatin1String(map), literal(key), value);
    }
    const QString &lines() const { return m_lines; }

private:
    QString m_variable, m_lines;
};

void setSpaces(Assignments &lines, const std::map<std::string, FamilySpace> &spaces)
{
    for (const auto &[family, space] : spaces)
        for (const auto &[name, range] : space) {
            QStringList choices;
            for (const std::string &choice : range.choices)
                choices << literal(choice);
            const QString map = QStringLiteral("spaces[%1]").arg(literal(family));
            lines.setEntry(map.toUtf8().constData(), name,
                           QStringLiteral("{%1, %2, %3, {%4}}")
                               .arg(literal(range.low), literal(range.high),
                                    range.log ? QStringLiteral("true") : QStringLiteral("false"),
                                    choices.join(QStringLiteral(", "))));
        }
}

void setCosts(Assignments &lines, const ErrorCosts &costs)
{
    for (const auto &[name, cost] : costs.ofClass)
        lines.setEntry("costs.ofClass", name, literal(cost));
    if (costs.ofClass.empty())
        lines.set("costs",
                  QStringLiteral("{%1, %2}").arg(literal(costs.miss), literal(costs.falseAlarm)));
}

void setTest(Assignments &lines, const TestChoice &test)
{
    if (test.kind == TestChoice::Kind::None)
        lines.set("test.kind", QStringLiteral("TestChoice::Kind::None"));
    if (test.kind == TestChoice::Kind::File) {
        lines.set("test.kind", QStringLiteral("TestChoice::Kind::File"));
        lines.set("test.file", literal(test.file));
    }
    if (test.share != TestChoice().share)
        lines.set("test.share", literal(test.share));
    if (test.asked)
        lines.set("test.asked", QStringLiteral("true"));
}

QString taskConstant(TaskChoice task)
{
    return task == TaskChoice::Classification ? QStringLiteral("TaskChoice::Classification")
           : task == TaskChoice::Regression   ? QStringLiteral("TaskChoice::Regression")
                                              : QStringLiteral("TaskChoice::Auto");
}

/// Without a default: a field that is added stops the build here, until it can be said.
void setField(Assignments &lines, SetupField field, const TuneOptions &options)
{
    switch (field) {
    case SetupField::Target:
        return lines.set("target", literal(options.target));
    case SetupField::Task:
        return lines.set("task", taskConstant(options.task));
    case SetupField::Metric:
        return lines.set("metric", literal(options.metric));
    case SetupField::Budget:
        return lines.set("budgetSeconds", literal(options.budgetSeconds));
    case SetupField::Trials:
        return lines.set("trials", QString::number(options.trials));
    case SetupField::Families:
        return lines.set("families", listOf(options.families));
    case SetupField::LeftOut:
        return lines.set("ignore", listOf(options.ignore));
    case SetupField::Directions:
        for (const auto &[column, direction] : options.monotone)
            lines.setEntry("monotone", column, QString::number(direction));
        return;
    case SetupField::Positive:
        return lines.set("positive", literal(options.positive));
    case SetupField::Group:
        return lines.set("group", literal(options.group));
    case SetupField::Time:
        return lines.set("time", literal(options.time));
    case SetupField::Weight:
        return lines.set("weight", literal(options.weight));
    case SetupField::Test:
        return setTest(lines, options.test);
    case SetupField::Refit:
        return lines.setFlag("refit", options.refit);
    case SetupField::Folds:
        return lines.set("folds", QString::number(options.folds));
    case SetupField::Threads:
        return lines.set("threads", QString::number(options.threads));
    case SetupField::Seed:
        return lines.set("seed", QString::number(options.seed) + QStringLiteral("U"));
    case SetupField::Memory:
        return lines.set("memoryBytes", literal(options.memoryBytes));
    case SetupField::ModelSize:
        return lines.set("maxModelBytes", literal(options.maxModelBytes));
    case SetupField::Latency:
        return lines.set("maxLatencyMicroseconds", literal(options.maxLatencyMicroseconds));
    case SetupField::Drop:
        return lines.set("maxDrop", literal(options.maxDrop));
    case SetupField::Costs:
        return setCosts(lines, options.costs);
    case SetupField::Spaces:
        return setSpaces(lines, options.spaces);
    case SetupField::StopEarly:
        return lines.setFlag("stopEarly", options.stopEarly);
    case SetupField::Experience:
        return lines.setFlag("experience", options.experience);
    case SetupField::Device:
        return lines.set("device", literal(options.device));
    }
}

QString optionLines(const TuneOptions &options)
{
    Assignments lines("options");
    for (const SetupField field : saidFields({}, options))
        setField(lines, field, options);
    return lines.lines();
}

QString readingLines(const ReadOptions &reading)
{
    Assignments lines("reading");
    if (reading.separator)
        lines.set("separator", literal(*reading.separator));
    if (reading.decimal)
        lines.set("decimal", literal(*reading.decimal));
    lines.setText("encoding", reading.encoding);
    if (reading.hasHeader)
        lines.setFlag("hasHeader", *reading.hasHeader);
    lines.setText("sheet", reading.sheet);
    lines.setText("table", reading.table);
    lines.setText("query", reading.query);
    for (const auto &[column, type] : reading.types)
        lines.setEntry("types", column,
                       QStringLiteral("ColumnType::") + QLatin1String(typeWord(type)));
    if (reading.pictures)
        lines.set("pictures", QStringLiteral("PictureShape{%1, %2, %3}")
                                  .arg(reading.pictures->height)
                                  .arg(reading.pictures->width)
                                  .arg(reading.pictures->channels));
    return lines.lines();
}

} // namespace

QString cppProgram(const TuneOrder &order)
{
    const std::string path =
        order.dataPath.isEmpty() ? std::string("TABLE.csv") : order.dataPath.toStdString();
    return QStringLiteral("// g++ -std=c++20 -I LEPTUNE tune.cpp -L LEPTUNE/build/release/lib "
                          "-lleptune_core\n"
                          "#include \"core/leptune.h\"\n"
                          "\n"
                          "#include <iostream>\n"
                          "\n"
                          "int main()\n"
                          "{\n"
                          "    using namespace leptune;\n"
                          "    try {\n"
                          "        ReadOptions reading;\n") +
           readingLines(order.reading) + QStringLiteral("        TuneOptions options;\n") +
           optionLines(order.options) +
           QStringLiteral("        const StudyRecord record = tune(%1, options, reading);\n")
               .arg(literal(path)) +
           QStringLiteral("        std::cout << record.best << \": validation \" << "
                          "record.score.validation\n"
                          "                  << \", unseen rows \" << record.score.test << '\\n';\n"
                          "    } catch (const Error &error) {\n"
                          "        std::cerr << error.what() << '\\n';\n"
                          "        return 1;\n"
                          "    }\n"
                          "}\n");
}

} // namespace leptune
