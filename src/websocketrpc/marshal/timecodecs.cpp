// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "schemas_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qdebug.h>
#include <QtCore/qtimezone.h>

#include <charconv>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

// Takes ISO 8601's extended forms apart; Qt's own parser lets much else pass.
class IsoScanner
{
public:
    explicit IsoScanner(std::string_view text) : m_rest(text) { }

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

    bool skip(char expected)
    {
        if (!m_rest.starts_with(expected))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    std::optional<int> number(std::size_t digits)
    {
        const std::size_t available = countDigits();
        if (available < digits)
            return {};
        int value = 0;
        std::from_chars(m_rest.data(), m_rest.data() + digits, value);
        m_rest.remove_prefix(digits);
        return value;
    }

    std::optional<QDate> date()
    {
        const auto year = number(4);
        if (!year || !skip('-'))
            return {};
        const auto month = number(2);
        if (!month || !skip('-'))
            return {};
        const auto day = number(2);
        if (!day || !QDate::isValid(*year, *month, *day))
            return {};
        return QDate(*year, *month, *day);
    }

    std::optional<QTime> time()
    {
        const auto hour = number(2);
        if (!hour || !skip(':'))
            return {};
        const auto minute = number(2);
        if (!minute)
            return {};
        int second = 0;
        int milliseconds = 0;
        if (skip(':')) {
            const auto seconds = number(2);
            if (!seconds)
                return {};
            second = *seconds;
            const auto fraction = skip('.') ? fractionOfSecond() : 0;
            if (!fraction)
                return {};
            milliseconds = *fraction;
        }
        if (!QTime::isValid(*hour, *minute, second, milliseconds))
            return {};
        return QTime(*hour, *minute, second, milliseconds);
    }

    // In seconds east of Greenwich.
    std::optional<int> offset()
    {
        const bool west = m_rest.starts_with('-');
        if (!skip('+') && !skip('-'))
            return {};
        const auto hours = number(2);
        if (!hours || !skip(':'))
            return {};
        const auto minutes = number(2);
        if (!minutes || !QTime::isValid(*hours, *minutes, 0))
            return {};
        const int seconds = (*hours * 60 + *minutes) * 60;
        return west ? -seconds : seconds;
    }

private:
    [[nodiscard]] std::size_t countDigits() const
    {
        return std::min(m_rest.find_first_not_of("0123456789"), m_rest.size());
    }

    // What is finer than a millisecond is cut off, as QTime cannot hold it.
    std::optional<int> fractionOfSecond()
    {
        const std::size_t digits = countDigits();
        if (digits == 0)
            return {};
        int milliseconds = 0;
        for (std::size_t i = 0; i < 3; ++i)
            milliseconds = milliseconds * 10 + (i < digits ? m_rest[i] - '0' : 0);
        m_rest.remove_prefix(digits);
        return milliseconds;
    }

    std::string_view m_rest;
};

std::optional<QDate> dateFrom(std::string_view text)
{
    IsoScanner scanner(text);
    const std::optional<QDate> date = scanner.date();
    return scanner.atEnd() ? date : std::nullopt;
}

std::optional<QTime> timeFrom(std::string_view text)
{
    IsoScanner scanner(text);
    const std::optional<QTime> time = scanner.time();
    return scanner.atEnd() ? time : std::nullopt;
}

QDateTime atOffset(QDate date, QTime time, int secondsAheadOfUtc)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QDateTime(date, time, QTimeZone::fromSecondsAheadOfUtc(secondsAheadOfUtc));
#else
    return QDateTime(date, time, Qt::OffsetFromUTC, secondsAheadOfUtc);
#endif
}

// A time without a zone is local time, which need not exist on the day the clocks change: depending
// on its version, Qt makes it invalid or moves it.
std::optional<QDateTime> dateTimeFrom(std::string_view text)
{
    IsoScanner scanner(text);
    const std::optional<QDate> date = scanner.date();
    if (!date || !scanner.skip('T'))
        return {};
    const std::optional<QTime> time = scanner.time();
    if (!time)
        return {};
    QDateTime result(*date, *time);
    if (scanner.skip('Z')) {
        result = atOffset(*date, *time, 0);
    } else if (!scanner.atEnd()) {
        const std::optional<int> offset = scanner.offset();
        if (!offset)
            return {};
        result = atOffset(*date, *time, *offset);
    }
    if (!scanner.atEnd() || !result.isValid() || result.time() != *time)
        return {};
    return result;
}

// ISO 8601 has no offsets with seconds, which local times of the 19th century have.
QDateTime withWritableZone(const QDateTime &dateTime)
{
    const int offset = dateTime.offsetFromUtc();
    if (dateTime.timeSpec() == Qt::UTC || offset % 60 != 0)
        return dateTime.toUTC();
    return dateTime.toOffsetFromUtc(offset);
}

// Regular expressions of ECMA-262 for what IsoScanner takes, except for the hours that do not exist where clocks
// change.
QString datePattern()
{
    const QString leapYear =
        u"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"_s;
    return u"(?!0000)(?:[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
           "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|%1-02-29)"_s.arg(leapYear);
}

QString timePattern()
{
    return u"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]+)?)?"_s;
}

QString dateTimePattern()
{
    return datePattern() + u'T' + timePattern() + u"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?"_s;
}

// Dates and times are strings; the null ones, which are Qt's way to say "none", are null.
template<typename T, std::optional<T> (*parse)(std::string_view), Qt::DateFormat format>
class TimeCodec final : public Codec
{
public:
    TimeCodec(const QString &expected, QString (*pattern)())
        : m_expected(expected)
        , m_pattern(pattern)
    {
    }

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        const std::optional<T> value = parsed(in);
        if (!value)
            return mismatch(m_expected, in);
        *static_cast<T *>(out) = *value;
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        const T &value = *static_cast<const T *>(in);
        if (!value.isValid()) {
            out.writeNull();
            return {};
        }
        const QString text = spelling(value);
        if (text.isEmpty())
            return mismatch(u"a year from 0 to 9999"_s, QDebug::toString(value));
        out.writeString(text);
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        return parsed(in) ? Fit::Widening : Fit::None;
    }
    QString expected() const override { return m_expected; }
    QJsonObject schema(Schemas &) const override
    {
        return orNull(patternSchema(u'^' + m_pattern() + u'$', QMetaType::fromType<T>().name()));
    }

private:
    static std::optional<T> parsed(const JsonValue &in)
    {
        if (in.isNull())
            return T();
        return in.isString() ? parse(in.toString()) : std::nullopt;
    }
    static QString spelling(const T &value)
    {
        if constexpr (std::is_same_v<T, QDateTime>)
            return withWritableZone(value).toString(format);
        else
            return value.toString(format);
    }

    const QString m_expected;
    QString (*const m_pattern)();
};

std::unique_ptr<Codec> makeTimeCodec(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::QDate:
        return std::make_unique<TimeCodec<QDate, dateFrom, Qt::ISODate>>(
            u"date as in \"2024-02-29\""_s, datePattern);
    case QMetaType::QTime:
        return std::make_unique<TimeCodec<QTime, timeFrom, Qt::ISODateWithMs>>(
            u"time as in \"23:59:59.999\""_s, timePattern);
    case QMetaType::QDateTime:
        return std::make_unique<TimeCodec<QDateTime, dateTimeFrom, Qt::ISODateWithMs>>(
            u"date and time as in \"2024-02-29T23:59:59.999Z\""_s, dateTimePattern);
    default:
        return {};
    }
}

} // namespace

std::optional<CodecResult> timeCodec(QMetaType type, CodecBuilder &builder)
{
    if (std::unique_ptr<Codec> codec = makeTimeCodec(type))
        return builder.add(type, std::move(codec));
    return {};
}

} // namespace WebSocketRpc
