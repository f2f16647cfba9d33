// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"

#include <QtCore/qhash.h>

#include <optional>

namespace WebSocketRpc {

using CodecResult = std::variant<const Codec *, UnknownType>;

// Makes the codecs of a type and of all its parts, which are published together or not at all.
class CodecBuilder
{
public:
    [[nodiscard]] CodecResult codecFor(QMetaType type);

    // A codec made of others is added before its parts are asked for, since a type may contain
    // itself.
    template<typename C>
    C *add(QMetaType type, std::unique_ptr<C> codec)
    {
        C *added = add(std::move(codec));
        m_codecs[type.id()] = added;
        return added;
    }
    template<typename C>
    C *add(std::unique_ptr<C> codec) // of a type that nobody asks for by its id
    {
        C *added = codec.get();
        m_owned.push_back(std::move(codec));
        return added;
    }

    void publish();

private:
    QHash<int, const Codec *> m_codecs;
    std::vector<std::unique_ptr<const Codec>> m_owned;
};

// Each makes codecs for one kind of type; nothing where `type` is of another kind.
using CodecFactory = std::optional<CodecResult> (*)(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> scalarCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> textCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> timeCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> jsonCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> variantCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> convertedCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> enumCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> gadgetCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> streamCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] std::optional<CodecResult> containerCodec(QMetaType type, CodecBuilder &builder);
[[nodiscard]] CodecResult containerCodec(
    const Detail::ContainerAccess &access, CodecBuilder &builder);

} // namespace WebSocketRpc
