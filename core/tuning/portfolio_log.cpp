// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/portfolio_log.h"

#include "core/base/atomic_file.h"
#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/metalearn/json_fields.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace leptune {

namespace {

using fields::Json;

struct Header {
    char magic[4] = {'L', 'P', 'O', '1'};
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    std::uint32_t crc = 0;
};

std::span<const std::uint8_t> bytesOf(const std::vector<float> &values)
{
    return {reinterpret_cast<const std::uint8_t *>(values.data()), values.size() * sizeof(float)};
}

void writeMatrix(const std::string &path, const FloatMatrix &matrix)
{
    Header header;
    header.rows = static_cast<std::uint32_t>(matrix.rows);
    header.columns = static_cast<std::uint32_t>(matrix.columns);
    header.crc = crc32(bytesOf(matrix.values));
    std::vector<std::uint8_t> bytes(sizeof header);
    std::memcpy(bytes.data(), &header, sizeof header);
    const auto cells = bytesOf(matrix.values);
    bytes.insert(bytes.end(), cells.begin(), cells.end());
    writeFileAtomically(path, bytes);
}

std::optional<FloatMatrix> readMatrix(const std::string &path)
{
    std::vector<std::uint8_t> bytes;
    try {
        bytes = readWholeFile(path);
    } catch (const Error &) {
        return std::nullopt;
    }
    Header header;
    if (bytes.size() < sizeof header)
        return std::nullopt;
    std::memcpy(&header, bytes.data(), sizeof header);
    const std::uint64_t cells = std::uint64_t{header.rows} * header.columns;
    if (std::memcmp(header.magic, Header().magic, sizeof header.magic) != 0 ||
        (bytes.size() - sizeof header) / sizeof(float) != cells)
        return std::nullopt;
    FloatMatrix matrix(header.rows, header.columns);
    std::memcpy(matrix.values.data(), bytes.data() + sizeof header, cells * sizeof(float));
    return crc32(bytesOf(matrix.values)) == header.crc ? std::optional(matrix) : std::nullopt;
}

Json rowJson(const std::string &table, const MeasuredRow &row)
{
    return {{"row", table},       {"candidate", fields::candidateJson(row.candidate)},
            {"state", row.state}, {"reason", row.reason},
            {"score", row.score}, {"seconds", row.seconds}};
}

MeasuredRow rowFrom(const Json &json)
{
    MeasuredRow row;
    row.candidate = fields::candidateFrom(json.at("candidate"), "row");
    row.state = json.at("state").get<std::string>();
    row.reason = json.at("reason").get<std::string>();
    row.score = json.at("score").is_number() ? json.at("score").get<double>() : 0.0;
    row.seconds = json.at("seconds").get<double>();
    return row;
}

} // namespace

const MeasuredRow *PortfolioLog::Table::find(const PortfolioCandidate &candidate) const
{
    const auto found = std::ranges::find(rows, candidate, &MeasuredRow::candidate);
    return found == rows.end() ? nullptr : &*found;
}

void PortfolioLog::Table::put(MeasuredRow row)
{
    const auto found = std::ranges::find(rows, row.candidate, &MeasuredRow::candidate);
    if (found == rows.end())
        rows.push_back(std::move(row));
    else
        *found = std::move(row);
}

PortfolioLog::PortfolioLog(const std::string &path, const std::string &settings)
    : m_path(path + ".rows"),
      m_folder(path + ".oof"),
      m_lock(path + ".lock", FileLock::Kind::Alone, 0.0)
{
    requireWritable(m_path);
    if (!m_lock.held())
        throw Error(ErrorCode::BadInput, m_path, "another program is writing it");
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error)
        throw Error(ErrorCode::Unwritable, m_folder, "can't be made: " + error.message());
    load(settings);
}

void PortfolioLog::load(const std::string &settings)
{
    std::error_code error;
    if (!std::filesystem::exists(m_path) || std::filesystem::file_size(m_path, error) == 0) {
        append(fields::textOf(Json{{"settings", settings}}));
        return;
    }
    const std::vector<std::uint8_t> bytes = readWholeFile(m_path);
    bool first = true;
    for (auto begin = bytes.begin(); begin != bytes.end();) {
        const auto end = std::find(begin, bytes.end(), '\n');
        const Json json = Json::parse(begin, end, nullptr, false);
        begin = end == bytes.end() ? end : end + 1;
        try {
            if (std::exchange(first, false)) {
                if (!json.is_object() || json.value("settings", std::string()) != settings)
                    throw Error(ErrorCode::BadInput, m_path,
                                "it was begun with other settings (wanted " + settings +
                                    "); give another --output or remove it");
            } else if (json.is_object() && json.contains("table")) {
                MeasuredTable head = fields::tableFrom(json["table"], 0, m_path);
                m_tables[head.name] = {head, {}};
            } else if (json.is_object() && json.contains("row")) {
                MeasuredRow row = rowFrom(json);
                Table &table = m_tables.at(json["row"].get<std::string>());
                table.put(std::move(row));
            }
        } catch (const Error &error) {
            if (error.code() != ErrorCode::BadFormat)
                throw;
        } catch (const std::exception &) {
            // Half a line of a killed run: what it told is measured again.
        }
    }
    if (!bytes.empty() && bytes.back() != '\n')
        append("");
}

void PortfolioLog::append(const std::string &line)
{
    errno = 0;
    const int descriptor = open(m_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    const off_t before = descriptor >= 0 ? lseek(descriptor, 0, SEEK_END) : -1;
    const std::string text = line + "\n";
    const bool written =
        before >= 0 &&
        write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        fdatasync(descriptor) == 0;
    const int error = errno == 0 ? ENOSPC : errno; // a short write sets none
    if (!written && before >= 0 && ftruncate(descriptor, before) != 0)
        throw Error(ErrorCode::Unwritable, m_path, "can't be written, and half a line is left");
    if (descriptor >= 0)
        close(descriptor);
    if (!written)
        throw Error(ErrorCode::Unwritable, m_path,
                    std::string("can't be written: ") + std::strerror(error));
}

std::string PortfolioLog::fileOf(const Table &table, const std::string &key) const
{
    const std::uint64_t id =
        hash64(table.head.name + "\n" + std::to_string(table.head.hash) + "\n" + key);
    char name[32];
    std::snprintf(name, sizeof name, "/%016llx.f32", static_cast<unsigned long long>(id));
    return m_folder + name;
}

double PortfolioLog::seconds() const
{
    double sum = 0.0;
    for (const auto &[name, table] : m_tables)
        for (const MeasuredRow &row : table.rows)
            sum += row.seconds;
    return sum;
}

void PortfolioLog::addTable(const MeasuredTable &head, const Target &truth)
{
    if (const auto found = m_tables.find(head.name);
        found != m_tables.end() && found->second.head.hash == head.hash)
        return;
    Table table{head, {}};
    FloatMatrix values(truth.values.size(), 1);
    values.values = truth.values;
    writeMatrix(fileOf(table, "truth"), values);
    append(fields::textOf(Json{{"table", fields::tableJson(head)}}));
    m_tables[head.name] = std::move(table);
}

void PortfolioLog::addRow(const std::string &table, const MeasuredRow &row,
                          const FloatMatrix &prediction)
{
    Table &known = m_tables.at(table);
    if (row.isScored())
        writeMatrix(fileOf(known, row.candidate.text()), prediction);
    append(fields::textOf(rowJson(table, row)));
    known.put(row);
}

std::optional<Target> PortfolioLog::truth(const std::string &name) const
{
    const Table &table = m_tables.at(name);
    auto values = readMatrix(fileOf(table, "truth"));
    if (!values || values->columns != 1)
        return std::nullopt;
    Target target;
    target.task = table.head.features.task;
    for (std::size_t label = 0; label < table.head.shape.classes; ++label)
        target.classes.push_back(std::to_string(label));
    target.positive = target.task == TaskKind::Binary ? 1 : -1;
    target.values = std::move(values->values);
    for (const float value : target.values)
        if (target.isClassification() &&
            !(value >= 0.0F && value < static_cast<float>(target.classes.size())))
            return std::nullopt;
    return target;
}

std::optional<FloatMatrix> PortfolioLog::prediction(const std::string &name,
                                                    const PortfolioCandidate &candidate) const
{
    const Table &table = m_tables.at(name);
    auto matrix = readMatrix(fileOf(table, candidate.text()));
    const std::size_t outputs = std::max<std::size_t>(1, table.head.shape.classes);
    return matrix && matrix->columns == outputs ? matrix : std::nullopt;
}

} // namespace leptune
