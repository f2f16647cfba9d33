// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// `peer` has the function begin(), which settles the promise.
export function call(peer, method, params, options) {
    return new Promise((resolve, reject) => peer.begin(method, params, options, resolve, reject));
}

// Names that the language or a tool looks up by itself: awaiting and printing an object calls nobody.
function isReserved(name) {
    return typeof name !== "string" || name === "then" || name === "toJSON" || name.startsWith("_");
}

function isPlainObject(value) {
    if (value === null || typeof value !== "object")
        return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}

export function newOther(peer) {
    return new Proxy({}, {
        get(target, name) {
            if (isReserved(name))
                return undefined;
            if (name in target) // toString() and the like
                return target[name];
            return (...values) => {
                const named = values.length === 1 && isPlainObject(values[0]);
                return call(peer, name, named ? values[0] : values);
            };
        }
    });
}

// Gives what a function returns or throws to `answer`, once; a promise is waited for.
export function run(object, name, values, answer) {
    try {
        const result = object[name](...values);
        if (result instanceof Promise)
            result.then(value => answer.succeed(value), error => answer.fail(error));
        else
            answer.succeed(result);
    } catch (error) {
        answer.fail(error);
    }
}
