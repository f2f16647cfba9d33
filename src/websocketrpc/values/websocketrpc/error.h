// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qexception.h>
#include <QtCore/qjsonvalue.h>
#include <QtCore/qobjectdefs.h>
#include <QtCore/qstring.h>

namespace WebSocketRpc {

class WEBSOCKETRPC_EXPORT Error final : public QException
{
    Q_GADGET
    Q_PROPERTY(WebSocketRpc::Error::Kind kind READ kind CONSTANT)
    Q_PROPERTY(int code READ code CONSTANT)
    Q_PROPERTY(QString message READ message CONSTANT)
    Q_PROPERTY(QJsonValue data READ data CONSTANT)
    Q_PROPERTY(bool mayHaveExecuted READ mayHaveExecuted CONSTANT)

public:
    enum class Kind {
        None,
        Remote,
        Timeout,
        ConnectionLost,
        Cancelled,
        Closed,
        InvalidCall,
        InvalidAnswer
    };
    Q_ENUM(Kind)

    enum Code {
        ParseError = -32700,
        InvalidRequest = -32600,
        MethodNotFound = -32601,
        InvalidParams = -32602,
        InternalError = -32603,
        RequestTooLarge = -32007,
        ResponseTooLarge = -32008,
        UnknownStream = -32001,
        ServerBusy = -32009,
        BatchTooLarge = -32010,
        TooManyValues = -32011,
        OutdatedRevision = -32012,
        RequestCancelled = -32800,
    };
    Q_ENUM(Code)

    Error() = default;
    Error(int code, const QString &message, const QJsonValue &data = QJsonValue::Undefined);
    Error(Kind kind, const QString &message, bool mayHaveExecuted = false,
        const QJsonValue &data = QJsonValue::Undefined);
    ~Error() override;

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] int code() const { return m_code; }
    [[nodiscard]] QString message() const { return m_message; }
    [[nodiscard]] QJsonValue data() const { return m_data; }
    [[nodiscard]] bool mayHaveExecuted() const { return m_mayHaveExecuted; }

    void raise() const override;
    Error *clone() const override;
    const char *what() const noexcept override;

    friend bool operator==(const Error &left, const Error &right)
    {
        return left.m_kind == right.m_kind && left.m_code == right.m_code
            && left.m_message == right.m_message && left.m_data == right.m_data
            && left.m_mayHaveExecuted == right.m_mayHaveExecuted;
    }

private:
    Kind m_kind = Kind::None;
    int m_code = 0;
    QString m_message;
    QJsonValue m_data = QJsonValue::Undefined;
    bool m_mayHaveExecuted = false;
    QByteArray m_what;
};

WEBSOCKETRPC_EXPORT QDebug operator<<(QDebug debug, const Error &error);

} // namespace WebSocketRpc
