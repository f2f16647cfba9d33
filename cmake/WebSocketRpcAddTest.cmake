# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# websocketrpc_add_test(<unit> [SOURCES <file>...] [LAYERS <layer>...] [LINKS <target>...]
#     [LABELS <label>...] [RUN_WITH <command>...] [TIMEOUT <seconds>])
#
# Builds tst_<unit>.cpp into tst_<unit> and gives it to ctest. LAYERS names the layers that it reaches
# into, which bring along all below them; a test that does not links WebSocketRpc::WebSocketRpc.
# RUN_WITH is a command that runs the one that follows it.
function(websocketrpc_add_test unit)
    cmake_parse_arguments(PARSE_ARGV 1 test "" "TIMEOUT" "SOURCES;LAYERS;LINKS;LABELS;RUN_WITH")
    websocketrpc_layers(layers ${test_LAYERS})
    if(NOT test_TIMEOUT)
        set(test_TIMEOUT 60)
    endif()
    if(WEBSOCKETRPC_SANITIZER)
        math(EXPR test_TIMEOUT "3 * ${test_TIMEOUT}")
    endif()
    add_executable(tst_${unit} tst_${unit}.cpp ${test_SOURCES})
    set_target_properties(tst_${unit} PROPERTIES AUTOMOC ON)
    target_link_libraries(tst_${unit} PRIVATE
        ${test_LINKS} ${layers} Qt6::Test websocketrpc_settings)
    target_precompile_headers(tst_${unit} REUSE_FROM websocketrpc_testheaders)
    set_source_files_properties(
        "${CMAKE_CURRENT_BINARY_DIR}/tst_${unit}_autogen/mocs_compilation.cpp"
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON) # mostly empty
    add_test(NAME ${unit} COMMAND ${test_RUN_WITH} $<TARGET_FILE:tst_${unit}>)
    set_tests_properties(${unit} PROPERTIES TIMEOUT ${test_TIMEOUT} LABELS "${test_LABELS}")
endfunction()
