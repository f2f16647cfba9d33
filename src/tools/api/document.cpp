// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "document.h"

#include <algorithm>

namespace Api {

const Method *Document::method(const QString &name) const
{
    const auto found = std::ranges::find(methods, name, &Method::name);
    return found == methods.end() ? nullptr : &*found;
}

const Type &Document::resolved(const Type &type) const
{
    static const Type any;
    const Type *current = &type;
    for (std::size_t hops = 0; hops <= types.size(); ++hops) {
        const auto *reference = current->as<Reference>();
        if (!reference)
            return *current;
        const auto found = types.find(reference->name);
        if (found == types.end())
            break;
        current = found->second.get();
    }
    return any;
}

bool Document::reduceTo(const QString &namePrefix)
{
    prefix = namePrefix;
    const auto isOther = [&](const auto &member) { return !member.name.startsWith(prefix); };
    std::erase_if(methods, isOther);
    std::erase_if(signalList, isOther);
    std::erase_if(properties, isOther);
    std::erase_if(models, isOther);
    return !methods.empty() || !signalList.empty() || !properties.empty() || !models.empty();
}

} // namespace Api
