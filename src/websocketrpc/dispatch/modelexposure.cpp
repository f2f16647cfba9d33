// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "logging_p.h"
#include "modelsource_p.h"
#include "registry_p.h"
#include "wirename_p.h"

#include <QtCore/qthread.h>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

struct Discard
{
    void operator()(QPointer<ModelSource> *source) const
    {
        if (*source)
            (*source)->discard();
        delete source;
    }
};
using Source = std::unique_ptr<QPointer<ModelSource>, Discard>; // null where it went with its model

// A source goes in its own thread, unless that has ended.
class SourceKeeper
{
public:
    SourceKeeper(ModelSource *source, std::shared_ptr<Detail::Mailbox> mailbox)
        : m_source(new QPointer(source))
        , m_mailbox(std::move(mailbox))
    {
    }
    ~SourceKeeper()
    {
        if (!m_mailbox->isCurrent())
            m_mailbox->post([source = std::move(m_source)] {});
    }
    Q_DISABLE_COPY_MOVE(SourceKeeper)

private:
    Source m_source;
    const std::shared_ptr<Detail::Mailbox> m_mailbox;
};

QStringList rolesOf(const QAbstractItemModel &model, const ModelOptions &options)
{
    QStringList names;
    if (model.thread() != QThread::currentThread())
        return names;
    for (const ModelRole &role : ModelSource::sharedRoles(options, model.roleNames()))
        names.append(role.name);
    return names;
}

} // namespace

// A model for QML may have its roles only when it has a row.
QStringList rolesOfModel(const Exposure &exposure)
{
    QStringList roles;
    if (exposure.mailbox->isCurrent()) { // elsewhere the model might vanish meanwhile
        if (const auto *const model = qobject_cast<QAbstractItemModel *>(exposure.subject))
            roles = rolesOf(*model, exposure.model->options);
    }
    return roles.isEmpty() ? exposure.model->roles : roles;
}

std::shared_ptr<const Exposure> makeExposure(QAbstractItemModel *model, const ModelOptions &options)
{
    if (!model || options.name.isEmpty()) {
        qCWarning(lcDispatch, "A model needs a name, and a null model cannot be exposed.");
        return nullptr;
    }
    const ExposeOptions exposeOptions{.prefix = options.name + u'.',
        .methods = ModelSource::methodsFor(options),
        .sharedSignals = {u"changed"_s}};
    if (isReservedName(exposeOptions.prefix.toUtf8())) {
        qCWarning(lcDispatch).noquote()
            << "A model cannot be exposed as" << options.name << "since that name is reserved.";
        return nullptr;
    }
    registerModelMessages();
    auto mailbox = Detail::Mailbox::of(model->thread());
    auto *const source = new ModelSource(model, options);
    auto keeper = std::make_shared<SourceKeeper>(source, mailbox);
    auto table = MethodTable::of(&ModelSource::staticMetaObject, exposeOptions);
    Q_ASSERT_X(
        table->problems().isEmpty(), "WebSocketRpc", qPrintable(table->problems().join(u'\n')));
    auto shared = std::make_shared<SharedObject>(source, mailbox, table->shared());
    return std::make_shared<const Exposure>(Exposure{.object = source,
        .mailbox = std::move(mailbox),
        .subject = model,
        .table = std::move(table),
        .keeper = std::move(keeper),
        .shared = std::move(shared),
        .prefix = exposeOptions.prefix,
        .model =
            ModelInfo{options, rolesOf(*model, options), Texts(model->metaObject()).of("model")},
        .name = model->metaObject()->className()});
}

} // namespace WebSocketRpc
