// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"
#include "modelprinter.h"

#include <websocketrpc/remotemodel.h>

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;
using WebSocketRpc::RemoteModel;

namespace {

constexpr int rowsAtATime = 1000;

// Prints the rows of a model in their order, as they come, and then what changes.
class ModelViewer : public QObject
{
public:
    explicit ModelViewer(const CommandLine &line)
        : m_options(line.model)
        , m_count(line.count)
        , m_timeout(line.connection.timeout)
        , m_connection(line.connection)
        , m_model(&m_connection.client(), line.names.first())
    {
        m_model.setReadAhead(0);
        m_model.setCacheSize(
            std::max(10 * rowsAtATime, m_options.follow ? m_options.last - m_options.first : 0));
    }

    void start();

private:
    void opened();
    void showMore();
    void fail(const Error &error);
    void follow();
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void rowsInserted(const QModelIndex &parent, int first, int last);
    void rowsRemoved(const QModelIndex &parent, int first, int last);
    void rowsMoved(
        const QModelIndex &parent, int first, int last, const QModelIndex &target, int to);
    void tell(const QString &change, const QVariantMap &details);
    void askForRows(int first, int last);
    [[nodiscard]] std::optional<QString> chooseRoles(); // what is wrong, if anything
    [[nodiscard]] int lastRow() const { return std::min(m_options.last, m_model.rowCount() - 1); }
    [[nodiscard]] bool isShown(const QModelIndex &parent, int first) const
    {
        return !parent.isValid() && first <= m_options.last;
    }
    [[nodiscard]] bool areLoaded(int first, int last) const;

    const ModelViewOptions m_options;
    const std::optional<int> m_count;
    const std::chrono::milliseconds m_timeout;
    QTimer m_late;
    Connection m_connection;
    RemoteModel m_model;
    QList<int> m_roles;
    std::optional<ModelPrinter> m_printer; // once the model is known
    int m_next = 0; // the row to show
    bool m_follows = false; // all rows are shown
};

void ModelViewer::start()
{
    connect(&m_model, &RemoteModel::failed, this, &ModelViewer::fail);
    connect(&m_model, &RemoteModel::synchronisedChanged, this, [this] {
        if (m_model.isSynchronised() && !m_printer)
            opened();
    });
    m_late.setSingleShot(true);
    connect(&m_late, &QTimer::timeout, this, [this] {
        m_connection.exitWith(
            Error(Error::Kind::Timeout, u"no answer within %1 ms"_s.arg(m_timeout.count())));
    });
    m_late.start(m_timeout);
    m_connection.open();
}

void ModelViewer::fail(const Error &error)
{
    if (error.code() == Error::InvalidParams && !m_printer)
        return m_connection.exitWith(
            Error(Error::InvalidParams, u"there is no shared model '%1'"_s.arg(m_model.name())));
    m_connection.exitWith(error);
}

void ModelViewer::opened()
{
    if (const auto problem = chooseRoles())
        return m_connection.exitWith(Error(Error::InvalidParams, *problem));
    m_printer.emplace(&m_model, m_roles, m_count);
    m_next = m_options.first;
    connect(&m_model, &RemoteModel::dataChanged, this, &ModelViewer::dataChanged);
    follow();
    showMore();
}

// Without --roles it is what views show.
std::optional<QString> ModelViewer::chooseRoles()
{
    const QHash<int, QByteArray> names = m_model.roleNames();
    QList<int> known = names.keys();
    known.removeOne(RemoteModel::LoadedRole);
    std::ranges::sort(known);
    for (const QString &name : m_options.roles) {
        const int role = names.key(name.toUtf8(), -1);
        if (!known.contains(role))
            return u"the model '%1' has no role '%2'"_s.arg(m_model.name(), name);
        m_roles.append(role);
    }
    if (m_options.roles.isEmpty())
        m_roles = known.contains(Qt::DisplayRole) ? QList<int>{Qt::DisplayRole} : known;
    return {};
}

bool ModelViewer::areLoaded(int first, int last) const
{
    bool areLoaded = true;
    for (int row = first; row <= last; ++row) {
        for (const int role : m_roles)
            (void)m_model.data(m_model.index(row, 0), role); // asks for it
        areLoaded =
            areLoaded && m_model.data(m_model.index(row, 0), RemoteModel::LoadedRole).toBool();
    }
    return areLoaded;
}

void ModelViewer::showMore()
{
    while (m_next <= lastRow()) {
        const int last = std::min(m_next + rowsAtATime - 1, lastRow());
        if (!areLoaded(m_next, last))
            return;
        m_printer->printRows(std::exchange(m_next, last + 1), last);
        m_late.start(m_timeout);
    }
    if (m_next == m_options.first)
        m_printer->printRows(m_next, m_next - 1); // no rows
    m_late.stop();
    m_follows = m_options.follow;
    if (!m_follows)
        QCoreApplication::exit(Success);
}

void ModelViewer::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    if (topLeft.parent().isValid())
        return;
    if (!m_follows)
        return showMore();
    const int first = std::max(topLeft.row(), m_options.first);
    const int last = std::min(bottomRight.row(), lastRow());
    for (int row = first; row <= last; ++row) {
        if (areLoaded(row, row))
            m_printer->printRows(row, row);
    }
}

void ModelViewer::follow()
{
    connect(&m_model, &RemoteModel::rowsInserted, this, &ModelViewer::rowsInserted);
    connect(&m_model, &RemoteModel::rowsRemoved, this, &ModelViewer::rowsRemoved);
    connect(&m_model, &RemoteModel::rowsMoved, this, &ModelViewer::rowsMoved);
    connect(&m_model, &RemoteModel::layoutChanged, this, [this] {
        tell(u"sorted"_s, {});
        askForRows(0, lastRow());
    });
    connect(&m_model, &RemoteModel::modelReset, this, [this] {
        tell(u"reset"_s, {{u"rows"_s, m_model.rowCount()}});
        askForRows(0, lastRow());
    });
}

void ModelViewer::rowsInserted(const QModelIndex &parent, int first, int last)
{
    if (!isShown(parent, first))
        return;
    tell(u"inserted"_s, {{u"first"_s, first}, {u"count"_s, last - first + 1}});
    askForRows(
        first, std::max(last, m_options.first + last - first)); // those that it has pushed down
}

// Others come into sight.
void ModelViewer::rowsRemoved(const QModelIndex &parent, int first, int last)
{
    if (!isShown(parent, first))
        return;
    tell(u"removed"_s, {{u"first"_s, first}, {u"count"_s, last - first + 1}});
    askForRows(lastRow() - last + first, lastRow());
}

void ModelViewer::rowsMoved(
    const QModelIndex &parent, int first, int last, const QModelIndex &target, int to)
{
    if (!isShown(parent, first) && !isShown(target, to))
        return;
    tell(u"moved"_s, {{u"first"_s, first}, {u"count"_s, last - first + 1}, {u"to"_s, to}});
    askForRows(std::min(first, to), std::max(last, to + last - first));
}

void ModelViewer::tell(const QString &change, const QVariantMap &details)
{
    if (m_follows)
        m_printer->printChange(change, details);
}

// dataChanged() tells when they have come. Before all rows are shown, there may be none left to wait for.
void ModelViewer::askForRows(int first, int last)
{
    if (!m_follows)
        showMore();
    else
        (void)areLoaded(std::max(first, m_options.first), std::min(last, lastRow()));
}

} // namespace

int runModel(const CommandLine &line)
{
    ModelViewer viewer(line);
    QTimer::singleShot(0, &viewer, &ModelViewer::start); // only a running event loop can be ended
    return QCoreApplication::exec();
}
