// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/argumentviews.h>

namespace WebSocketRpc::Detail {

ViewsOfArguments::ViewsOfArguments(std::initializer_list<NamedArgument> named)
{
    m_views.reserve(named.size());
    for (const NamedArgument &argument : named)
        m_views.push_back(argument.view());
}

ViewsOfArguments::ViewsOfArguments(const Arguments &arguments)
    : m_names(arguments.names())
    , m_values(arguments.values())
{
    m_views.reserve(std::size_t(m_values.size()));
    for (qsizetype i = 0; i < m_values.size(); ++i)
        m_views.push_back({m_values[i].metaType(), m_values[i].constData(),
            arguments.isNamed() ? QAnyStringView(m_names[i]) : QAnyStringView()});
}

} // namespace WebSocketRpc::Detail
