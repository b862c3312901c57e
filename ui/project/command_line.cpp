// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/command_line.h"

#include "core/base/number_text.h"
#include "ui/session/setup_fields.h"

#include <QRegularExpression>
#include <QStringList>

namespace leptune {

namespace {

QString number(double value)
{
    return QString::fromStdString(numberText(value));
}

QString words(const std::string &text)
{
    return QString::fromStdString(text);
}

/// The words after "leptune-cli tune".
class Arguments {
public:
    void addValue(const char *option, const QString &value)
    {
        const QString name = QLatin1String(option);
        // A value that looks like an option has to be tied to its own.
        m_words << (value.startsWith(u'-') ? name + u'=' + shellWord(value)
                                           : name + u' ' + shellWord(value));
    }
    void addText(const char *option, const std::string &value)
    {
        if (!value.empty())
            addValue(option, words(value));
    }
    void addNumber(const char *option, double value, const char *unit = "")
    {
        if (value > 0.0)
            addValue(option, number(value) + QLatin1String(unit));
    }
    void addNames(const char *option, const std::vector<std::string> &names)
    {
        QStringList escaped;
        for (const std::string &name : names)
            escaped << words(name).replace(u',', QLatin1String("\\,"));
        if (!escaped.isEmpty())
            addValue(option, escaped.join(u','));
    }
    void addCosts(const char *option, const ErrorCosts &costs)
    {
        std::vector<std::string> ofClass;
        for (const auto &[name, cost] : costs.ofClass)
            ofClass.push_back(name + '=' + numberText(cost));
        if (ofClass.empty())
            return addValue(option, number(costs.miss) + u':' + number(costs.falseAlarm));
        addNames(option, ofClass);
    }
    void addFlag(const char *option, bool isSet)
    {
        if (isSet)
            m_words << QLatin1String(option);
    }
    QString line() const { return m_words.join(u' '); }

private:
    QStringList m_words;
};

QString taskWord(TaskChoice task)
{
    return task == TaskChoice::Classification ? QStringLiteral("classification")
           : task == TaskChoice::Regression   ? QStringLiteral("regression")
                                              : QStringLiteral("auto");
}

QString testWord(const TestChoice &test)
{
    return test.kind == TestChoice::Kind::File   ? words(test.file)
           : test.kind == TestChoice::Kind::None ? QStringLiteral("none")
                                                 : number(test.share);
}

void addDirections(Arguments &arguments, const std::map<std::string, int> &directions)
{
    for (const auto &[column, direction] : directions)
        arguments.addValue("--monotone",
                           words(column) + (direction > 0 ? QStringLiteral("=increasing")
                                                          : QStringLiteral("=decreasing")));
}

void addRanges(Arguments &arguments, const std::map<std::string, FamilySpace> &spaces)
{
    for (const auto &[family, space] : spaces)
        for (const auto &[name, range] : space) {
            QStringList ends;
            for (const std::string &choice : range.choices)
                ends << words(choice);
            QString value = words(family) + u'.' + words(name) + u'=';
            value += range.choices.empty() ? number(range.low) + u':' + number(range.high)
                                           : ends.join(u'|');
            if (range.log && range.choices.empty())
                value += QLatin1String(":log");
            arguments.addValue("--range", value);
        }
}

/// Without a default: a field that is added stops the build here, until it can be said.
void addField(Arguments &arguments, SetupField field, const TuneOptions &options)
{
    switch (field) {
    case SetupField::Target:
        return arguments.addValue("--target", words(options.target));
    case SetupField::Task:
        return arguments.addValue("--task", taskWord(options.task));
    case SetupField::Metric:
        return arguments.addText("--metric", options.metric);
    case SetupField::Budget:
        return arguments.addNumber("--budget", options.budgetSeconds, "s");
    case SetupField::Trials:
        return arguments.addNumber("--trials", options.trials);
    case SetupField::Families:
        return arguments.addNames("--families", options.families);
    case SetupField::LeftOut:
        return arguments.addNames("--ignore", options.ignore);
    case SetupField::Directions:
        return addDirections(arguments, options.monotone);
    case SetupField::Positive:
        return arguments.addText("--positive", options.positive);
    case SetupField::Group:
        return arguments.addText("--group", options.group);
    case SetupField::Time:
        return arguments.addText("--time", options.time);
    case SetupField::Weight:
        return arguments.addText("--weight", options.weight);
    case SetupField::Test:
        return arguments.addValue("--test", testWord(options.test));
    case SetupField::Refit:
        return arguments.addFlag("--no-refit", !options.refit);
    case SetupField::Folds:
        return arguments.addNumber("--folds", options.folds);
    case SetupField::Threads:
        return arguments.addNumber("--threads", options.threads);
    case SetupField::Seed:
        return arguments.addValue("--seed", QString::number(options.seed));
    case SetupField::Memory:
        return arguments.addNumber("--memory", options.memoryBytes / 1e6, "MB");
    case SetupField::ModelSize:
        return arguments.addNumber("--max-size", options.maxModelBytes / 1e3, "kB");
    case SetupField::Latency:
        return arguments.addNumber("--max-latency", options.maxLatencyMicroseconds, "us");
    case SetupField::Drop:
        return arguments.addNumber("--max-drop", 100.0 * options.maxDrop, "%");
    case SetupField::Costs:
        return arguments.addCosts("--costs", options.costs);
    case SetupField::Spaces:
        return addRanges(arguments, options.spaces);
    case SetupField::StopEarly:
        return arguments.addFlag("--stop-early", options.stopEarly);
    case SetupField::Experience:
        return arguments.addFlag("--no-experience", !options.experience);
    case SetupField::Device:
        return arguments.addText("--device", options.device);
    }
}

void addReading(Arguments &arguments, const ReadOptions &reading)
{
    if (reading.separator)
        arguments.addValue("--separator", *reading.separator == '\t'
                                              ? QStringLiteral("tab")
                                              : QString(QLatin1Char(*reading.separator)));
    if (reading.decimal)
        arguments.addValue("--decimal", QString(QLatin1Char(*reading.decimal)));
    arguments.addText("--encoding", reading.encoding);
    arguments.addFlag("--no-header", reading.hasHeader && !*reading.hasHeader);
    arguments.addText("--sheet", reading.sheet);
    arguments.addText("--table", reading.table);
    arguments.addText("--query", reading.query);
    for (const auto &[column, type] : reading.types)
        arguments.addValue("--type", words(column) + u'=' + QLatin1String(columnTypeName(type)));
}

} // namespace

QString shellWord(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=,%+@-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    QString quoted = text;
    quoted.replace(u'\'', QLatin1String("'\\''"));
    return u'\'' + quoted + u'\'';
}

QString commandLine(const TuneOrder &order)
{
    Arguments arguments;
    TuneOptions usual;
    usual.experience = true;
    for (const SetupField field : saidFields(usual, order.options))
        addField(arguments, field, order.options);
    addReading(arguments, order.reading);
    const QString data =
        order.dataPath.isEmpty() ? QStringLiteral("TABLE.csv") : shellWord(order.dataPath);
    return QStringLiteral("leptune-cli tune ") + data + u' ' + arguments.line();
}

} // namespace leptune
