// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "extensions_p.h"

#include "httpfield_p.h"

namespace WebSocketRpc {

namespace {

std::optional<Extension::Parameter> readParameter(const QByteArray &text)
{
    const qsizetype equals = text.indexOf('=');
    Extension::Parameter parameter{equals < 0 ? text : text.first(equals), {}};
    if (equals >= 0)
        parameter.value = unquoted(text.sliced(equals + 1));
    // A quoted value must be a token as well.
    if (!isHttpToken(parameter.name) || (parameter.value && !isHttpToken(*parameter.value)))
        return {};
    return parameter;
}

std::optional<Extension> readExtension(const QByteArray &text)
{
    QByteArrayList parts = splitUnquoted(text, ';');
    Extension extension{parts.takeFirst(), {}};
    if (!isHttpToken(extension.name))
        return {};
    for (const QByteArray &part : std::as_const(parts)) {
        const auto parameter = readParameter(part);
        if (!parameter)
            return {};
        extension.parameters.append(*parameter);
    }
    return extension;
}

} // namespace

std::optional<QList<Extension>> readExtensions(const OpeningHandshake::Fields &fields)
{
    QList<Extension> extensions;
    for (const auto &[name, value] : fields) {
        if (name.compare(extensionsField, Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &member : splitUnquoted(value, ',')) {
            if (member.isEmpty()) // RFC 9110, 5.6.1
                continue;
            const auto extension = readExtension(member);
            if (!extension)
                return {};
            extensions.append(*extension);
        }
    }
    return extensions;
}

} // namespace WebSocketRpc
