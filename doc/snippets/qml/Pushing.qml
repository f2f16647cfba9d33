// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import WebSocketRpc

Item {
    id: page

    property alias client: client
    property int level: 0
    property string title: ""
    property string log: ""

    //! [push]
    RpcServer {
        id: server
    }

    function changeVolume(level: int) {
        server.notifyAll("OnVolumeChanged", [level]); // all clients
        for (const channel of server.channels) // or each of them, with an answer
            channel.other.confirm(level).then(answer => page.log += answer);
    }
    //! [push]

    //! [handlers]
    RpcClient {
        id: client

        url: server.url
        handlers: ({
            OnVolumeChanged: level => page.level = level,
            confirm: level => "yes, " + level,
            Player: { // Player.OnPlay and Player.OnStop
                OnPlay: event => page.title = event.title,
                OnStop: () => page.title = ""
            }
        })
    }
    //! [handlers]

    //! [on]
    Component.onCompleted: {
        client.on("Player.OnSeek", (seconds, isPaused = false) => page.log += "seek " + seconds);
        client.onAny((method, params) => console.debug(method, JSON.stringify(params)));
    }
    //! [on]

    function play() {
        server.notifyAll("Player.OnPlay", {title: "So What"});
        server.notifyAll("Player.OnSeek", [30]);
    }
}
