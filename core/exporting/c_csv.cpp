// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_csv.h"

#include "core/exporting/c_writer.h"

#include <algorithm>

namespace leptune {
namespace {

constexpr const char *kCell = R"(
/* The next cell without its quotes, rest then behind it or NULL. */
static char *$NAME(char **rest)
{
    char *from = *rest, *to = *rest, *cell = *rest;
    if (from == NULL)
        return NULL;
    if (*from == '"') {
        for (++from; *from != '\0' && (*from != '"' || from[1] == '"'); ++from) {
            if (*from == '"')
                ++from;
            *to++ = *from;
        }
        if (*from == '"')
            ++from;
    }
    while (*from != '\0' && *from != ',' && *from != '\r' && *from != '\n')
        *to++ = *from++;
    *rest = *from == ',' ? from + 1 : NULL;
    *to = '\0';
    return cell;
}
)";

constexpr const char *kNumber = R"(
/* 1 where the whole cell is a number or blank, which is missing. */
static int $NAME(const char *cell, float *number)
{
    char *end;
    while (*cell == ' ' || *cell == '\t')
        ++cell;
    *number = NAN;
    if (*cell == '\0')
        return 1;
    *number = (float)strtod(cell, &end);
    if (end == cell)
        return 0;
    while (*end == ' ' || *end == '\t')
        ++end;
    return *end == '\0';
}
)";

constexpr const char *kBoolean = R"(
/* Words for 1 and 0 in letters of any size, or a number. */
static int $NAME(const char *cell, float *number)
{
    static const char words[10][6] = {"false", "no", "f", "n", "off", "true", "yes", "t", "y", "on"};
    int w, i;
    for (w = 0; w < 10; ++w) {
        for (i = 0; words[w][i] != '\0'; ++i)
            if (cell[i] != words[w][i] && cell[i] != words[w][i] - 'a' + 'A')
                break;
        if (words[w][i] == '\0' && cell[i] == '\0') {
            *number = w < 5 ? 0.0F : 1.0F;
            return 1;
        }
    }
    return lept_csv_number(cell, number);
}
)";

constexpr const char *kDate = R"(
/* So many digits as a number, the cell then behind them; -1 where they are none. */
static int lept_csv_digits(const char **cell, int count)
{
    int number = 0;
    for (; count > 0; --count, ++*cell) {
        if (**cell < '0' || **cell > '9')
            return -1;
        number = number * 10 + (**cell - '0');
    }
    return number;
}

/* 2024-03-01, with 13:45, 13:45:10 or 13:45:10.5 behind a blank or a T, and a Z, as days since
   2000-01-01; or a number. */
static int $NAME(const char *cell, float *number)
{
    static const unsigned char days_of[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const char *at = cell;
    int year, month, day, hour = 0, minute = 0, second = 0, shifted, from_march;
    long days;
    double seconds = 0.0, unit = 0.1;
    while (*at == ' ' || *at == '\t')
        ++at;
    year = lept_csv_digits(&at, 4);
    if (year < 0 || *at++ != '-')
        return lept_csv_number(cell, number);
    month = lept_csv_digits(&at, 2);
    if (month < 1 || month > 12 || *at++ != '-')
        return 0;
    day = lept_csv_digits(&at, 2);
    if (day < 1 || day > days_of[month - 1] +
                          (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0)))
        return 0;
    if (*at == 'T' || (*at == ' ' && at[1] >= '0' && at[1] <= '9')) {
        ++at;
        hour = lept_csv_digits(&at, 2);
        if (hour < 0 || hour > 23 || *at++ != ':')
            return 0;
        minute = lept_csv_digits(&at, 2);
        if (*at == ':') {
            ++at;
            second = lept_csv_digits(&at, 2);
            if (*at == '.')
                for (++at; *at >= '0' && *at <= '9'; ++at, unit *= 0.1)
                    seconds += unit * (double)(*at - '0');
        }
        if (minute < 0 || minute > 59 || second < 0 || second > 59)
            return 0;
        if (*at == 'Z')
            ++at;
    }
    while (*at == ' ' || *at == '\t')
        ++at;
    shifted = year + 400 - (month <= 2 ? 1 : 0); /* not below 0 */
    from_march = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    days = 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + from_march - 876522L;
    seconds += 3600.0 * (double)hour + 60.0 * (double)minute + (double)second;
    *number = (float)((double)days + seconds / 86400.0);
    return *at == '\0';
}
)";

bool hasPictures(const Model &model)
{
    return std::ranges::any_of(model.schema().columns, [](const RawColumn &column) {
        return column.used && column.type == ColumnType::Picture;
    });
}

/// The function that reads a number of the column.
std::string numberReader(CWriter &to, const RawColumn &column)
{
    const std::string number = to.function("lept_csv_number", kNumber);
    if (column.type == ColumnType::Boolean)
        return to.function("lept_csv_boolean", kBoolean);
    return column.type == ColumnType::DateTime ? to.function("lept_csv_date", kDate) : number;
}

} // namespace

std::string cCsvDeclaration(const Model &model, const CInterface &interface)
{
    if (hasPictures(model))
        return {};
    return "\n#ifdef LEPTUNE_CSV\n"
           "/* Reads a row of CSV, cells in the order of the struct, numbers with a point (in the "
           "C "
           "locale). Changes `row`, where\n * the input's texts then stand. 0 where all is well, "
           "else the number of the first cell that is missing or can't be\n * read. */\nint " +
           interface.prefix + "_read_csv(char *row, " + interface.prefix +
           "_input *input);\n#endif\n";
}

std::string cCsvSource(const Model &model, const CInterface &interface)
{
    if (hasPictures(model))
        return {};
    CWriter to;
    to.function("lept_csv_cell", kCell);
    int cell = 0;
    const std::vector<RawColumn> &columns = model.schema().columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (interface.fields[i].empty())
            continue;
        const std::string failed = "        return " + std::to_string(++cell) + ';';
        const std::string target = "input->" + interface.fields[i];
        to.line("cell = lept_csv_cell(&row);");
        if (columns[i].asNumber) {
            to.line("if (cell == NULL || !" + numberReader(to, columns[i]) + "(cell, &" + target +
                    "))");
            to.line(failed.substr(4));
        } else {
            to.line("if (cell == NULL)");
            to.line(failed.substr(4));
            to.line(target + " = cell;");
        }
    }
    if (cell == 0)
        return "\n#ifdef LEPTUNE_CSV\nint " + interface.prefix + "_read_csv(char *row, " +
               interface.prefix +
               "_input *input)\n{\n    (void)row;\n    (void)input;\n"
               "    return 0;\n}\n#endif\n";
    return "\n#ifdef LEPTUNE_CSV\n#include <stdlib.h>\n" + to.functions() + "int " +
           interface.prefix + "_read_csv(char *row, " + interface.prefix +
           "_input *input)\n{\n    char *cell;\n" + to.lines() + "    return 0;\n}\n#endif\n";
}

} // namespace leptune
