# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# cmake -DQMLLINT=<program> -DFOLDERS=<list> -DIMPORT_PATHS=<list> -P lint.cmake
#
# Fails unless qmllint has nothing to say about any QML file below the folders, except that it does not know
# the members of an RpcObject, which are those that the peer shares.
cmake_minimum_required(VERSION 3.24)

list(TRANSFORM FOLDERS APPEND "/*.qml")
file(GLOB_RECURSE files ${FOLDERS})
list(TRANSFORM IMPORT_PATHS PREPEND "-I")
execute_process(COMMAND "${QMLLINT}" ${IMPORT_PATHS} ${files}
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
string(REGEX REPLACE "Warning: [^\n]* not found on type \"RpcObject\"[^\n]*\n[^\n]*\n[ ^]*\n*" ""
    problems "${output}")
list(LENGTH files count)
if(NOT count OR NOT problems STREQUAL "" OR (NOT status EQUAL 0 AND output STREQUAL ""))
    message(FATAL_ERROR "${count} files, status ${status}\n${output}")
endif()
