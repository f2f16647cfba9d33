// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "closecode_p.h"
#include "framereader_p.h"

#include <cstdlib>
#include <vector>

using namespace WebSocketRpc;

namespace {

constexpr FrameLimits limits = {.messageSize = 4096, .fragments = 100};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

struct Seen
{
    FrameReader::Event::Kind kind;
    QByteArray payload;
    int code;

    bool operator==(const Seen &) const = default;
};

void check(const Seen &event)
{
    using Kind = FrameReader::Event::Kind;
    switch (event.kind) {
    case Kind::Text:
        require(Utf8Check::isValid(event.payload) && event.payload.size() <= limits.messageSize);
        return;
    case Kind::Binary:
        require(event.payload.size() <= limits.messageSize);
        return;
    case Kind::Ping:
    case Kind::Pong:
        require(event.payload.size() <= 125);
        return;
    case Kind::Close:
        require(Utf8Check::isValid(event.payload) && event.payload.size() <= 123);
        require(event.code == CloseCode::NoStatus || CloseCode::mayBeSent(event.code));
        return;
    case Kind::Violation:
        require(CloseCode::mayBeSent(event.code) && !event.payload.isEmpty());
        return;
    case Kind::None:
        require(false);
    }
}

std::vector<Seen> read(Role role, bool isCompressed, QByteArray bytes, std::size_t step)
{
    Inflater inflater({});
    FrameReader reader(role, limits, isCompressed ? &inflater : nullptr);
    std::vector<Seen> events;
    for (std::size_t start = 0; start < std::size_t(bytes.size()); start += step) {
        std::span<char> part = std::span(bytes.data(), std::size_t(bytes.size())).subspan(start);
        part = part.first(std::min(step, part.size()));
        for (;;) {
            const FrameReader::Event event = reader.next(part);
            if (event.kind == FrameReader::Event::Kind::None)
                break;
            events.push_back({event.kind, event.payload.toByteArray(), event.code});
            check(events.back());
        }
        require(part.empty());
    }
    return events;
}

} // namespace

// The first byte chooses the role, the parts and whether messages may be compressed; the result must not
// depend on the parts.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const Role role = data[0] & 1 ? Role::Server : Role::Client;
    const std::size_t step = 1 + ((data[0] >> 1) & 0x3f);
    const bool isCompressed = data[0] & 0x80;
    const QByteArray bytes(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    const std::vector<Seen> whole = read(role, isCompressed, bytes, size);
    require(whole == read(role, isCompressed, bytes, step));
    return 0;
}
