// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// echo [--compressed] [<url>]: as echo.py, with Go's gorilla/websocket, which sends a frame whenever its
// buffer is full. So all messages of a connection are split in the same way, and those of the next one
// differently. A server does not see whether a connection is compressed.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"sync/atomic"

	"github.com/gorilla/websocket"
)

var sizes = []int{7, 11, 13, 101, 4096}

func echo(peer *websocket.Conn) {
	for {
		kind, text, err := peer.ReadMessage()
		if err != nil {
			return
		}
		writer, err := peer.NextWriter(kind)
		if err != nil {
			return
		}
		for _, b := range text {
			if _, err = writer.Write([]byte{b}); err != nil {
				return
			}
		}
		if writer.Close() != nil {
			return
		}
	}
}

func main() {
	arguments := os.Args[1:]
	compressed := len(arguments) > 0 && arguments[0] == "--compressed"
	if compressed {
		arguments = arguments[1:]
	}
	if len(arguments) > 0 {
		for i, size := range sizes {
			dialer := websocket.Dialer{WriteBufferSize: size, EnableCompression: compressed}
			peer, response, err := dialer.Dial(arguments[0], nil)
			if err != nil {
				log.Fatal(err)
			}
			if compressed && response.Header.Get("Sec-WebSocket-Extensions") == "" {
				log.Fatal("messages are not compressed")
			}
			if i < len(sizes)-1 {
				go echo(peer)
			} else {
				echo(peer)
			}
		}
		return
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	var connections atomic.Int64
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		size := sizes[int(connections.Add(1)-1)%len(sizes)]
		upgrader := websocket.Upgrader{WriteBufferSize: size, EnableCompression: compressed}
		if peer, err := upgrader.Upgrade(response, request, nil); err == nil {
			defer peer.Close()
			echo(peer)
		}
	})
	fmt.Printf("ws://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
