// SPDX-License-Identifier: GPL-3.0-or-later
// Programs around C files, in C, C++ and Python.
#include "core/exporting/c_interface.h"
#include "ui/use/snippet_parts.h"

#include <QStringList>

#include <algorithm>

namespace leptune::snippets {

namespace {

constexpr int kShownFields = 12;

/// Names in a pair of files, and how its cells and answers are spelled.
class CPair {
public:
    CPair(const Model &model, bool isInteger, const QString &fileName)
        : m_model(model),
          m_isInteger(isInteger),
          m_base(fileName.endsWith(QLatin1String(".c")) ? fileName.chopped(2) : fileName),
          m_interface(cInterface(model, m_base.toStdString()))
    {
    }

    const QString &base() const { return m_base; }
    QString prefix() const { return QString::fromStdString(m_interface.prefix); }
    QString macro() const { return QString::fromStdString(m_interface.macro); }
    QString number() const { return m_isInteger ? QStringLiteral("int") : QStringLiteral("float"); }

    bool readsPictures() const
    {
        return std::ranges::any_of(m_model.schema().columns, [](const RawColumn &column) {
            return column.used && column.type == ColumnType::Picture;
        });
    }

    /// One line a field, `line` of its name and its missing cell.
    template <typename Line>
    QString fields(Line line) const
    {
        QString lines;
        const Schema &schema = m_model.schema();
        for (std::size_t i = 0; i < schema.columns.size(); ++i)
            if (!m_interface.fields[i].empty())
                lines += line(QString::fromStdString(m_interface.fields[i]), schema.columns[i]);
        return lines;
    }

    QString missing(const RawColumn &column) const
    {
        if (column.type == ColumnType::Picture)
            return QStringLiteral("pixels");
        if (!column.asNumber)
            return QStringLiteral("\"\"");
        return m_isInteger ? macro() + QStringLiteral("_MISSING") : QStringLiteral("NAN");
    }

    /// What a number of an answer stands for.
    QString scaled(const QString &number) const
    {
        return m_isInteger ? number + QStringLiteral(" / ") + macro() + QStringLiteral("_ONE")
                           : QStringLiteral("(double)") + number;
    }

    QString main(const QString &nothing) const
    {
        QString lines = QStringLiteral("\nint main(%1)\n{\n").arg(nothing);
        if (readsPictures())
            lines +=
                QStringLiteral("    const unsigned char *pixels = 0; /* rows from the top; 0 is "
                               "missing */\n");
        lines += QStringLiteral("    %1_input row = {0};\n").arg(prefix());
        if (m_isInteger)
            lines +=
                QStringLiteral("    /* A number is what it stands for times the ..._ONE of its "
                               "column. */\n");
        lines += rowLines() + answerLines();
        return lines + QStringLiteral("    return 0;\n}\n");
    }

private:
    QString rowLines() const
    {
        int shown = 0;
        return fields([&](const QString &name, const RawColumn &column) {
            ++shown;
            if (shown > kShownFields + 1)
                return QString();
            if (shown > kShownFields)
                return QStringLiteral("    /* and so on: what is left out is 0 */\n");
            return QStringLiteral("    row.%1 = %2;\n").arg(name, missing(column));
        });
    }

    QString answerLines() const
    {
        if (!answersClasses(m_model))
            return QStringLiteral("    printf(\"%g\\n\", %1);\n")
                .arg(scaled(prefix() + QStringLiteral("_predict(&row)")));
        return QStringLiteral("    %1 probability[%2_CLASSES];\n"
                              "    const int label = %3_predict(&row, probability);\n"
                              "    printf(\"%s %g\\n\", %3_class_names[label], %4);\n")
            .arg(number(), macro(), prefix(), scaled(QStringLiteral("probability[label]")));
    }

    const Model &m_model;
    bool m_isInteger;
    QString m_base;
    CInterface m_interface;
};

/// The fields of a row as ctypes has them.
QString pythonFields(const CPair &pair, bool isInteger)
{
    return pair.fields([&](const QString &name, const RawColumn &column) {
        const char *const type = column.type == ColumnType::Picture ? "ctypes.c_char_p"
                                 : !column.asNumber                 ? "ctypes.c_char_p"
                                 : isInteger                        ? "ctypes.c_int"
                                                                    : "ctypes.c_float";
        return QStringLiteral("        (\"%1\", %2),\n").arg(name, QLatin1String(type));
    });
}

QString pythonAnswer(const Model &model, const CPair &pair, bool isInteger)
{
    const QString type =
        isInteger ? QStringLiteral("ctypes.c_int") : QStringLiteral("ctypes.c_float");
    if (!answersClasses(model))
        return QStringLiteral("model.%1_predict.restype = %2\n"
                              "print(model.%1_predict(ctypes.byref(row)))\n")
            .arg(pair.prefix(), type);
    const qsizetype classes = static_cast<qsizetype>(model.schema().classes.size());
    return QStringLiteral("probability = (%1 * %2)()\n"
                          "names = (ctypes.c_char_p * %2).in_dll(model, \"%3_class_names\")\n"
                          "label = model.%3_predict(ctypes.byref(row), probability)\n"
                          "print(names[label].decode(), probability[label])\n")
        .arg(type)
        .arg(classes)
        .arg(pair.prefix());
}

QString pythonNumber(bool isInteger)
{
    return isInteger ? QStringLiteral("-2147483648") : QStringLiteral("float(\"nan\")");
}

} // namespace

QString cInC(const Model &model, bool isInteger, const QString &fileName)
{
    const CPair pair(model, isInteger, fileName);
    QString lines = QStringLiteral("/* cc -std=c99 -O2 main.c \"%1.c\" -lm */\n"
                                   "#include \"%1.h\"\n")
                        .arg(pair.base());
    if (!isInteger)
        lines += QStringLiteral("#include <math.h>\n");
    return lines + QStringLiteral("#include <stdio.h>\n") + pair.main(QStringLiteral("void"));
}

QString cInCpp(const Model &model, bool isInteger, const QString &fileName)
{
    const CPair pair(model, isInteger, fileName);
    QString lines = QStringLiteral("// cc -std=c99 -O2 -c \"%1.c\" -o model.o\n"
                                   "// c++ -O2 main.cpp model.o -lm\n"
                                   "#include \"%1.h\"\n")
                        .arg(pair.base());
    if (!isInteger)
        lines += QStringLiteral("#include <cmath>\n");
    QString program = pair.main({});
    program.replace(QLatin1String(" row = {0};"), QLatin1String(" row{};"));
    program.replace(QLatin1String("printf("), QLatin1String("std::printf("));
    return lines + QStringLiteral("#include <cstdio>\n") + program;
}

QString cInPython(const Model &model, bool isInteger, const QString &fileName)
{
    const CPair pair(model, isInteger, fileName);
    QString lines =
        QStringLiteral("# cc -std=c99 -O2 -shared -fPIC -o model.so \"%1.c\" -lm\n"
                       "import ctypes\n\n\n"
                       "class Row(ctypes.Structure):\n"
                       "    _fields_ = [\n%2    ]\n\n\n"
                       "model = ctypes.CDLL(\"./model.so\")\n"
                       "row = Row()\n"
                       "for name, kind in Row._fields_:  # texts are bytes, b\"\" is missing\n"
                       "    setattr(row, name, b\"\" if kind is ctypes.c_char_p else %3)\n")
            .arg(pair.base(), pythonFields(pair, isInteger), pythonNumber(isInteger));
    if (pair.readsPictures())
        lines.replace(QLatin1String("b\"\" if kind"), QLatin1String("None if kind"));
    return lines + pythonAnswer(model, pair, isInteger);
}

} // namespace leptune::snippets
