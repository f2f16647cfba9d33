// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/remotemodel.h>

#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>
#include <QtQml/qqmlparserstatus.h>

namespace WebSocketRpc {

class RpcChannel;

// The base of RpcModel, for qmllint.
struct RemoteModelInQml
{
    Q_GADGET
    QML_FOREIGN(WebSocketRpc::RemoteModel)
    QML_ANONYMOUS
};

class RpcModel : public WebSocketRpc::RemoteModel, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(WebSocketRpc::RpcChannel *client READ client WRITE setClient NOTIFY clientChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QJSValue lastError READ scriptLastError NOTIFY lastErrorChanged)

public:
    explicit RpcModel(QObject *parent = nullptr);
    ~RpcModel() override;

    [[nodiscard]] RpcChannel *client() const { return m_client; }
    void setClient(RpcChannel *client);
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] QJSValue scriptLastError() const { return m_lastError; }

    Q_INVOKABLE QJSValue get(int row) const;
    Q_INVOKABLE bool set(int row, const QString &role, const QJSValue &value);
    Q_INVOKABLE bool insertRows(int row, int count, const QModelIndex &parent = {}) override;
    Q_INVOKABLE bool removeRows(int row, int count, const QModelIndex &parent = {}) override;
    Q_INVOKABLE void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    void classBegin() override { }
    void componentComplete() override;

Q_SIGNALS:
    void clientChanged();
    void countChanged();
    void lastErrorChanged();
    void failed(const QJSValue &error);

private:
    void dropClient();
    void follow();
    void updateCount();
    void report(const Error &error);

    QPointer<RpcChannel> m_client;
    QJSValue m_lastError = QJSValue(QJSValue::NullValue);
    int m_count = 0; // that was told
    bool m_isComplete = false;
};

} // namespace WebSocketRpc
