// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "nearestname.h"

#include <algorithm>
#include <numeric>

namespace Api {

namespace {

constexpr qsizetype longest = 200; // of the names that are compared

// Levenshtein's: how many characters are to be changed, put in or left out. Letters of another case are the same.
qsizetype distance(const QString &left, const QString &right)
{
    std::vector<qsizetype> row(std::size_t(right.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < left.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const bool isSame = left[i].toCaseFolded() == right[qsizetype(j) - 1].toCaseFolded();
            const qsizetype changed = diagonal + (isSame ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

// Of what is written without the prefix of an object, or in snake_case.
QString reduced(const QString &name)
{
    return name.section(u'.', -1).remove(u'_');
}

} // namespace

QStringList namesIn(const Document &document)
{
    QStringList names;
    const auto add = [&names](const auto &members) {
        for (const auto &member : members)
            names.append(member.name);
    };
    add(document.methods);
    add(document.signalList);
    add(document.properties);
    add(document.models);
    return names;
}

QString nearestName(const QString &written, const QStringList &names)
{
    if (written.size() > longest)
        return {};
    QString nearest;
    qsizetype least = std::max<qsizetype>(written.size() / 3, 1) + 1; // more is another name
    for (const QString &name : names) {
        if (name.size() > longest)
            continue;
        const bool isSame = reduced(written).compare(reduced(name), Qt::CaseInsensitive) == 0;
        const qsizetype found =
            isSame ? std::min<qsizetype>(distance(written, name), 1) : distance(written, name);
        if (found < least) {
            least = found;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace Api
