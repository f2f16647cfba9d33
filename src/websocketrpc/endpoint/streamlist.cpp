// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamlist_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pageSize = 64 * 1024;

} // namespace

std::variant<std::monostate, EncodedAnswer, WrittenStream> listOf(
    const Answer &answer, bool revealsExceptions)
{
    JsonWriter writer;
    std::vector<WrittenStream> streams;
    if (write(writer, answer, {&streams}, revealsExceptions))
        return {};
    if (streams.empty() && writer.view() == "{}")
        return EncodedAnswer{"[]", "QVariantList"};
    const bool isOne = streams.size() == 1
        && writer.view() == "{\"token\":" + QByteArray::number(streams.front().token) + '}';
    if (!isOne)
        return {};
    return std::move(streams.front());
}

StreamList::StreamList(WrittenStream stream, qint64 largest, bool revealsExceptions,
    std::weak_ptr<Detail::CallTarget> target, Settle settle)
    : m_largest(largest)
    , m_settle(std::move(settle))
    , m_encoder(std::make_shared<StreamEncoder>(std::move(stream), pageSize, revealsExceptions,
          [this, target = std::move(target)](const EncodedValues &values) {
              if (const auto alive = target.lock())
                  receive(values);
          }))
{
}

void StreamList::request()
{
    m_encoder->request(m_encoder->state().readAhead().values);
}

void StreamList::receive(const EncodedValues &values)
{
    const auto encoder = m_encoder; // which runs this
    const Settle settle = m_settle;
    for (const StreamPage &page : values.pages) {
        if (m_json.size() > 1)
            m_json += ',';
        m_json += page.json;
    }
    if (m_json.size() > m_largest)
        return settle(Error(Error::ResponseTooLarge,
            u"the values of the stream exceed the limit outgoingMessageSize of %1 bytes; the "
            u"dialect "
            "has no streams, so that all go into one answer"_s.arg(m_largest)));
    if (values.failure)
        return settle(*values.failure);
    if (values.isLast)
        return settle(EncodedAnswer{m_json + ']', QByteArrayLiteral("QVariantList")});
    request();
}

} // namespace WebSocketRpc
