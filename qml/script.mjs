// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

let tools = null; // the Script of this engine

export function setTools(script) {
    tools = script;
}

function isThenable(value) {
    return value !== null && (typeof value === "object" || typeof value === "function")
        && typeof value.then === "function";
}

// A Promise of the result of a call, or of what becomes of it. It can cancel the call, and tells where
// nobody has asked what it is rejected with.
class CallPromise extends Promise {
    constructor(executor) {
        const state = {call: null, isAwaited: false};
        super((resolve, reject) => {
            const fail = error => {
                reject(error);
                if (!state.isAwaited)
                    tools.later(() => reportUnlessAwaited(state, error));
            };
            const settle = value => {
                if (!isThenable(value))
                    return resolve(value);
                if (value instanceof CallPromise)
                    state.call = value._state.call; // this is a promise of that call from here on
                value.then(settle, fail);
            };
            executor(settle, fail);
        });
        this._state = state;
    }

    then(onFulfilled, onRejected) {
        this._state.isAwaited = true;
        const next = super.then(onFulfilled, onRejected);
        next._state.call = this._state.call;
        return next;
    }

    cancel() {
        this._state.call?.cancel();
    }
}

// Whoever cancels a call or closes the channel knows that it fails.
function reportUnlessAwaited(state, error) {
    const isWanted = error?.kind === "Cancelled" || error?.kind === "Closed";
    if (!state.isAwaited && state.call && !isWanted)
        state.call.report(error);
}

// `peer` has begin(), which settles the promise and returns the number of the call, cancel() of that
// number, and report(), for a failure that nobody handles.
export function call(peer, method, params, options) {
    let number = 0;
    const promise = new CallPromise((resolve, reject) => {
        number = peer.begin(method, params, options, resolve, reject);
    });
    promise._state.call = {
        cancel: () => peer.cancel?.(number),
        report: error => peer.report?.(method, error)
    };
    return promise;
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

// What every object, or every function, has is its own.
function withRemoteMembers(target, peer, prefix) {
    return new Proxy(target, {
        get(target, name) {
            if (isReserved(name))
                return undefined;
            return name in target ? target[name] : newRemoteFunction(peer, prefix + name);
        }
    });
}

// A function of the peer; its members are the functions whose names begin with its name and a dot.
function newRemoteFunction(peer, method) {
    return withRemoteMembers((...values) => {
        const named = values.length === 1 && isPlainObject(values[0]);
        return call(peer, method, named ? values[0] : values);
    }, peer, method + ".");
}

export function newOther(peer) {
    return withRemoteMembers({}, peer, "");
}

// Give what a function returns or throws to `answer`, once; a promise is waited for.
export function run(object, name, values, answer) {
    settle(answer, () => object[name](...values));
}

export function runFunction(run, values, answer) {
    settle(answer, () => run(...values));
}

function settle(answer, run) {
    try {
        const result = run();
        if (result instanceof Promise)
            result.then(value => answer.succeed(value), error => answer.fail(error));
        else
            answer.succeed(result);
    } catch (error) {
        answer.fail(error);
    }
}
