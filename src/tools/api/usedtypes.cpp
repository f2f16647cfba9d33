// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "signature.h"

#include <set>

namespace Api {

namespace {

class Collector
{
public:
    explicit Collector(const Document &document) : m_document(document) { }

    void add(const TypePtr &type)
    {
        if (type)
            std::visit(*this, type->kind);
    }
    [[nodiscard]] QStringList names()
    {
        while (!m_waiting.empty()) {
            const TypePtr type = m_waiting.back();
            m_waiting.pop_back();
            add(type);
        }
        return {m_names.begin(), m_names.end()};
    }

    void operator()(const Reference &reference)
    {
        const auto found = m_document.types.find(reference.name);
        if (found != m_document.types.end() && m_names.insert(reference.name).second)
            m_waiting.push_back(found->second); // for a chain of types may be long
    }
    void operator()(const Array &array) { add(array.element); }
    void operator()(const Map &map) { add(map.value); }
    void operator()(const Optional &optional) { add(optional.value); }
    void operator()(const Stream &stream) { add(stream.value); }
    void operator()(const Tuple &tuple) { addAll(tuple.elements); }
    void operator()(const Union &choice) { addAll(choice.choices); }
    void operator()(const Object &object)
    {
        for (const Member &member : object.members)
            add(member.type);
        add(object.others);
    }
    template<typename Scalar>
    void operator()(const Scalar &)
    {
    }

private:
    void addAll(const std::vector<TypePtr> &types)
    {
        for (const TypePtr &type : types)
            add(type);
    }

    const Document &m_document;
    std::set<QString> m_names;
    std::vector<TypePtr> m_waiting;
};

} // namespace

QStringList typesOf(const Document &document, const Method &method)
{
    Collector collector(document);
    for (const Overload &overload : method.overloads) {
        for (const Parameter &parameter : overload.parameters)
            collector.add(parameter.type);
        collector.add(overload.result);
    }
    return collector.names();
}

QStringList typesOf(const Document &document, const std::vector<Parameter> &parameters)
{
    Collector collector(document);
    for (const Parameter &parameter : parameters)
        collector.add(parameter.type);
    return collector.names();
}

QStringList typesOf(const Document &document, const TypePtr &type)
{
    Collector collector(document);
    collector.add(type);
    return collector.names();
}

} // namespace Api
