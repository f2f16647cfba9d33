// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "document.h"

#include <map>

namespace Api {

// Whether all values of one type are values of another one, of two documents. Where that cannot be known, as with two
// regular expressions, they are not.
class Fitting
{
public:
    Fitting(const Document &inner, const Document &outer) : m_inner(inner), m_outer(outer) { }

    // Why some values of `inner` are none of `outer`; empty if all are.
    [[nodiscard]] QString problem(const Type &inner, const Type &outer);

private:
    [[nodiscard]] QString knownProblem(const Type &inner, const Type &outer); // of no references
    [[nodiscard]] QString problemOfAny(const std::vector<TypePtr> &inner, const Type &outer);
    [[nodiscard]] QString problemOfAll(const Type &inner, const std::vector<TypePtr> &outer);
    [[nodiscard]] QString arrayProblem(const Array &inner, const Type &outer);
    [[nodiscard]] QString tupleProblem(const Tuple &inner, const Type &outer);
    [[nodiscard]] QString mapProblem(const Map &inner, const Type &outer);
    [[nodiscard]] QString objectProblem(const Object &inner, const Type &outer);
    [[nodiscard]] QString memberProblem(const Object &inner, const Object &outer);

    const Document &m_inner;
    const Document &m_outer;
    std::map<std::pair<const Type *, const Type *>, QString> m_known; // the problem of each
    int m_depth = 0;
};

} // namespace Api
