// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <websocketrpc/remotemodel.h>

#include <QStringListModel>
#include <QTest>

using namespace Qt::StringLiterals;

void Snippets::showAModel()
{
    WebSocketRpc::Server &server = *m_server;
    WebSocketRpc::Client &client = *m_client;
    struct View
    {
        void setModel(QAbstractItemModel *shown) { model = shown; }
        QAbstractItemModel *model = nullptr;
    } view;
    const auto showError = [](const WebSocketRpc::Error &) {};
    //! [expose]
    QStringListModel parcels({u"lamp"_s, u"chair"_s, u"table"_s});
    server.expose(&parcels, {.name = u"parcels"_s, .writable = true, .removable = true});
    //! [expose]
    //! [remote]
    WebSocketRpc::RemoteModel model(&client, u"parcels"_s);
    connect(&model, &WebSocketRpc::RemoteModel::failed, this, showError);
    view.setModel(&model);
    //! [remote]
    QTRY_COMPARE(view.model->rowCount(), 3);
    QTRY_COMPARE(view.model->index(1, 0).data(), QVariant(u"chair"_s));
    QVERIFY(model.setData(model.index(1, 0), u"armchair"_s));
    QTRY_COMPARE(parcels.stringList().at(1), u"armchair"_s);
    QVERIFY(model.removeRows(0, 1));
    QTRY_COMPARE(model.rowCount(), 2);
}
