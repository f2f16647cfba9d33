// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"
#include "jsontext.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;

namespace {

// What the answer {"thermostat": {"temperature": 20}} says of an object or a property. The answer lacks
// a value that the peer cannot read.
QVariant valueOf(const QString &name, const QVariantMap &objects)
{
    if (objects.contains(name))
        return objects.value(name);
    const qsizetype dot = name.lastIndexOf(u'.');
    const QVariantMap properties = objects.value(name.left(dot)).toMap();
    const QString property = name.sliced(dot + 1);
    if (!properties.contains(property))
        throw Error(Error::Kind::InvalidAnswer, u"the peer does not tell '%1'"_s.arg(name));
    return properties.value(property);
}

} // namespace

int runGet(const CommandLine &line)
{
    Connection connection(line.connection);
    WebSocketRpc::Client *const client = &connection.client();
    connection.open();
    // A call may fail at once, but only a running event loop can be ended.
    QTimer::singleShot(0, client, [&connection, &line, client] {
        client->call<QVariantMap>("rpc.watch", {{"names", line.names}})
            .then(client,
                [&line](const QVariantMap &objects) {
                    printValue(valueOf(line.names.first(), objects),
                        line.compact ? JsonLayout::Compact : JsonLayout::Indented);
                    QCoreApplication::exit(Success);
                })
            .onFailed(client, [&connection](const Error &error) { connection.exitWith(error); });
    });
    return QCoreApplication::exec();
}
