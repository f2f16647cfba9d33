// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/replystate.h>

#include <algorithm>

namespace WebSocketRpc {

// Runs for every call, so it neither allocates nor converts.
void ReplyStateBase::setMethod(QAnyStringView name)
{
    const auto copy = [this](auto text) {
        const qsizetype size = std::min(text.size(), qsizetype(sizeof m_method));
        if constexpr (std::is_same_v<decltype(text), QUtf8StringView>) {
            std::copy_n(text.data(), size, m_method);
        } else if constexpr (std::is_same_v<decltype(text), QLatin1StringView>) {
            std::transform(text.data(), text.data() + size, m_method,
                [](char unit) { return uchar(unit) < 0x80 ? unit : '?'; });
        } else {
            std::transform(text.utf16(), text.utf16() + size, m_method,
                [](char16_t unit) { return unit < 0x80 ? char(unit) : '?'; });
        }
        m_methodSize = quint8(size);
    };
    name.visit(copy);
}

} // namespace WebSocketRpc
