# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# cmake -DPROGRAM=<file> -DLINES=<list> -P check_output.cmake
#
# Fails unless PROGRAM succeeds, prints exactly these lines and nothing to stderr.
cmake_minimum_required(VERSION 3.24)

execute_process(COMMAND "${PROGRAM}"
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
list(JOIN LINES "\n" expected)
if(NOT status EQUAL 0 OR NOT output STREQUAL "${expected}\n" OR NOT errors STREQUAL "")
    message(FATAL_ERROR
        "status ${status}, expected 0\n"
        "expected:\n${expected}\ngot:\n${output}\non stderr:\n${errors}")
endif()
