// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelnodes_p.h"

namespace WebSocketRpc {

ModelNode describe(const QAbstractItemModel &model, ModelNodeId id, const QModelIndex &index)
{
    return {id, model.rowCount(index), model.columnCount(index), model.canFetchMore(index)};
}

ModelNodes::Node *ModelNodes::find(ModelNodeId id)
{
    const auto entry = m_nodes.find(id);
    const bool isThere = entry != m_nodes.end() && (id == root || entry->second.index.isValid());
    return isThere ? &entry->second : nullptr;
}

std::optional<ModelNodeId> ModelNodes::idOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return root;
    if (index.column() != 0 || m_ids.isEmpty())
        return {};
    const auto id = m_ids.constFind(QPersistentModelIndex(index));
    return id == m_ids.cend() ? std::nullopt : std::optional(*id);
}

std::vector<ModelNodeId> ModelNodes::all() const
{
    std::vector<ModelNodeId> ids;
    for (const auto &[id, node] : m_nodes)
        ids.push_back(id);
    return ids;
}

// Goes through the rows or through the children, whichever are fewer.
std::vector<ModelNodeId> ModelNodes::childrenIn(
    const QAbstractItemModel &model, ModelNodeId parent, int first, int count)
{
    std::vector<ModelNodeId> found;
    const Node *const node = find(parent);
    if (!node || node->children.empty())
        return found;
    if (std::size_t(count) < node->children.size()) {
        const QModelIndex index = node->index;
        for (int row = first; row < first + count; ++row) {
            const auto id = idOf(model.index(row, 0, index));
            if (id && *id != root)
                found.push_back(*id);
        }
        return found;
    }
    for (const ModelNodeId id : node->children) {
        const int row = m_nodes.at(id).index.row();
        if (row >= first && row - first < count)
            found.push_back(id);
    }
    return found;
}

ModelNodeId ModelNodes::add(ModelNodeId parent, const QModelIndex &index)
{
    const QPersistentModelIndex persistent(index);
    const auto known = m_ids.constFind(persistent);
    if (known != m_ids.cend())
        return *known;
    const ModelNodeId id = ++m_latest;
    m_nodes.emplace(id, Node{persistent, parent});
    m_nodes.at(parent).children.insert(id);
    m_ids.insert(persistent, id);
    return id;
}

void ModelNodes::setParent(ModelNodeId id, ModelNodeId parent)
{
    Node &node = m_nodes.at(id);
    m_nodes.at(node.parent).children.erase(id);
    node.parent = parent;
    m_nodes.at(parent).children.insert(id);
}

std::vector<ModelNodeId> ModelNodes::forget(ModelNodeId id)
{
    m_nodes.at(m_nodes.at(id).parent).children.erase(id);
    std::vector<ModelNodeId> gone{id};
    for (std::size_t i = 0; i < gone.size(); ++i) {
        const auto node = m_nodes.extract(gone[i]);
        m_ids.remove(node.mapped().index);
        gone.insert(gone.end(), node.mapped().children.begin(), node.mapped().children.end());
    }
    return gone;
}

void ModelNodes::clear()
{
    const qint64 revision = m_nodes.empty() ? 0 : m_nodes.at(root).revision;
    m_nodes.clear();
    m_ids.clear();
    m_nodes.emplace(root, Node{.revision = revision});
}

} // namespace WebSocketRpc
