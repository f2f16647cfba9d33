# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# Compiles SOURCE with COMMAND, first unchanged, then with each of the lines that must be refused for
# these reasons.

set(reasons
    "the arguments do not convert to the method's parameters"
    "the class of the method is not declared with Q_OBJECT"
    "the parameters must have types"
    "parameters are taken by value or as const references"
    "the first parameter is the name of the method, a QString"
    "onFailed() must return a value of the reply's type: call then() first, or return a default"
    "name the type of the result, call<int>(...)")

execute_process(COMMAND ${COMMAND} "${SOURCE}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "it should compile:\n${output}")
endif()
execute_process(COMMAND ${COMMAND} -DREFUSED "${SOURCE}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
foreach(reason IN LISTS reasons)
    string(FIND "${output}" "${reason}" found)
    if(result EQUAL 0 OR found EQUAL -1)
        message(FATAL_ERROR "it should be refused, because ${reason}:\n${output}")
    endif()
endforeach()
