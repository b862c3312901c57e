// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/picture_field.h"

#include "core/data/pictures/resize_picture.h"
#include "core/data/read_table.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/file_places.h"
#include "ui/shared/picture_image.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QPixmap>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace leptune {

namespace {

constexpr QSize kBox(240, 240);

/// Of the formats that are read.
const QStringList &pictureSuffixes()
{
    static const QStringList suffixes{QStringLiteral("png"), QStringLiteral("jpg"),
                                      QStringLiteral("jpeg"), QStringLiteral("bmp")};
    return suffixes;
}

/// That of a row alone, for an answer must not carry all pictures of the data along; none where it
/// is missing.
PictureBlock pictureOf(const Column &pictures, std::size_t row, PictureShape shape)
{
    const PictureBlock &all = *pictures.pictures();
    PictureBlock one{shape, {}, {}};
    if (pictures.isMissing(row))
        return one;
    one.pixels.resize(shape.bytes());
    resizePixels(all.picture(static_cast<std::size_t>(pictures.codes()[row])), all.shape, shape,
                 one.pixels);
    one.names = {pictures.text(row)};
    return one;
}

/// Empty where the file holds no single picture. Throws what readTable() does.
std::optional<PictureBlock> readPicture(const QString &path, PictureShape shape,
                                        std::stop_token stop)
{
    ReadOptions options;
    options.pictures = shape;
    options.stop = std::move(stop);
    const Table table = readTable(path.toStdString(), options).table;
    const Column *pictures = pictureColumn(table);
    if (!pictures || table.rows() != 1 || pictures->isMissing(0))
        return std::nullopt;
    return pictureOf(*pictures, 0, shape);
}

} // namespace

PictureField::PictureField(const std::string &column, PictureShape shape, QWidget *parent)
    : QWidget(parent), m_column(column), m_shape(shape), m_picture(new QLabel(this))
{
    const QString name = QString::fromStdString(column);
    m_picture->setAccessibleName(name);
    auto *choose = new QPushButton(tr("Another &picture…"), this);
    choose->setObjectName(QStringLiteral("choosePicture"));
    choose->setAccessibleName(tr("Another picture for %1").arg(name));
    choose->setToolTip(tr("Choose the file of a picture, or drop it here"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_picture);
    layout->addWidget(choose, 0, Qt::AlignLeft);
    setFocusProxy(choose);
    setAcceptDrops(true);
    connect(choose, &QPushButton::clicked, this, &PictureField::choose);
    showPicture();
}

QString PictureField::pictureFile(const QMimeData &data)
{
    if (!data.hasUrls() || !data.urls().constFirst().isLocalFile())
        return {};
    const QString path = data.urls().constFirst().toLocalFile();
    return pictureSuffixes().contains(QFileInfo(path).suffix().toLower()) ? path : QString();
}

void PictureField::showCell(const Column &pictures, std::size_t row)
{
    m_cell = pictureOf(pictures, row, m_shape);
    forgetFile();
}

void PictureField::forgetFile()
{
    m_reading.cancel();
    m_file.reset();
    m_problem.clear();
    showPicture();
}

Column PictureField::rows() const
{
    PictureBlock both = m_cell ? *m_cell : *m_file;
    std::vector<std::int32_t> codes(2, both.count() > 0 ? 0 : -1);
    if (m_cell && m_file) {
        codes[1] = static_cast<std::int32_t>(both.count());
        both.pixels.insert(both.pixels.end(), m_file->pixels.begin(), m_file->pixels.end());
        both.names.insert(both.names.end(), m_file->names.begin(), m_file->names.end());
    }
    return Column::pictures(m_column, std::move(codes),
                            std::make_shared<const PictureBlock>(std::move(both)));
}

void PictureField::readFile(const QString &path)
{
    m_reading.run([this, path, shape = m_shape](std::stop_token stop) -> Background::Deliver {
        try {
            return [this, path, file = readPicture(path, shape, std::move(stop))] {
                take(file,
                     file ? QString()
                          : tr("“%1” does not hold one picture").arg(QFileInfo(path).fileName()));
            };
        } catch (...) {
            return [this, words = describeError(std::current_exception())] {
                take(std::nullopt, words.text);
            };
        }
    });
}

void PictureField::take(std::optional<PictureBlock> file, const QString &problem)
{
    if (file)
        m_file = std::move(file);
    m_problem = problem;
    showPicture();
    Q_EMIT edited();
}

void PictureField::choose()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Choose a picture"), fileFolder(),
        tr("Pictures (%1);;All files (*)")
            .arg(QLatin1String("*.") + pictureSuffixes().join(QLatin1String(" *."))));
    if (!path.isEmpty())
        readFile(path);
}

void PictureField::showPicture()
{
    const PictureBlock *shown = m_file ? &*m_file : m_cell ? &*m_cell : nullptr;
    const bool isThere = shown && shown->count() > 0;
    m_picture->setPixmap(isThere ? QPixmap::fromImage(thumbnail(*shown, 0, kBox)) : QPixmap());
    m_picture->setToolTip(isThere ? QString::fromStdString(shown->names.front()) : QString());
    if (!isThere)
        m_picture->setText(shown ? tr("missing") : tr("Choose a picture, or drop one here."));
}

void PictureField::dragEnterEvent(QDragEnterEvent *event)
{
    if (!pictureFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PictureField::dropEvent(QDropEvent *event)
{
    readFile(pictureFile(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace leptune
