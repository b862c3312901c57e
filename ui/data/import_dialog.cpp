// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_dialog.h"

#include "core/base/error.h"
#include "ui/data/import_preview.h"
#include "ui/data/import_words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace leptune {

namespace {

QString foundByItself(const QString &guessed)
{
    return ImportDialog::tr("Found by itself (%1)").arg(guessed);
}

/// The first entry leaves the guess to the reader and says what it was.
QComboBox *makeChoice(const char *name, const QString &guessed, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(QLatin1String(name));
    box->addItem(foundByItself(guessed), QVariant());
    return box;
}

void choose(QComboBox *box, const QVariant &value)
{
    const int index = box->findData(value);
    box->setCurrentIndex(value.isValid() && index >= 0 ? index : 0);
}

std::optional<char> chosenCharacter(const QComboBox *box)
{
    const QVariant value = box->currentData();
    return value.isValid() ? std::optional<char>(static_cast<char>(value.toInt())) : std::nullopt;
}

} // namespace

ImportDialog::ImportDialog(const QString &path, const ReadOptions &options,
                           const ImportReport &report, QWidget *parent)
    : QDialog(parent), m_options(options), m_report(report)
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("How the file is read"));
    auto *form = new QFormLayout;
    form->setSpacing(8);
    if (isTextFormat(report))
        buildText(form);
    else
        buildSheets(form);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(16);
    layout->addLayout(form);
    if (!path.isEmpty()) // before the buttons, for Tab
        addPreview(path);
    auto *note =
        new QLabel(tr("The file is read again with these settings. Types of single columns are "
                      "changed beside the table."),
                   this);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *read = buttons->addButton(tr("Read again"), QDialogButtonBox::AcceptRole);
    read->setObjectName(QStringLiteral("readAgain"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(note);
    layout->addWidget(buttons);
    if (!isTextFormat(report) && !path.isEmpty())
        listSheets(path);
}

/// Follows what is chosen.
void ImportDialog::addPreview(const QString &path)
{
    auto *preview = new ImportPreview(path, this);
    static_cast<QVBoxLayout *>(layout())->addWidget(preview, 1);
    for (const QComboBox *box : {m_separator, m_decimal, m_encoding, m_header, m_sheet})
        if (box)
            connect(box, &QComboBox::currentIndexChanged, preview,
                    [this, preview] { preview->read(options()); });
    if (m_header)
        connect(preview, &ImportPreview::headerFound, this, &ImportDialog::sayGuessedHeader);
    preview->read(m_options);
}

/// Another sheet or separator may lead to another guess.
void ImportDialog::sayGuessedHeader(bool hasHeader)
{
    if (!m_header->currentData().isValid())
        m_header->setItemText(0, foundByItself(headerWord(hasHeader)));
}

void ImportDialog::buildText(QFormLayout *form)
{
    const bool isArff = m_report.format == "ARFF"; // which settles the rest by itself
    if (!isArff)
        buildCells(form);
    buildEncoding(form);
    if (!isArff)
        buildHeader(form, tr("The first line"));
}

void ImportDialog::buildCells(QFormLayout *form)
{
    m_separator = makeChoice("importSeparator", separatorWord(m_report.separator), this);
    for (const char separator : {',', ';', '\t', '|', ' '})
        m_separator->addItem(separatorWord(separator), static_cast<int>(separator));
    choose(m_separator,
           m_options.separator ? QVariant(static_cast<int>(*m_options.separator)) : QVariant());
    form->addRow(tr("Cells are separated by"), m_separator);

    m_decimal = makeChoice("importDecimal", decimalWord(m_report.decimal), this);
    for (const char decimal : {'.', ','})
        m_decimal->addItem(decimalWord(decimal), static_cast<int>(decimal));
    choose(m_decimal,
           m_options.decimal ? QVariant(static_cast<int>(*m_options.decimal)) : QVariant());
    form->addRow(tr("Numbers have a"), m_decimal);
}

void ImportDialog::buildEncoding(QFormLayout *form)
{
    m_encoding = makeChoice("importEncoding", QString::fromStdString(m_report.encoding), this);
    for (const char *encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "ISO-8859-1",
                                 "windows-1252", "windows-1251", "Shift_JIS", "Big5", "EUC-KR"})
        m_encoding->addItem(QLatin1String(encoding), QLatin1String(encoding));
    choose(m_encoding, m_options.encoding.empty()
                           ? QVariant()
                           : QVariant(QString::fromStdString(m_options.encoding)));
    form->addRow(tr("Letters are encoded as"), m_encoding);
}

void ImportDialog::buildHeader(QFormLayout *form, const QString &label)
{
    m_header = makeChoice("importHeader", headerWord(m_report.hasHeader), this);
    for (const bool header : {true, false})
        m_header->addItem(headerWord(header), header);
    choose(m_header, m_options.hasHeader ? QVariant(*m_options.hasHeader) : QVariant());
    form->addRow(label, m_header);
}

void ImportDialog::buildSheets(QFormLayout *form)
{
    m_sheet = new QComboBox(this);
    m_sheet->setObjectName(QStringLiteral("importSheet"));
    m_sheet->setEnabled(false);
    form->addRow(tr("Sheet or table"), m_sheet);
    if (m_report.format == "Excel") // the tables of a database have names for their columns
        buildHeader(form, tr("The first row"));
}

void ImportDialog::listSheets(const QString &path)
{
    m_listing.run([this, path](std::stop_token) -> Background::Deliver {
        std::vector<std::string> names;
        try {
            names = tablesIn(path.toStdString());
        } catch (const std::exception &) {
            return {}; // reading the file said already what is wrong with it
        }
        return [this, names] {
            for (const std::string &name : names)
                m_sheet->addItem(QString::fromStdString(name));
            const std::string current = m_options.sheet.empty() ? m_options.table : m_options.sheet;
            m_sheet->setCurrentIndex(
                std::max(0, m_sheet->findText(QString::fromStdString(current))));
            m_sheet->setEnabled(!names.empty());
        };
    });
}

ReadOptions ImportDialog::options() const
{
    ReadOptions options = m_options;
    if (m_separator) {
        options.separator = chosenCharacter(m_separator);
        options.decimal = chosenCharacter(m_decimal);
    }
    if (m_encoding)
        options.encoding = m_encoding->currentData().toString().toStdString();
    if (m_header) {
        const QVariant header = m_header->currentData();
        options.hasHeader = header.isValid() ? std::optional<bool>(header.toBool()) : std::nullopt;
    }
    if (m_sheet && m_sheet->isEnabled()) {
        const std::string name = m_sheet->currentText().toStdString();
        (m_report.format == "SQLite" ? options.table : options.sheet) = name;
    }
    return options;
}

} // namespace leptune
