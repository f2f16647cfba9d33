// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonreader_p.h"

#include "pool_p.h"
#include "scan_p.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

static_assert(JsonText::padding >= simdjson::SIMDJSON_PADDING);

constexpr std::size_t usualCapacity = 256 * 1024;
constexpr std::size_t usualDepth = 1024;

std::size_t nestingOf(std::string_view text)
{
    std::size_t depth = 0;
    std::size_t deepest = 0;
    const char *const end = text.data() + text.size();
    for (const char *at = text.data(); at != end;) {
        switch (*at) {
        case '"':
            at = stringEnd(at, end);
            continue;
        case '[':
        case '{':
            deepest = std::max(deepest, ++depth);
            break;
        case ']':
        case '}':
            depth -= depth > 0;
            break;
        default:
            break;
        }
        ++at;
    }
    return deepest;
}

// Calls `visit` with each number and word outside strings.
template<typename Visit>
void forEachToken(std::string_view text, Visit visit)
{
    const char *const end = text.data() + text.size();
    for (const char *at = text.data(); at != end;) {
        if (*at == '"') {
            at = stringEnd(at, end);
        } else if (endsToken(*at)) {
            ++at;
        } else {
            const char *const start = at;
            at = std::find_if(at, end, endsToken);
            visit(std::string_view(start, at - start));
        }
    }
}

template<typename Integer>
bool overflows(std::string_view token)
{
    Integer value;
    const char *const end = token.data() + token.size();
    const auto [behind, error] = std::from_chars(token.data(), end, value);
    return behind == end && error == std::errc::result_out_of_range;
}

bool isWideInteger(std::string_view token)
{
    constexpr std::size_t longestSafe = 18;
    if (token.size() <= longestSafe)
        return false;
    return token.front() == '-' ? overflows<qint64>(token) : overflows<quint64>(token);
}

std::string_view withoutDigits(std::string_view text)
{
    return text.substr(std::min(text.find_first_not_of("0123456789"), text.size()));
}

// RFC 8259, section 6
bool isNumber(std::string_view token)
{
    if (token.starts_with('-'))
        token.remove_prefix(1);
    std::string_view rest = token.starts_with('0') ? token.substr(1) : withoutDigits(token);
    if (rest.size() == token.size())
        return false;
    if (rest.starts_with('.')) {
        token = rest.substr(1);
        rest = withoutDigits(token);
        if (rest.size() == token.size())
            return false;
    }
    if (rest.starts_with('e') || rest.starts_with('E')) {
        token = rest.substr(1);
        if (token.starts_with('+') || token.starts_with('-'))
            token.remove_prefix(1);
        rest = withoutDigits(token);
        if (rest.size() == token.size())
            return false;
    }
    return rest.empty();
}

bool hasMalformedNumber(std::string_view text)
{
    bool found = false;
    forEachToken(text, [&found](std::string_view token) {
        const bool isWord = token.front() >= 'a' && token.front() <= 'z';
        found = found || (!isWord && !isNumber(token));
    });
    return found;
}

template<typename Composite>
std::string_view textOf(simdjson::simdjson_result<Composite> result)
{
    Composite composite;
    std::string_view text;
    if (std::move(result).get(composite) != simdjson::SUCCESS
        || composite.raw_json().get(text) != simdjson::SUCCESS) {
        return {};
    }
    return text;
}

// The rest of the text and the padding follow each part of the text.
simdjson::padded_string_view padded(const JsonText &text, std::string_view part)
{
    const std::size_t behind = text.view().end() - part.begin() + JsonText::padding;
    return simdjson::padded_string_view(part.data(), part.size(), behind);
}

// The entries of an array, or the text itself if it is not an array. An entry is empty if it has no
// entries of its own.
std::vector<std::string_view> entriesOf(simdjson::padded_string_view text)
{
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::array array;
    if (parser.iterate(text).get(document) != simdjson::SUCCESS
        || document.get_array().get(array) != simdjson::SUCCESS) {
        return {text};
    }
    std::vector<std::string_view> entries;
    for (auto entry : array) {
        const std::string_view object = textOf(entry.get_object());
        entries.push_back(object.empty() ? textOf(entry.get_array()) : object);
    }
    return entries;
}

// The code unit of a \\uXXXX at `at`, or 0.
char16_t escapedUnit(const char *at, const char *end)
{
    constexpr std::ptrdiff_t length = 6;
    unsigned unit = 0;
    if (end - at < length || at[0] != '\\' || at[1] != 'u'
        || std::from_chars(at + 2, at + length, unit, 16).ptr != at + length)
        return 0;
    return char16_t(unit);
}

// An escaped lone surrogate is not a character, and simdjson refuses it. Strings of many languages can
// contain one, so it is read as U+FFFD, like an unescaped one. Returns whether there were any.
bool replaceLoneSurrogates(JsonText &text)
{
    constexpr std::ptrdiff_t length = 6;
    bool found = false;
    char *const end = text.data() + text.size();
    for (char *at = text.data(); (at = std::find(at, end, '\\')) != end;) {
        const char16_t unit = escapedUnit(at, end);
        if (!QChar::isSurrogate(unit)) {
            at += std::min<std::ptrdiff_t>(unit ? length : 2, end - at);
        } else if (QChar::isHighSurrogate(unit)
            && QChar::isLowSurrogate(escapedUnit(at + length, end))) {
            at += 2 * length;
        } else {
            std::copy_n("fffd", 4, at + 2);
            at += length;
            found = true;
        }
    }
    return found;
}

QString describe(simdjson::error_code error, std::string_view text, int maximumDepth)
{
    switch (error) {
    case simdjson::EMPTY:
        return u"the message is empty"_s;
    case simdjson::UTF8_ERROR:
        return u"the message is not valid UTF-8"_s;
    case simdjson::DEPTH_ERROR:
        return u"nested deeper than the limit jsonDepth of %1"_s.arg(maximumDepth);
    case simdjson::STRING_ERROR:
        return u"a string has an invalid escape sequence"_s;
    case simdjson::UNESCAPED_CHARS:
        return u"a string has a raw control character"_s;
    case simdjson::UNCLOSED_STRING:
        return u"a string is not closed"_s;
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
        return u"a word is neither true nor false nor null"_s;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return u"the message is too large for the parser"_s;
    default:
        break;
    }
    if (text.starts_with("\xef\xbb\xbf"))
        return u"the message begins with a byte order mark"_s;
    if (hasMalformedNumber(text))
        return u"a number is malformed"_s;
    return error == simdjson::NUMBER_ERROR ? u"number out of range: no double holds it"_s
                                           : u"the message is not valid JSON"_s;
}

} // namespace

struct JsonReader::Parser
{
    [[nodiscard]] JsonValue root() const { return {&tape, 1}; }
    simdjson::error_code parse(const JsonText &text, std::size_t maximumDepth);
    simdjson::error_code parseWithin(std::size_t parserDepth, const JsonText &text);

    simdjson::dom::parser parser;
    JsonTape tape; // the parser's output
};

// Inline, like all that read() calls, so that one function does the work for each message.
inline simdjson::error_code JsonReader::Parser::parseWithin(
    std::size_t parserDepth, const JsonText &text)
{
    if (parser.max_depth() != parserDepth) [[unlikely]] {
        const std::size_t capacity = std::max(parser.capacity(), text.size());
        if (const auto error = parser.allocate(capacity, parserDepth))
            return error;
    }
    const auto error = parser.parse(text.view().data(), text.size(), false).error();
    tape.words = parser.doc.tape.get();
    tape.strings = parser.doc.string_buf.get();
    return error;
}

// simdjson refuses arrays and objects that are nested as deep as its own limit, but it does not count an
// empty innermost one. So a text that it accepts is not too deep, and one that it refuses is measured.
inline simdjson::error_code JsonReader::Parser::parse(
    const JsonText &text, std::size_t maximumDepth)
{
    const auto error = parseWithin(std::min(maximumDepth, usualDepth), text);
    if (error != simdjson::DEPTH_ERROR) [[likely]]
        return error;
    const std::size_t depth = nestingOf(text.view());
    return depth > maximumDepth ? error : parseWithin(depth + 1, text);
}

JsonReader::JsonReader() : m_parser(std::make_unique<Parser>()) { }
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader &&) noexcept = default;
JsonReader &JsonReader::operator=(JsonReader &&) noexcept = default;

inline std::variant<JsonValue, ParseFailure> JsonReader::parse(int maximumDepth)
{
    m_entries.clear();
    const std::size_t depth = std::max(maximumDepth, 1);
    simdjson::error_code error = m_parser->parse(m_text, depth);
    if (error == simdjson::SUCCESS) [[likely]]
        return m_parser->root();
    if (replaceLoneSurrogates(m_text))
        error = m_parser->parse(m_text, depth);
    if (error != simdjson::SUCCESS && widenIntegers())
        error = m_parser->parse(m_widened, depth);
    if (error != simdjson::SUCCESS)
        return ParseFailure{describe(error, m_text.view(), maximumDepth)};
    return m_parser->root();
}

std::variant<JsonValue, ParseFailure> JsonReader::read(QStringView text, int maximumDepth)
{
    m_text.assign(text);
    return parse(maximumDepth);
}

std::variant<JsonValue, ParseFailure> JsonReader::read(QByteArrayView utf8, int maximumDepth)
{
    m_text.assign(utf8);
    return parse(maximumDepth);
}

std::variant<JsonValue, ParseFailure> JsonReader::read(JsonText &&text, int maximumDepth)
{
    std::swap(m_text, text);
    return parse(maximumDepth);
}

// JSON does not limit numbers, but simdjson refuses integers beyond 64 bits, with an error that
// depends on its version. With an exponent they are doubles.
bool JsonReader::widenIntegers()
{
    const std::string_view text = m_text.view();
    std::size_t count = 0;
    forEachToken(text, [&count](std::string_view token) { count += isWideInteger(token); });
    if (count == 0)
        return false;
    constexpr std::string_view exponent = "e0";
    char *const begin = m_widened.reserve(text.size() + count * exponent.size());
    char *out = begin;
    const char *copied = text.data();
    forEachToken(text, [&](std::string_view token) {
        if (!isWideInteger(token))
            return;
        const char *const tokenEnd = token.data() + token.size();
        out = std::copy(copied, tokenEnd, out);
        out = std::copy(exponent.begin(), exponent.end(), out);
        copied = tokenEnd;
    });
    out = std::copy(copied, text.data() + text.size(), out);
    m_widened.finish(out - begin);
    return true;
}

QByteArray JsonReader::spelling(std::string_view name, std::size_t index) const
{
    const std::string_view text = entry(index);
    if (text.empty())
        return {};
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    if (parser.iterate(padded(m_text, text)).get(document) != simdjson::SUCCESS
        || document.get_object().get(object) != simdjson::SUCCESS) {
        return {};
    }
    std::string_view token;
    for (auto field : object) {
        std::string_view key;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS || key != name)
            continue;
        simdjson::ondemand::value value;
        if (field.value().get(value) == simdjson::SUCCESS)
            token = value.raw_json_token();
    }
    return QByteArrayView(token.data(), token.size()).trimmed().toByteArray();
}

// Finds the entries once, because walking to each from the start takes too long in a long batch.
std::string_view JsonReader::entry(std::size_t index) const
{
    if (m_entries.empty())
        m_entries = entriesOf(padded(m_text, m_text.view()));
    return index < m_entries.size() ? m_entries[index] : std::string_view();
}

void JsonReader::clear()
{
    m_text.shrink(usualCapacity);
    m_widened.shrink(usualCapacity);
    m_entries = std::vector<std::string_view>();
}

bool JsonReader::isLarge() const
{
    return m_parser->parser.capacity() > largeBuffer;
}

void JsonReader::shrink()
{
    clear();
    if (m_parser->parser.capacity() > usualCapacity)
        m_parser = std::make_unique<Parser>();
}

} // namespace WebSocketRpc
