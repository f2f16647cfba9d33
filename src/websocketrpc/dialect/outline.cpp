// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "outline_p.h"

#include "scan_p.h"

#include <charconv>

namespace WebSocketRpc {

namespace {

// A text with more answers than that is not worth the memory.
constexpr std::size_t mostAnswers = 16 * 1024;

std::string_view withoutQuotes(std::string_view token)
{
    if (token.starts_with('"'))
        token.remove_prefix(1);
    if (token.ends_with('"'))
        token.remove_suffix(1);
    return token;
}

MessageId idFrom(std::string_view token)
{
    constexpr std::size_t longestId = 256; // of any that could be ours
    if (token.empty() || token.size() > longestId)
        return {};
    if (token.front() == '"') {
        const std::string_view text = withoutQuotes(token);
        return MessageId::text(QByteArray(text.data(), qsizetype(text.size())));
    }
    qint64 number = 0;
    const char *const end = token.data() + token.size();
    const auto [behind, error] = std::from_chars(token.data(), end, number);
    if (error == std::errc() && behind == end)
        return MessageId::integer(number);
    return {};
}

// A message is an object that is in nothing but arrays. Its own members are at level 1, those of an
// object in it at level 2.
class OutlineScanner
{
public:
    OutlineScanner(std::string_view text, const AnswerLayout &layout)
        : m_at(text.data())
        , m_end(text.data() + text.size())
        , m_layout(layout)
    {
    }

    Outline scan()
    {
        while (m_at < m_end)
            step();
        if (m_level > 0)
            endMessage(); // of a text that breaks off
        m_outline.hasOthers = m_outline.hasOthers || m_outline.answered.empty();
        return std::move(m_outline);
    }

private:
    void step()
    {
        switch (*m_at) {
        case '{':
        case '[':
            open(*m_at++ == '{');
            return;
        case '}':
        case ']':
            ++m_at;
            return close();
        case ',':
            m_name = {};
            m_isValue = false;
            ++m_at;
            return;
        case ':':
            m_isValue = true;
            ++m_at;
            return;
        case ' ':
        case '\t':
        case '\n':
        case '\r':
            ++m_at;
            return;
        default:
            return readToken();
        }
    }

    void open(bool isObject)
    {
        if (m_level == 0 && !isObject)
            return; // an array of messages
        if (++m_level == 2)
            m_outer = isObject ? m_name : std::string_view();
        m_name = {};
        m_isValue = false;
    }

    void close()
    {
        if (m_level > 0 && --m_level == 0)
            endMessage();
        if (m_level < 2)
            m_outer = {};
        m_name = {};
        m_isValue = true; // up to the next comma
    }

    void readToken()
    {
        const char *const start = m_at;
        m_at = tokenEnd(m_at, m_end);
        const std::string_view token(start, std::size_t(m_at - start));
        if (m_level != 1 && m_level != 2)
            return;
        if (!m_isValue) {
            m_name = withoutQuotes(token);
            m_hasMethod = m_hasMethod || (m_level == 1 && m_name == "method");
        } else if (m_name == m_layout.id && m_outer == m_layout.envelope
            && m_level == (m_layout.envelope.empty() ? 1 : 2)) {
            m_id = idFrom(token);
        }
    }

    void endMessage()
    {
        m_level = 0;
        const MessageId id = std::exchange(m_id, {});
        if (std::exchange(m_hasMethod, false) || id.isAbsent())
            m_outline.hasOthers = true;
        else if (m_outline.answered.size() < mostAnswers)
            m_outline.answered.push_back(id);
    }

    const char *m_at;
    const char *const m_end;
    const AnswerLayout m_layout;
    Outline m_outline;
    int m_level = 0; // 0 outside of messages
    std::string_view m_outer; // the name of the object at level 2
    std::string_view m_name; // of the member that is being read
    bool m_isValue = false;
    bool m_hasMethod = false;
    MessageId m_id;
};

} // namespace

Outline outlineOf(std::string_view text, const AnswerLayout &layout)
{
    return OutlineScanner(text, layout).scan();
}

std::size_t countValues(std::string_view text)
{
    std::size_t count = 1;
    bool isFirst = false; // whether the next value is the first of an array or object
    const char *const end = text.data() + text.size();
    for (const char *at = text.data(); at < end;) {
        switch (*at) {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
        case ':':
        case ']':
        case '}':
            isFirst = isFirst && *at != ']' && *at != '}';
            ++at;
            break;
        case ',':
            ++count;
            ++at;
            break;
        case '[':
        case '{':
            count += isFirst;
            isFirst = true;
            ++at;
            break;
        default:
            count += isFirst;
            isFirst = false;
            at = tokenEnd(at, end);
            break;
        }
    }
    return count;
}

} // namespace WebSocketRpc
