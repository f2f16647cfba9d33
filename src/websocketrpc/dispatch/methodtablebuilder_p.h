// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "methodlayout_p.h"

namespace WebSocketRpc {

// Reads a QMetaObject into a MethodTable.
class MethodTableBuilder
{
public:
    MethodTableBuilder(
        const QMetaObject *metaObject, const ExposeOptions &options, QObject *object = nullptr);

    [[nodiscard]] std::shared_ptr<const MethodTable> build();

private:
    [[nodiscard]] std::vector<QMetaMethod> exposedMethods() const;
    [[nodiscard]] bool isHiddenSlot(const QMetaMethod &method) const;
    [[nodiscard]] bool isWanted(const QMetaMethod &method) const;
    [[nodiscard]] int indexOfDeclaration(const QMetaMethod &method) const;

    void checkOptions(const std::vector<QMetaMethod> &exposed);
    void add(const QMetaMethod &declared);
    void add(const QMetaMethod &declared, const Declaration &declaration, bool takesMore = false);
    void addScript(const QMetaMethod &declared, const Declaration &declaration);
    [[nodiscard]] bool isAlreadyThere(const Method &method) const;

    const QMetaObject *m_metaObject;
    const ExposeOptions &m_options;
    QObject *const m_object;
    std::shared_ptr<MethodTable> m_table = std::make_shared<MethodTable>();
    int m_refusedDeclaration = -1;
};

} // namespace WebSocketRpc
