// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/arguments.h>

namespace WebSocketRpc {

Detail::ArgumentView NamedArgument::view() const
{
    if (!m_utf8.isNull())
        return Detail::ArgumentView::of(m_utf8, m_name);
    if (!m_utf16.isNull())
        return Detail::ArgumentView::of(m_utf16, m_name);
    return m_value;
}

/*!
    \class WebSocketRpc::Arguments
    \inheaderfile websocketrpc/arguments.h
    \inmodule WebSocketRpc
    \brief The arguments of a call that are known only at run time.

    Arguments are either by name or by position. A single QVariantMap or QJsonObject that is given
    to call() directly is one positional argument; wrapped in Arguments it is the arguments by name.
*/

/*! \fn WebSocketRpc::Arguments::Arguments()
    No arguments, by position.
*/

namespace {

QVariant stored(const Detail::ArgumentView &view)
{
    if (view.type == QMetaType::fromType<QUtf8StringView>())
        return static_cast<const QUtf8StringView *>(view.data)->toString();
    if (view.type == QMetaType::fromType<QStringView>())
        return static_cast<const QStringView *>(view.data)->toString();
    if (view.type == QMetaType::fromType<QLatin1StringView>())
        return QString(*static_cast<const QLatin1StringView *>(view.data));
    if (view.type == QMetaType::fromType<QVariant>())
        return *static_cast<const QVariant *>(view.data);
    return QVariant(view.type, view.data);
}

} // namespace

/*! The arguments \a named, each copied. */
Arguments::Arguments(std::initializer_list<NamedArgument> named) : m_named(true)
{
    for (const NamedArgument &argument : named) {
        const Detail::ArgumentView view = argument.view();
        m_names.append(view.name.toString());
        m_values.append(stored(view));
    }
}

/*! The entries of \a named, by name. */
Arguments::Arguments(const QVariantMap &named)
    : m_named(true)
    , m_names(named.keys())
    , m_values(named.values())
{
}

/*! The members of \a named, by name. */
Arguments::Arguments(const QJsonObject &named) : m_named(true), m_names(named.keys())
{
    for (const QJsonValue &value : named)
        m_values.append(QVariant::fromValue(value));
}

/*! The entries of \a positional, in their order. */
Arguments::Arguments(const QVariantList &positional) : m_values(positional) { }

/*! The entries of \a positional, in their order. */
Arguments::Arguments(const QJsonArray &positional)
{
    for (const QJsonValue &value : positional)
        m_values.append(QVariant::fromValue(value));
}

/*! \fn bool WebSocketRpc::Arguments::isNamed() const
    Returns whether the arguments go by name.
*/

/*! \fn QStringList WebSocketRpc::Arguments::names() const
    Returns the names in the order of values(); empty where the arguments go by position.
*/

/*! \fn QVariantList WebSocketRpc::Arguments::values() const
    Returns the values.
*/

/*! \fn bool WebSocketRpc::Arguments::isEmpty() const
    Returns whether there are no arguments.
*/

/*! \fn qsizetype WebSocketRpc::Arguments::size() const
    Returns the number of arguments.
*/

} // namespace WebSocketRpc
