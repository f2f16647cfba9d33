// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cpptext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

constexpr qsizetype lineWidth = 100;

QString escaped(uchar byte)
{
    const bool isPlain = byte >= 32 && byte < 127 && byte != '"' && byte != '\\' && byte != '?';
    if (isPlain)
        return QChar::fromLatin1(char(byte));
    // Three digits, or the next one would be taken for another.
    return u"\\%1"_s.arg(uint(byte), 3, 8, QChar(u'0'));
}

// A backslash at the end would put the next line into the comment, and so would two question marks and a slash in
// old versions of C++.
QString commentLine(const QString &indentation, QString text)
{
    while (text.endsWith(u'\\')
        || text.endsWith("?"
                         "?/"_L1)
        || text.endsWith(u' '))
        text.chop(1);
    return indentation + (text.isEmpty() ? u"//"_s : u"// "_s + text) + u'\n';
}

// As many items on each line as there is room for, beginning behind `line`.
QString filled(QString line, const QString &next, const QStringList &items,
    const QString &separator, const QString &tail)
{
    QString lines;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const bool isLast = i + 1 == items.size();
        const QString item = items[i] + (isLast ? tail : separator.trimmed());
        const bool isFirstOfLine = line == next || line.endsWith(u'(') || line.endsWith(u'{');
        const QString space = isFirstOfLine ? QString() : u" "_s;
        if ((line + space + item).size() <= lineWidth || line == next) {
            line += space + item;
            continue;
        }
        lines += line + u'\n';
        line = next + item;
    }
    return lines + line + u'\n';
}

} // namespace

bool isStringOfCpp(const QString &text)
{
    return !text.contains(QChar(0)) && text.isValidUtf16();
}

QString cppString(const QString &text)
{
    QString literal;
    for (const char byte : text.toUtf8())
        literal += escaped(uchar(byte));
    return u'"' + literal + u'"';
}

QString cppComment(const QString &text, const QString &indentation)
{
    const qsizetype room = lineWidth - indentation.size() - 3;
    QString lines;
    for (const QString &paragraph : text.trimmed().split(u'\n')) {
        QString line;
        for (const QString &word : paragraph.split(u' ', Qt::SkipEmptyParts)) {
            if (!line.isEmpty() && line.size() + 1 + word.size() > room) {
                lines += commentLine(indentation, line);
                line.clear();
            }
            line += (line.isEmpty() ? QString() : u" "_s) + word;
        }
        lines += commentLine(indentation, line);
    }
    return text.trimmed().isEmpty() ? QString() : lines;
}

QString cppLines(
    const QString &indentation, const QString &head, const QStringList &items, const QString &tail)
{
    const QString all = items.join(u", "_s);
    const QString first = indentation + head;
    if ((first + all + tail).size() <= lineWidth)
        return first + all + tail + u'\n';
    const QString next = indentation + step;
    if ((next + all + tail).size() <= lineWidth)
        return first + u'\n' + next + all + tail + u'\n';
    return filled(first, next, items, u", "_s, tail);
}

// It breaks Q_PROPERTY where nobody would.
QString cppFunction(const QString &indentation, const QString &result, const QString &name,
    const QStringList &parameters, const QString &tail)
{
    const QString head = result + u' ' + name + u'(';
    if ((indentation + head).size() <= lineWidth)
        return cppLines(indentation, head, parameters, tail);
    return indentation + result + u'\n' + cppLines(indentation, name + u'(', parameters, tail);
}

QString unformatted(const QString &lines, const QString &indentation)
{
    const auto isTooLong = [](const QString &line) { return line.size() > lineWidth; };
    if (std::ranges::none_of(lines.split(u'\n'), isTooLong))
        return lines;
    return indentation + u"// clang-format off\n"_s + lines + indentation
        + u"// clang-format on\n"_s;
}

QString cppCallWithList(const QString &head, const QString &argument, const QString &list,
    const QStringList &items, const QString &tail)
{
    const QString whole = list + items.join(u", "_s) + tail;
    if ((step + step + whole).size() <= lineWidth)
        return cppLines(step, head, {argument, whole}, {});
    return step + head + argument + u",\n"_s
        + filled(step + step + list, step + step + step, items, u", "_s, tail);
}

QString cppConjunction(
    const QString &indentation, const QString &head, const QStringList &terms, const QString &tail)
{
    QStringList items = terms;
    for (qsizetype i = 1; i < items.size(); ++i)
        items[i].prepend(u"&& "_s);
    return filled(indentation + head.trimmed(), indentation + step, items, {}, tail);
}

} // namespace Generator::Cpp
