// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_check.h"

#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/exporting/c_parity.h"
#include "core/exporting/export_rows.h"
#include "core/exporting/fixed_point_units.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <optional>

namespace leptune {
namespace {

constexpr double kMostSeconds = 60.0;

void append(std::vector<std::uint8_t> &to, const void *from, std::size_t bytes)
{
    const auto *first = static_cast<const std::uint8_t *>(from);
    to.insert(to.end(), first, first + bytes);
}

void appendLength(std::vector<std::uint8_t> &to, std::size_t length)
{
    const auto word = static_cast<std::uint32_t>(length);
    append(to, &word, sizeof word);
}

void appendNumber(std::vector<std::uint8_t> &to, float number, std::optional<int> bits)
{
    if (!bits)
        return append(to, &number, sizeof number);
    const std::int32_t whole = wholeNumber(number, *bits);
    append(to, &whole, sizeof whole);
}

/// A missing picture has no bytes, a missing text neither.
void appendCell(std::vector<std::uint8_t> &to, const RawCells &cells, std::size_t row,
                std::optional<int> bits)
{
    if (cells.codes.empty())
        return appendNumber(to, cells.numbers[row], bits);
    const std::int32_t code = cells.codes[row];
    if (code < 0)
        return appendLength(to, 0);
    const auto index = static_cast<std::size_t>(code);
    if (cells.pictures) {
        const auto pixels = cells.pictures->picture(index);
        appendLength(to, pixels.size());
        return append(to, pixels.data(), pixels.size());
    }
    const std::string &text = (*cells.dictionary)[index];
    appendLength(to, text.size());
    append(to, text.data(), text.size());
}

/// Bytes that a text or picture of the column may have.
std::size_t longestCell(const RawColumn &column, const RawCells &cells)
{
    if (column.type == ColumnType::Picture)
        return column.picture.bytes();
    std::size_t longest = 0;
    for (const std::string &text : *cells.dictionary)
        longest = std::max(longest, text.size());
    return longest;
}

std::string readLines(const RawColumn &column, const RawCells &cells, const std::string &field)
{
    if (column.asNumber)
        return "        if (fread(&input." + field + ", 4, 1, in) != 1) return 2;\n";
    const bool picture = column.type == ColumnType::Picture;
    const std::string buffer = "cell_" + field;
    return std::string("        static ") + (picture ? "unsigned char " : "char ") + buffer + '[' +
           std::to_string(longestCell(column, cells) + 1) +
           "];\n        if (fread(&length, sizeof length, 1, in) != 1 || length >= sizeof " +
           buffer + ")\n            return 2;\n        if (fread(" + buffer +
           ", 1, length, in) != length) return 2;\n        " + buffer +
           "[length] = 0;\n        input." + field + " = length ? " + buffer + " : 0;\n";
}

std::string answerLines(const Model &model, const CInterface &interface)
{
    const std::string number = interface.fixedPoint ? "int" : "float";
    if (model.schema().task == TaskKind::Regression)
        return "        { const " + number + " answer = " + interface.prefix +
               "_predict(&input);\n          fwrite(&answer, sizeof answer, 1, out); }\n";
    return "        { " + number + " probability[" + interface.macro + "_CLASSES];\n" +
           "          const int label = " + interface.prefix +
           "_predict(&input, probability);\n"
           "          if (strlen(" +
           interface.prefix +
           "_class_names[label]) > 1000000) return 3;\n"
           "          fwrite(&label, sizeof label, 1, out);\n"
           "          fwrite(probability, sizeof probability, 1, out); }\n";
}

/// A folder of its own, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name =
            (std::filesystem::temp_directory_path() / "leptune-check-XXXXXX").string();
        if (!mkdtemp(name.data()))
            throw Error(ErrorCode::Unwritable, name,
                        std::string("can't be made: ") + std::strerror(errno));
        m_path = name;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;
    std::string operator/(const std::string &name) const { return m_path + '/' + name; }
    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};

std::string findCompiler()
{
    for (const char *name : {"cc", "gcc", "clang"})
        if (const auto found = findProgram(name))
            return *found;
    return {};
}

[[noreturn]] void refuse(const Model &model, const std::string &what)
{
    throw Error(ErrorCode::Internal, model.name(), "the exported C program " + what);
}

ChildResult compiled(const std::string &compiler, const std::vector<std::string> &files,
                     const TemporaryFolder &folder, const std::stop_token &stop)
{
    std::vector<std::string> words{compiler, "-std=c99", "-O1", "-o", "check"};
    words.insert(words.end(), files.begin(), files.end());
    words.emplace_back("-lm");
    return runChild(words, folder.path(), kMostSeconds, stop);
}

/// Some compilers lack their headers or libraries.
bool canBuild(const std::string &compiler, const TemporaryFolder &folder,
              const std::stop_token &stop)
{
    writeFileAtomically(folder / "any.c",
                        std::string_view("#include <math.h>\n#include <stdio.h>\n#include "
                                         "<string.h>\nint main(void) { return 0; }\n"));
    return compiled(compiler, {"any.c"}, folder, stop).succeeded();
}

/// Numbers that a pair wrote.
void takeNumbers(const CInterface &interface, const std::uint8_t *from, std::vector<float> &to)
{
    std::memcpy(to.data(), from, to.size() * sizeof(float));
    if (!interface.fixedPoint)
        return;
    for (float &number : to)
        number = static_cast<float>(
            std::ldexp(std::bit_cast<std::int32_t>(number), -interface.fixedPoint->answerBits));
}

std::string check(const Model &model, const CInterface &interface, const CSources &sources,
                  const std::string &compiler, const std::stop_token &stop)
{
    const RawBatch rows = cCheckableRows(interface, drawRows(model, kComparedRows, 1));
    const TemporaryFolder folder;
    writeFileAtomically(folder / interface.header, sources.header);
    writeFileAtomically(folder / "model.c", sources.source);
    writeFileAtomically(folder / "main.c", cCheckProgram(model, interface, rows));
    writeFileAtomically(folder / "rows.bin", cCheckRows(model, interface, rows));
    const ChildResult built = compiled(compiler, {"main.c", "model.c"}, folder, stop);
    if (built.timedOut)
        return "compiling it takes more than a minute";
    if (!built.succeeded() && !canBuild(compiler, folder, stop))
        return compiler + " can't build programs here";
    if (!built.succeeded())
        refuse(model, "does not compile: " + built.output.substr(0, 400));
    const ChildResult ran = runChild({folder / "check"}, folder.path(), kMostSeconds, stop);
    if (ran.timedOut)
        return "answering 1,000 rows takes more than a minute";
    if (!ran.succeeded())
        refuse(model, "ended with status " + std::to_string(ran.status));
    const Prediction have =
        cCheckAnswers(model, interface, readWholeFile(folder / "answers.bin"), rows.rows);
    const std::string problem = cParityProblem(model, interface, rows, have);
    if (!problem.empty())
        refuse(model, "answers differently: " + problem);
    return {};
}

} // namespace

std::vector<std::uint8_t> cCheckRows(const Model &model, const CInterface &interface,
                                     const RawBatch &rows)
{
    const auto &fixed = interface.fixedPoint;
    std::vector<std::uint8_t> bytes;
    for (std::size_t row = 0; row < rows.rows; ++row)
        for (std::size_t i = 0; i < rows.columns.size(); ++i)
            if (model.schema().columns[i].used)
                appendCell(bytes, rows.columns[i], row,
                           fixed ? std::optional(fixed->columnBits[i]) : std::nullopt);
    return bytes;
}

std::string cCheckProgram(const Model &model, const CInterface &interface, const RawBatch &rows)
{
    std::string text = "#include \"" + interface.header +
                       "\"\n#include <stdio.h>\n#include <string.h>\n\nint main(void)\n{\n"
                       "    FILE *in = fopen(\"rows.bin\", \"rb\");\n"
                       "    FILE *out = fopen(\"answers.bin\", \"wb\");\n"
                       "    static " +
                       interface.prefix +
                       "_input input;\n    unsigned int length = 0;\n    int row;\n"
                       "    if (!in || !out) return 1;\n    (void)length;\n"
                       "    for (row = 0; row < " +
                       std::to_string(rows.rows) + "; ++row) {\n";
    for (std::size_t i = 0; i < interface.fields.size(); ++i)
        if (!interface.fields[i].empty())
            text += readLines(model.schema().columns[i], rows.columns[i], interface.fields[i]);
    return text + answerLines(model, interface) + "    }\n    return fclose(out) != 0;\n}\n";
}

Prediction cCheckAnswers(const Model &model, const CInterface &interface,
                         std::span<const std::uint8_t> answers, std::size_t rows)
{
    const bool regression = model.schema().task == TaskKind::Regression;
    const auto width = static_cast<std::size_t>(model.schema().outputs());
    const std::size_t bytes = (width + (regression ? 0 : 1)) * sizeof(float);
    if (answers.size() != rows * bytes)
        throw Error(ErrorCode::BadFormat, "answers.bin",
                    "it has " + std::to_string(answers.size()) + " bytes, not " +
                        std::to_string(rows * bytes));
    Prediction result;
    std::vector<float> values(width);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint8_t *at = answers.data() + row * bytes;
        if (!regression) {
            std::int32_t label = 0;
            std::memcpy(&label, at, sizeof label);
            result.labels.push_back(label);
            at += sizeof label;
        }
        takeNumbers(interface, at, values);
        std::vector<float> &to = regression ? result.numbers : result.probabilities.values;
        to.insert(to.end(), values.begin(), values.end());
    }
    if (!regression) {
        result.probabilities.rows = rows;
        result.probabilities.columns = width;
    }
    return result;
}

std::string checkWithCompiler(const Model &model, const CInterface &interface,
                              const CSources &sources, const std::stop_token &stop)
{
    const std::string compiler = findCompiler();
    if (compiler.empty())
        return "there is no C compiler on this computer";
    try {
        return check(model, interface, sources, compiler, stop);
    } catch (const Error &error) {
        // No room for temporary files, or they may not be run.
        if (error.code() == ErrorCode::Unwritable || error.code() == ErrorCode::Unsupported)
            return error.what();
        throw;
    }
}

} // namespace leptune
