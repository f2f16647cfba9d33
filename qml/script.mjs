// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

function isThenable(value) {
    return value !== null && (typeof value === "object" || typeof value === "function")
        && typeof value.then === "function";
}

// A Promise of the result of a call, or one derived from it. It can cancel the call, and reports a
// failure that nothing handles.
class CallPromise extends Promise {
    constructor(executor) {
        const state = {call: null, isAwaited: false};
        super((resolve, reject) => {
            const fail = error => {
                reject(error);
                reportUnlessAwaited(state, error);
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
        const call = this._state.call;
        this._state.isAwaited = true;
        const next = super.then(call ? noting(call, onFulfilled) : onFulfilled, onRejected);
        next._state.call = call;
        return next;
    }

    cancel() {
        this._state.call?.cancel();
    }
}

// What handles an answer of `call`, and leaves in `call.thrown` what it throws.
function noting(call, handler) {
    if (typeof handler !== "function")
        return handler;
    const note = error => {
        call.thrown = {error};
        throw error;
    };
    return value => {
        try {
            const result = handler(value);
            return result instanceof Promise && !(result instanceof CallPromise) ? result.catch(note) : result;
        } catch (error) {
            return note(error);
        }
    };
}

// Whoever cancels a call or closes the channel knows that it fails.
function reportUnlessAwaited(state, error) {
    const isExpected = error?.kind === "Cancelled" || error?.kind === "Closed";
    if (!state.call || state.isAwaited || isExpected)
        return;
    const {peer, method, thrown} = state.call;
    if (thrown && thrown.error === error)
        peer.reportThrownUnless?.(() => state.isAwaited, method, error);
    else
        peer.reportFailedUnless?.(() => state.isAwaited, method, error);
}

// A promise of what comes of `call`, and the functions that settle it.
function newCallPromise(call) {
    let settle = null;
    let fail = null;
    const promise = new CallPromise((resolve, reject) => {
        settle = resolve;
        fail = reject;
    });
    promise._state.call = call;
    return [promise, settle, fail];
}

// The promise of a call that `peer` knows by `number`, and the functions that settle it. A peer that is
// destroyed has no functions any more.
export function newPromise(peer, number, method) {
    return newCallPromise({peer, method, cancel: () => peer.cancel?.(number)});
}

export function newRejected(error) {
    return Promise.reject(error);
}

// The stream of a call of `method`. It ends when the garbage collector deletes this object, and with it
// `source`, unless somebody waits for values.
class RemoteStream {
    constructor(peer, method, source) {
        this._peer = peer;
        this._method = method;
        this._source = source;
    }

    each(handler) {
        const call = this._newCall();
        const [promise, settle, fail] = newCallPromise(call);
        const consume = values => {
            try {
                values.forEach(value => handler(value));
                return true;
            } catch (error) {
                call.thrown = {error};
                fail(error);
                return false;
            }
        };
        this._source.each(consume, settle, fail);
        return promise;
    }

    next() {
        const [promise, settle, fail] = newCallPromise(this._newCall());
        this._source.next((done, value) => settle({value, done}), fail);
        return promise;
    }

    cancel() {
        this._source.cancel();
    }

    return(value) { // as the language calls it when a loop ends early
        this.cancel();
        return Promise.resolve({value, done: true});
    }

    _newCall() {
        return {peer: this._peer, method: this._method, cancel: () => this.cancel()};
    }
}

if (Symbol.asyncIterator) {
    RemoteStream.prototype[Symbol.asyncIterator] = function() {
        return this;
    };
}

export function newStream(peer, method, source) {
    return new RemoteStream(peer, method, source);
}

// Names that the language or a tool looks up: awaiting or printing an object must not call the peer.
function isReserved(name) {
    return typeof name !== "string" || name === "then" || name === "toJSON" || name.startsWith("_");
}

function isPlainObject(value) {
    if (value === null || typeof value !== "object")
        return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}

// Members that every object, or every function, has are not replaced.
function withRemoteMembers(target, peer, prefix) {
    return new Proxy(target, {
        get(target, name) {
            if (isReserved(name))
                return undefined;
            return name in target ? target[name] : newRemoteFunction(peer, prefix + name);
        }
    });
}

function closedError() {
    const error = new Error("the channel no longer exists");
    return Object.assign(error, {kind: "Closed", code: 0, mayHaveExecuted: false});
}

// A function of the peer; its members are the functions whose names begin with its name and a dot.
function newRemoteFunction(peer, method) {
    return withRemoteMembers((...values) => {
        const named = values.length === 1 && isPlainObject(values[0]);
        return peer.call?.(method, named ? values[0] : values) ?? Promise.reject(closedError());
    }, peer, method + ".");
}

export function newOther(peer) {
    return withRemoteMembers({}, peer, "");
}

// Calls a function and settles `answer` with its result or exception, once; waits for a promise.
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
