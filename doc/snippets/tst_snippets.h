// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "calculator.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <memory>

class Log : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void log(const QString &line) { lines.append(line); }

    QStringList lines;
};

// Runs the code shown in the documentation. Each test function has its own connection.
class Snippets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void call();
    void callByName();
    void callMethod();
    void callWithOptions();
    void callWithArguments();
    void callInBatch();
    void notify();

    void exchangeGadgets();
    void exposeWithOptions();
    void handleByName();
    void registerMembersOfAType();
    void callBack();

    void serveRoutes();
    void serveEach();
    void authenticate();
    void compress();
    void drainServer();

    void startFromADescriptor();
    void trustAProxy();

    void pushToAll();
    void pushToSome();
    void pushToOne();

    void shareAnObject();
    void followAnObject();
    void showAModel();
    void beDiscoverable();

    void handleError();
    void hearOfFailures();
    void cancel();

    void showProgress();
    void readStreams();
    void cancelWithAnObject();
    void cancelNestedCalls();

    void followConnection();
    void setCompression();
    void failWithoutWaiting();
    void setSocketFactory();
    void setReconnectPolicy();
    void openWithALogin();
    void setRequestFactory();

    void testWithAServer();
    void waitForACall();
    void misbehave();
    void pairChannels();
    void nameThePeers();
    void record();
    void answerInSequence();
    void recordProperties();
    void scriptAPeer();
    void advanceTime();

    void followJobs();
    void testTheModel();

    void speakFastApi();
    void chooseLogging();

private:
    Calculator m_calculator;
    Log m_serverLog;
    Log m_clientLog;
    std::unique_ptr<WebSocketRpc::Server> m_server;
    std::unique_ptr<WebSocketRpc::Client> m_client;
};
