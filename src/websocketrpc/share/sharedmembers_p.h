// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"

#include <websocketrpc/exposeoptions.h>

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmetaobject.h>

#include <vector>

namespace WebSocketRpc {

// Names are those on the wire.
struct SharedSignal
{
    QByteArray name;
    int index = -1; // QMetaMethod::methodIndex()
    QByteArray declaredName = {};
    QByteArrayList parameterNames = {};
    std::vector<const Codec *> codecs = {}; // of the parameters
    bool tellsModelChanges = false; // by its only parameter
};

struct SharedProperty
{
    QByteArray name; // within its object
    QByteArray fullName;
    QByteArray declaredName = {};
    int index = -1; // QMetaProperty::propertyIndex()
    int notifier = -1; // the method index of its NOTIFY signal; -1 for a constant
    QMetaType type;
    const Codec *codec = nullptr;
    bool isWritable = false; // by the peer
};

// The signals and properties that objects of a class share. Like a MethodTable, it does not refer to the QMetaObject.
struct SharedMembers
{
    // Null if nothing is shared. Adds a line to `problems` for each member that was asked for and cannot be shared.
    [[nodiscard]] static std::shared_ptr<const SharedMembers> of(
        const QMetaObject *metaObject, const ExposeOptions &options, QStringList &problems);

    [[nodiscard]] std::vector<int> signalsNamed(std::string_view name) const;
    // All members of the object, or a single one.
    [[nodiscard]] std::vector<int> propertiesNamed(std::string_view name) const;

    QByteArray objectName = {}; // what its properties belong to
    std::vector<SharedSignal> sharedSignals = {};
    std::vector<SharedProperty> properties = {};
    ReadOptions readOptions = {};
};

} // namespace WebSocketRpc
