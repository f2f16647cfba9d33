// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "overload_p.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

struct Contender
{
    const Candidate *candidate;
    QVarLengthArray<Fit, 12> fits; // of the arguments, in the message's order
};

QVarLengthArray<Fit, 12> fitsOf(const Candidate &candidate, const std::optional<JsonValue> &params)
{
    const ReadOptions options = readOptions(candidate);
    QVarLengthArray<Fit, 12> fits;
    forEachArgument(
        *candidate.method, params, [&](const Parameter &parameter, const JsonValue &value) {
            fits.append(parameter.codec->fit(value, options));
            return true;
        });
    return fits;
}

bool isBetter(const Contender &left, const Contender &right)
{
    bool isBetterSomewhere = false;
    for (qsizetype i = 0; i < left.fits.size(); ++i) {
        if (left.fits[i] < right.fits[i])
            return false;
        isBetterSomewhere |= left.fits[i] > right.fits[i];
    }
    return isBetterSomewhere;
}

bool isOneDeclaration(const std::vector<Candidate> &candidates)
{
    const Candidate &first = candidates.front();
    return std::ranges::all_of(candidates, [&](const Candidate &other) {
        return other.exposure == first.exposure
            && other.method->declaration == first.method->declaration;
    });
}

Error overloadError(const QString &problem, const QStringList &signatures)
{
    const QJsonObject data{{u"candidates"_s, QJsonArray::fromStringList(signatures)}};
    return {Error::InvalidParams, problem + u": "_s + signatures.join(u", "), data};
}

QString signatureOf(const Candidate &candidate)
{
    return QString::fromUtf8(candidate.method->signature);
}

Error noneFits(const std::vector<Candidate> &candidates)
{
    QStringList signatures;
    for (const Candidate &candidate : candidates)
        signatures.append(signatureOf(candidate));
    return overloadError(u"no overload takes these arguments"_s, signatures);
}

Error ambiguous(const std::vector<Contender> &contenders)
{
    QStringList signatures;
    for (const Contender &contender : contenders)
        signatures.append(signatureOf(*contender.candidate));
    return overloadError(u"ambiguous call, these fit equally well"_s, signatures);
}

Error refuse(const std::vector<Candidate> &candidates, const std::optional<JsonValue> &params)
{
    if (!isOneDeclaration(candidates))
        return noneFits(candidates);
    const auto [shortest, longest] = std::ranges::minmax_element(
        candidates, {}, [](const Candidate &candidate) { return candidate.method->wire.size(); });
    return {Error::InvalidParams,
        explainRefusal(*longest->method, shortest->method->wire.size(), params)};
}

// Those that leave out the fewest of the arguments, where any are left out. One that takes them all
// as one value is for what the others do not take.
void keepMostSpecific(std::vector<Contender> &contenders)
{
    const auto rank = [](const Contender &contender) {
        const Method &method = *contender.candidate->method;
        return method.takesWholeParams ? -1 : int(method.wire.size());
    };
    const int best = rank(*std::ranges::max_element(contenders, {}, rank));
    std::erase_if(contenders, [&](const Contender &contender) { return rank(contender) < best; });
}

std::variant<const Candidate *, Error> chooseBest(std::vector<Contender> contenders,
    const std::vector<Candidate> &candidates, const std::optional<JsonValue> &params)
{
    for (Contender &contender : contenders)
        contender.fits = fitsOf(*contender.candidate, params);
    std::erase_if(
        contenders, [](const Contender &contender) { return contender.fits.contains(Fit::None); });
    if (contenders.empty())
        return noneFits(candidates);
    keepMostSpecific(contenders);

    const auto best = std::ranges::find_if(contenders, [&](const Contender &contender) {
        return std::ranges::all_of(contenders, [&](const Contender &other) {
            return &other == &contender || isBetter(contender, other);
        });
    });
    if (best == contenders.end())
        return ambiguous(contenders);
    return best->candidate;
}

} // namespace

std::variant<const Candidate *, Error> chooseOverload(
    const std::vector<Candidate> &candidates, const std::optional<JsonValue> &params)
{
    std::vector<Contender> contenders;
    for (const Candidate &candidate : candidates) {
        if (accepts(*candidate.method, params))
            contenders.push_back({&candidate, {}});
    }
    if (contenders.empty())
        return refuse(candidates, params);
    if (contenders.size() == 1)
        return contenders.front().candidate;
    return chooseBest(std::move(contenders), candidates, params);
}

} // namespace WebSocketRpc
