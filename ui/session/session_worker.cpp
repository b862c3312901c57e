// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_worker.h"

#include "core/base/error.h"

#include <QFileInfo>

#include <utility>

namespace leptune {

namespace {

std::string fileName(const QString &path)
{
    return path.toStdString(); // paths are UTF-8 on the systems we run on
}

std::shared_ptr<const Table> shared(Table table)
{
    return std::make_shared<const Table>(std::move(table));
}

/// Of a database that holds several, where none was named.
std::vector<std::string> tablesToChoose(const std::string &path, const ReadOptions &options)
{
    if (!options.table.empty() || !options.query.empty())
        return {};
    try {
        std::vector<std::string> names = tablesIn(path);
        return names.size() > 1 ? names : std::vector<std::string>{};
    } catch (const Error &) {
        return {}; // the first problem is told
    }
}

/// The report of rows that come from a project's own copy.
ImportReport copyReport(const Table &table)
{
    ImportReport report;
    report.rows = table.rows();
    report.columns = table.columns();
    report.format = "Leptune";
    return report;
}

} // namespace

Session::Loaded Session::Worker::loadFile(const QString &path, ReadOptions options,
                                          std::stop_token stop)
{
    Loaded loaded;
    loaded.dataPath = QFileInfo(path).absoluteFilePath();
    loaded.options = options;
    try {
        options.stop = std::move(stop);
        ReadResult result = readTable(fileName(loaded.dataPath), options);
        loaded.table = shared(std::move(result.table));
        loaded.report = std::move(result.report);
    } catch (const Error &error) {
        loaded.problem = std::current_exception();
        if (error.code() == ErrorCode::BadOption)
            loaded.tables = tablesToChoose(fileName(loaded.dataPath), options);
    } catch (...) {
        loaded.problem = std::current_exception();
    }
    return loaded;
}

Session::Loaded Session::Worker::loadText(std::string text, ReadOptions options,
                                          std::stop_token stop)
{
    Loaded loaded;
    loaded.options = options;
    loaded.pasted = std::move(text);
    try {
        options.stop = std::move(stop);
        ReadResult result = readPastedText(loaded.pasted, options);
        loaded.table = shared(std::move(result.table));
        loaded.report = std::move(result.report);
    } catch (...) {
        loaded.problem = std::current_exception();
    }
    return loaded;
}

Session::Loaded Session::Worker::loadProjectFile(const QString &path, std::stop_token stop)
{
    Loaded loaded;
    try {
        Project project = loadProject(fileName(path));
        if (!project.table && !project.data.path.empty())
            loaded = loadFile(QString::fromStdString(project.data.path), project.data.options,
                              std::move(stop));
        loaded.options = project.data.options;
        loaded.dataPath = QString::fromStdString(project.data.path);
        if (project.table) {
            loaded.table = shared(std::move(*project.table));
            loaded.report = copyReport(*loaded.table);
        }
        loaded.study = std::move(project.study);
        loaded.projectPath = QFileInfo(path).absoluteFilePath();
        loaded.notes = QString::fromStdString(project.notes);
        loaded.history = std::move(project.history);
    } catch (...) {
        loaded.problem = std::current_exception();
    }
    return loaded;
}

Column Session::Worker::readAsClasses(const std::string &column, const QString &path,
                                      const std::string &pasted, ReadOptions options,
                                      std::stop_token stop)
{
    options.types[column] = ColumnType::Categorical;
    options.only = {column};
    options.stop = std::move(stop);
    const ReadResult result =
        path.isEmpty() ? readPastedText(pasted, options) : readTable(fileName(path), options);
    return result.table.column(column);
}

} // namespace leptune
