// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import WebSocketRpc

Column {
    id: page

    property alias server: server
    property alias report: report
    property alias bar: bar
    property string step
    property string text

    //! [serve]
    RpcServer {
        id: server

        exposes: QtObject {
            function analyse(pages: var): var {
                const call = server.currentCall();
                return new Promise(resolve => page.workOn(call, pages, 0, resolve));
            }
        }
    }

    function workOn(call: RpcCallContext, pages: var, page: int, resolve: var) {
        if (call.cancelled || page === pages.length)
            return resolve(page + " pages");
        call.progress(page + 1, 0, pages.length, pages[page]);
        Qt.callLater(workOn, call, pages, page + 1, resolve); // in the next turn of the event loop
    }
    //! [serve]

    RpcClient {
        id: rpc
        url: server.url
    }

    //! [bound]
    RpcCall {
        id: report
        client: rpc
        method: "analyse"
        params: [["one", "two", "three"]]
    }
    ProgressBar {
        id: bar
        from: report.progress.minimum
        to: report.progress.maximum
        value: report.progress.value
    }
    Button {
        text: "Cancel"
        enabled: report.running
        onClicked: report.cancel()
    }
    //! [bound]

    //! [promise]
    function analyse(pages: var): var {
        return rpc.call("analyse", [pages], {progress: progress => page.step = progress.text})
            .then(text => page.text = text);
    }
    //! [promise]
}
