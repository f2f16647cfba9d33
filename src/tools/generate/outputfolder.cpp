// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "outputfolder.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSet>

using namespace Qt::StringLiterals;

namespace Generator {

namespace {

// What is a file on all systems: Windows has devices that are called "con" or "aux.h".
bool isPlain(const QString &name)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}\\z"_s);
    static const QRegularExpression device(u"\\A(con|prn|aux|nul|com\\d|lpt\\d)(\\.|\\z)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return plain.match(name).hasMatch() && !device.match(name).hasMatch() && !name.endsWith(u'.');
}

bool isFileOrNothing(const QFileInfo &info)
{
    return !info.isSymbolicLink() && (!info.exists() || info.isFile());
}

// Why these cannot be the files of a folder; empty if they can.
QString problemOf(const QDir &folder, const std::vector<File> &files)
{
    QSet<QString> names;
    for (const File &file : files) {
        if (!isPlain(file.name))
            return u"\"%1\" is no name for a file"_s.arg(file.name);
        if (!isFileOrNothing(QFileInfo(folder.filePath(file.name))))
            return u"\"%1\" is there and is no file"_s.arg(folder.filePath(file.name));
        const QString folded = file.name.toLower();
        if (names.contains(folded))
            return u"there are two files \"%1\""_s.arg(file.name);
        names.insert(folded);
    }
    return {};
}

bool hasText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.size() == text.size() && file.open(QIODevice::ReadOnly) && file.readAll() == text;
}

} // namespace

std::variant<QStringList, Unwritten> writeInto(
    const QString &folder, const std::vector<File> &files)
{
    const QDir directory(folder);
    if (const QString problem = problemOf(directory, files); !problem.isEmpty())
        return Unwritten{problem};
    if (!directory.mkpath(u"."_s))
        return Unwritten{u"cannot make the folder \"%1\""_s.arg(folder)};
    QStringList written;
    for (const File &file : files) {
        const QString path = directory.filePath(file.name);
        if (hasText(path, file.text))
            continue;
        QSaveFile target(path);
        if (!target.open(QIODevice::WriteOnly) || target.write(file.text) != file.text.size()
            || !target.commit())
            return Unwritten{u"cannot write \"%1\": %2"_s.arg(path, target.errorString())};
        written.append(file.name);
    }
    return written;
}

} // namespace Generator
