// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rpcchannel.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qtimer.h>
#include <QtQml/qqmlparserstatus.h>

namespace WebSocketRpc {

class RpcListModel : public QAbstractListModel, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(WebSocketRpc::RpcChannel *client READ client WRITE setClient NOTIFY clientChanged)
    Q_PROPERTY(QString method READ method WRITE setMethod NOTIFY methodChanged)
    Q_PROPERTY(QJSValue params READ params WRITE setParams NOTIFY paramsChanged)
    Q_PROPERTY(QJSValue options READ options WRITE setOptions NOTIFY optionsChanged)
    Q_PROPERTY(int pageSize READ pageSize WRITE setPageSize NOTIFY pageSizeChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(bool running READ isRunning NOTIFY runningChanged)
    Q_PROPERTY(bool finished READ isFinished NOTIFY finishedChanged)
    Q_PROPERTY(QJSValue error READ error NOTIFY errorChanged)

public:
    explicit RpcListModel(QObject *parent = nullptr);
    ~RpcListModel() override;

    [[nodiscard]] RpcChannel *client() const { return m_client; }
    void setClient(RpcChannel *client);
    [[nodiscard]] QString method() const { return m_method; }
    void setMethod(const QString &method);
    [[nodiscard]] QJSValue params() const { return m_params; }
    void setParams(const QJSValue &params);
    [[nodiscard]] QJSValue options() const { return m_options; }
    void setOptions(const QJSValue &options);
    [[nodiscard]] int pageSize() const { return m_pageSize; }
    void setPageSize(int size);

    [[nodiscard]] int count() const { return int(m_rows.size()); }
    [[nodiscard]] bool isRunning() const { return m_status.running; }
    [[nodiscard]] bool isFinished() const { return m_status.finished; }
    [[nodiscard]] QJSValue error() const { return m_status.error; }

    Q_INVOKABLE QJSValue get(int row) const;
    Q_INVOKABLE void reload();
    Q_INVOKABLE void cancel();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    void classBegin() override { }
    void componentComplete() override;

Q_SIGNALS:
    void clientChanged();
    void methodChanged();
    void paramsChanged();
    void optionsChanged();
    void pageSizeChanged();
    void countChanged();
    void runningChanged();
    void finishedChanged();
    void errorChanged();
    void failed(const QJSValue &error);

private:
    struct Status
    {
        bool running = false;
        bool finished = false;
        QJSValue error = QJSValue(QJSValue::NullValue);
    };

    void connectionChanged();
    void startAgain();
    void abandon();
    void fetchPage();
    void request();
    void take(const Reply<QVariantList> &reply);
    void append(const QVariantList &values);
    void replaceRows(const QVariantList &values);
    void addRoles(const QVariant &value);
    void end();
    void fail(const Error &error);
    void setStatus(const Status &status);
    [[nodiscard]] QVariant converted(const QVariant &value, const QString &name) const;

    QPointer<RpcChannel> m_client;
    QString m_method;
    QJSValue m_params;
    QJSValue m_options;
    int m_pageSize = 100;

    QVariantList m_rows;
    QStringList m_roles = {QStringLiteral("modelData")}; // of Qt::UserRole and what follows
    Conversions m_conversions; // of the rows
    Status m_status;

    QTimer m_delay;
    std::optional<OpenedStream> m_stream; // while more may come
    QMetaObject::Connection m_contextDies;
    int m_reading = 0; // tells one stream from another
    int m_missing = 0; // of the page that is fetched
    bool m_isStale = false; // the rows belong to an earlier stream
    bool m_isLost = false; // the connection broke before the end
    bool m_isComplete = false;
};

} // namespace WebSocketRpc
