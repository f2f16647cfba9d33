// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsonwriter_p.h"
#include "pool_p.h"

#include <memory>

namespace WebSocketRpc {

using WriterPool = Pool<std::unique_ptr<JsonWriter>>;

// Several writers are in use only when a frame is held back, or when writing a value runs user code
// that writes another message.
class WriterLease
{
public:
    explicit WriterLease(WriterPool &pool) : m_pool(pool), m_writer(pool.take()) { }
    ~WriterLease() { m_pool.giveBack(std::move(m_writer)); }
    Q_DISABLE_COPY_MOVE(WriterLease)

    JsonWriter &operator*() const { return *m_writer; }
    JsonWriter *operator->() const { return m_writer.get(); }

private:
    WriterPool &m_pool;
    std::unique_ptr<JsonWriter> m_writer;
};

} // namespace WebSocketRpc
