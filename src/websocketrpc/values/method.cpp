// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/method.h>

#include <QMetaMethod>

namespace WebSocketRpc {

namespace {

// The names of the parameters of `method` that travel, if these have the types `types`.
std::optional<QByteArrayList> matchingNames(
    const QMetaMethod &method, std::span<const QMetaType> types)
{
    const QByteArrayList names = method.parameterNames();
    QByteArrayList matching;
    for (int i = 0; i < method.parameterCount(); ++i) {
        const QMetaType type = method.parameterMetaType(i);
        if (type == QMetaType::fromType<CallContext>())
            continue;
        const std::size_t place = std::size_t(matching.size());
        if (place == types.size() || type != types[place])
            return {};
        matching.append(names[i]);
    }
    return std::size_t(matching.size()) == types.size() ? std::optional(matching) : std::nullopt;
}

} // namespace

QByteArrayList wireParameterNames(
    const QMetaObject &metaObject, std::string_view name, std::span<const QMetaType> types)
{
    const QByteArrayView wanted(name.data(), qsizetype(name.size()));
    for (int i = metaObject.methodCount(); i-- > 0;) {
        const QMetaMethod method = metaObject.method(i);
        if (method.name() != wanted)
            continue;
        if (const auto names = matchingNames(method, types))
            return *names;
    }
    return {};
}

} // namespace WebSocketRpc
