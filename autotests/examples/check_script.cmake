# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# SCRIPT prints its options with --help and refuses an unknown option, both at once. It must print
# nothing else, which shows that it builds nothing.
cmake_path(GET SCRIPT PARENT_PATH folder)
cmake_path(GET folder FILENAME folder)

execute_process(COMMAND "${SCRIPT}" --help
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
if(NOT status EQUAL 0 OR NOT output MATCHES "^${folder}/run \\[--preset <preset>\\]" OR NOT errors STREQUAL "")
    message(FATAL_ERROR "--help: ${status}\n${output}${errors}")
endif()

execute_process(COMMAND "${SCRIPT}" --nonsense
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
set(message "unknown option --nonsense; ${folder}/run --help tells what there is\n")
if(NOT status EQUAL 2 OR NOT output STREQUAL "" OR NOT errors STREQUAL message)
    message(FATAL_ERROR "--nonsense: ${status}\n${output}${errors}")
endif()
