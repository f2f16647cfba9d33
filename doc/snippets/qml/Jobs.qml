// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

//! [jobs]
import QtQuick
import WebSocketRpc

ListView {
    id: view

    property alias url: rpc.url

    RpcClient {
        id: rpc

        handlers: ({
            jobChanged(job) { // notified by the server
                for (let row = 0; row < jobs.count; ++row) {
                    if (jobs.get(row).id === job.id)
                        return jobs.set(row, job);
                }
                jobs.append(job);
            }
        })
    }

    RpcCall { // called again after each connect
        client: rpc
        method: "jobs"
        onResultChanged: {
            jobs.clear();
            jobs.append(result);
        }
    }

    model: ListModel {
        id: jobs
    }
    delegate: Text {
        required property string name
        required property int percent

        text: name + ": " + percent + " %"
    }
}
//! [jobs]
