// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jobs.h"

#include "tst_snippets.h"

#include <websocketrpc/test/recorder.h>
#include <websocketrpc/test/server.h>

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

//! [push]
int JobService::start(const QString &name)
{
    if (name.isEmpty())
        throw WebSocketRpc::Error(1, u"a job needs a name"_s);
    m_jobs.append({int(m_jobs.size()) + 1, name});
    m_server->notifyAll("jobChanged", m_jobs.constLast());
    return m_jobs.constLast().id;
}

void JobService::setPercent(int id, int percent)
{
    Job &job = m_jobs[id - 1];
    job.percent = percent;
    m_server->notifyAll("jobChanged", job);
}
//! [push]

//! [receive]
JobModel::JobModel(WebSocketRpc::Client *client) : m_client(client)
{
    client->on("jobChanged", this, &JobModel::update);
    connect(client, &WebSocketRpc::Client::connected, this, &JobModel::load);
}

void JobModel::load() // after each connect: notifications sent in between are missed
{
    m_client->call<QList<Job>>("jobs").then(this, [this](const QList<Job> &jobs) { show(jobs); });
}

void JobModel::start(const QString &name)
{
    m_client->call<int>("start", name).onFailed(this, [this](const WebSocketRpc::Error &error) {
        Q_EMIT failed(error.message());
        return 0; // in place of the id; nobody uses it
    });
}
//! [receive]

int JobModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    const Job &job = m_jobs[index.row()];
    return u"%1: %2 %"_s.arg(job.name).arg(job.percent);
}

void JobModel::show(const QList<Job> &jobs)
{
    beginResetModel();
    m_jobs = jobs;
    endResetModel();
}

void JobModel::update(const Job &job)
{
    const auto known = std::find_if(
        m_jobs.begin(), m_jobs.end(), [&job](const Job &each) { return each.id == job.id; });
    if (known == m_jobs.end()) {
        const int row = int(m_jobs.size());
        beginInsertRows({}, row, row);
        m_jobs.append(job);
        endInsertRows();
        return;
    }
    *known = job;
    const QModelIndex changed = index(int(known - m_jobs.begin()));
    Q_EMIT dataChanged(changed, changed);
}

void Snippets::followJobs()
{
    //! [both]
    WebSocketRpc::Server server;
    JobService service(&server);
    if (!server.listen())
        qWarning() << server.errorString();

    WebSocketRpc::Client client(server.url());
    JobModel model(&client);
    client.open();
    //! [both]
    const auto text = [&model](int row) { return model.index(row).data().toString(); };
    QTRY_VERIFY(client.isConnected());
    model.start(u"backup"_s);
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(text(0), u"backup: 0 %"_s);
    service.setPercent(1, 40);
    QTRY_COMPARE(text(0), u"backup: 40 %"_s);
    QString message;
    connect(&model, &JobModel::failed, this, [&message](const QString &text) { message = text; });
    model.start({});
    QTRY_COMPARE(message, u"a job needs a name"_s);
}

void Snippets::testTheModel()
{
    //! [test]
    namespace Test = WebSocketRpc::Test;

    Test::Recorder service(JobService::staticMetaObject);
    service.answer("jobs", QVariant::fromValue(QList<Job>{{1, u"backup"_s, 40}}));
    Test::Server server(&service);
    WebSocketRpc::Client client(server.url());
    JobModel model(&client);
    client.open();
    QTRY_COMPARE(model.rowCount(), 1);

    server.notifyAll("jobChanged", Job{1, u"backup"_s, 60});
    QTRY_COMPARE(model.index(0).data(), "backup: 60 %");

    server.faults().cut(); // the model reconnects
    service.answer("jobs", QVariant::fromValue(QList<Job>{{1, u"backup"_s, 80}}));
    QTRY_COMPARE(model.index(0).data(), "backup: 80 %");

    service.failOnce("start", WebSocketRpc::Error(1, u"the disk is full"_s));
    QSignalSpy failed(&model, &JobModel::failed);
    model.start(u"copy"_s);
    QTRY_COMPARE(failed.value(0), QVariantList{u"the disk is full"_s});
    QCOMPARE(service.callsOf("start"), QList<QVariantList>{{u"copy"_s}});
    //! [test]
}
