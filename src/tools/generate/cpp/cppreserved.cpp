// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cpptext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

constexpr auto keywords =
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t "
    "char8_t class co_await co_return co_yield compl concept const const_cast consteval constexpr "
    "constinit continue decltype default delete do double dynamic_cast else enum explicit export "
    "extern false final float for friend goto if import inline int long module mutable namespace "
    "new noexcept not not_eq nullptr operator or or_eq override private protected public register "
    "reinterpret_cast requires return short signed sizeof static static_assert static_cast struct "
    "switch template this thread_local throw true try typedef typeid typename typeof union "
    "unsigned using "
    "virtual void volatile wchar_t while xor xor_eq";

constexpr auto macros =
    "emit foreach forever signals slots "
    "BUFSIZ CHAR_BIT DELETE DOMAIN EOF ERROR EXIT_FAILURE EXIT_SUCCESS FALSE IN INFINITY NAN NULL "
    "OPTIONAL OUT OVERFLOW RAND_MAX TRUE UNDERFLOW WEOF assert errno far huge interface linux "
    "major "
    "makedev max min minor near offsetof setjmp small stderr stdin stdout unix "
    "alloca be16toh be32toh be64toh htobe16 htobe32 htobe64 htole16 htole32 htole64 le16toh "
    "le32toh "
    "le64toh qCritical qDebug qFatal qInfo qMove qPrintable qUtf8Printable qWarning strdupa "
    "strndupa "
    "timeradd timerclear timercmp timerisset timersub va_arg va_copy va_end va_start";

constexpr auto types =
    "qint8 quint8 qint16 quint16 quint32 qint64 quint64 "
    "Qt QBindable QByteArray QDate QDateTime QFlags QJsonArray QJsonObject QJsonValue QList "
    "QMap QMetaMethod QMetaObject QMetaType QObject QPair QPointer QPrivateSignal QString "
    "QStringList "
    "QtGadgetHelper QThread QTime QUrl QUuid QVariant QVariantList QVariantMap QtPrivate "
    "WebSocketRpc std";

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

const QSet<QString> &cppHelperTypes()
{
    static const QSet<QString> all{
        u"Followed"_s, u"Given"_s, u"Members"_s, u"Private"_s, u"Signal"_s, u"T"_s};
    return all;
}

bool mayBeMacro(const QString &name)
{
    static const QRegularExpression capitals(u"^[A-Z][0-9_]*[A-Z][A-Z0-9_]*$"_s);
    return capitals.match(name).hasMatch();
}

bool hidesSystemHeader(const QString &className)
{
    static const QStringList headers =
        u"algorithm alloca any aio ar argp argz array assert atomic barrier bit bitset byteswap "
        "cassert ccomplex cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale "
        "cmath "
        "codecvt compare complex concepts cpio crypt csetjmp csignal cstdarg cstddef cstdint "
        "cstdio "
        "cstdlib cstring ctgmath ctime ctype cuchar cwchar cwctype deque dirent dlfcn elf endian "
        "envz "
        "errno error exception execinfo expected fcntl features fenv filesystem float fnmatch "
        "format "
        "forward_list fstream fstab ftw functional future generator getopt glob gconv grp iconv "
        "ifaddrs initializer_list inttypes iomanip ios iosfwd iostream istream iterator langinfo "
        "latch libgen libintl limits link list locale malloc map math mcheck memory mntent "
        "monetary "
        "mutex netdb new nl_types numbers numeric obstack optional ostream paths poll print printf "
        "pthread pty pwd queue random ranges ratio regex regexp resolv sched scoped_allocator "
        "search "
        "semaphore set setjmp sgtty shadow signal source_location span spawn sstream stack "
        "stacktrace stdalign stdarg stdatomic stdbool stddef stdexcept stdfloat stdint stdio "
        "stdlib "
        "stop_token streambuf string string_view strings stropts syncstream syscall sysexits "
        "syslog "
        "system_error tar termio termios tgmath thread threads time ttyent tuple type_traits "
        "typeindex typeinfo uchar ucontext ulimit unistd unordered_map unordered_set ustat utility "
        "utime utmp utmpx valarray values variant vector version wait wchar wctype windows winsock "
        "wordexp"_s.split(u' ');
    return headers.contains(className.toLower());
}

bool isClassName(const QString &name)
{
    return !cppReserved().contains(name) && !cppHelperTypes().contains(name)
        && !(mayBeMacro(name) && name.contains(u'_')) && !name.startsWith(u'_') && name != u"SLOT"
        && name != u"SIGNAL" && name != u"METHOD" && !hidesSystemHeader(name);
}

} // namespace Generator::Cpp
