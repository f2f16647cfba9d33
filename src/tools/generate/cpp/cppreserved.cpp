// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cpptext.h"

namespace Generator::Cpp {

namespace {

constexpr auto keywords =
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t "
    "char8_t class co_await co_return co_yield compl concept const const_cast consteval constexpr "
    "constinit continue decltype default delete do double dynamic_cast else enum explicit export "
    "extern false final float for friend goto if import inline int long module mutable namespace "
    "new noexcept not not_eq nullptr operator or or_eq override private protected public register "
    "reinterpret_cast requires return short signed sizeof static static_assert static_cast struct "
    "switch template this thread_local throw true try typedef typeid typename union unsigned using "
    "virtual void volatile wchar_t while xor xor_eq";

constexpr auto macros =
    "emit foreach forever signals slots "
    "BUFSIZ CHAR_BIT DELETE DOMAIN EOF ERROR EXIT_FAILURE EXIT_SUCCESS FALSE IN INFINITY NAN NULL "
    "OPTIONAL OUT OVERFLOW RAND_MAX TRUE UNDERFLOW WEOF assert errno far huge interface linux "
    "major "
    "makedev max min minor near offsetof setjmp small stderr stdin stdout unix";

constexpr auto types =
    "qint8 quint8 qint16 quint16 quint32 qint64 quint64 "
    "Qt QBindable QByteArray QDate QDateTime QJsonArray QJsonObject QJsonValue QList "
    "QMap QMetaMethod QMetaType QObject QPair QPointer QString QStringList QThread "
    "QTime QUrl QUuid QVariant QVariantList QVariantMap QtPrivate WebSocketRpc std";

} // namespace

// Of generated code as well.
const QSet<QString> &cppReserved()
{
    static const QSet<QString> all = [] {
        QSet<QString> words;
        for (const char *const some : {keywords, macros, types}) {
            for (const QString &word : QString::fromLatin1(some).split(QLatin1Char(' ')))
                words.insert(word);
        }
        return words;
    }();
    return all;
}

} // namespace Generator::Cpp
