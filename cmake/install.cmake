# What `cmake --install` puts where: the program, the libraries with their headers, and the package files for
# find_package(ulpforge).
include(CMakePackageConfigHelpers)

# The folders that others may build on, and the messages of those; tools are for the program alone.
set(ULPFORGE_PUBLIC_FOLDERS base dsl emit hashing targets accuracy kernels fitting classical jit cost native peers
    timing engine report publish)
set(ULPFORGE_PUBLIC_MESSAGES accuracy/exhaustive/exhaustive engine/schema/run report/report)

# What include/ulpforge names, and what that includes (tests/library/headers_test.py). All other headers are private.
set(ULPFORGE_PUBLIC_HEADERS
    accuracy/contract/contract.h
    accuracy/dense/dense_check.h accuracy/dense/dense_plan.h accuracy/dense/double_check.h
    accuracy/dense/planned_doubles.h
    accuracy/exhaustive/contract_check.h accuracy/exhaustive/exhaustive_check.h
    accuracy/proof/certified_bound.h accuracy/proof/register_op.h
    accuracy/taylor/enclosure.h accuracy/taylor/taylor_model.h
    base/array_function.h base/rng.h
    cost/cost_model.h
    dsl/inputs.h dsl/interpreter.h dsl/op_table.h dsl/program.h dsl/program_builder.h dsl/text.h
    dsl/numbers/double_double.h dsl/numbers/dual.h dsl/numbers/float_format.h dsl/numbers/math.h
    dsl/numbers/scalar_table.h dsl/numbers/small_float.h
    emit/custom_op.h emit/emit_c.h
    engine/run/report.h engine/run/run.h
    engine/schema/budget.h engine/schema/config.h
    engine/variation/draft.h engine/variation/mutation.h
    publish/c_file.h publish/exhaustive_checker.h publish/measured_lines.h publish/ranking.h publish/search_to_end.h
    report/page.h report/report_model.h report/run_record.h
    targets/arb_value.h targets/correct_rounding.h targets/error_measure.h targets/function_target.h targets/mpfr_real.h
    targets/packed_reals.h targets/problem.h targets/register_target.h targets/series.h targets/target_table.h)

# ulpforge_install(): everything. REQUIRES: the targets exist.
function(ulpforge_install)
  set(headers ${CMAKE_INSTALL_INCLUDEDIR}/ulpforge)
  set(package ${CMAKE_INSTALL_LIBDIR}/cmake/ulpforge)

  add_library(ulpforge_all INTERFACE)
  set_target_properties(ulpforge_all PROPERTIES EXPORT_NAME ulpforge)
  set(libraries ulpforge_flags ulpforge_all)
  foreach(header ${ULPFORGE_PUBLIC_HEADERS})
    get_filename_component(room ${header} DIRECTORY)
    install(FILES ${header} DESTINATION ${headers}/${room})
  endforeach()
  foreach(folder ${ULPFORGE_PUBLIC_FOLDERS})
    set_target_properties(ulpforge_${folder} PROPERTIES EXPORT_NAME ${folder})
    target_link_libraries(ulpforge_all INTERFACE ulpforge_${folder})
    list(APPEND libraries ulpforge_${folder})
  endforeach()
  foreach(message ${ULPFORGE_PUBLIC_MESSAGES})
    get_filename_component(folder ${message} DIRECTORY)
    get_filename_component(name ${message} NAME)
    install(FILES ${CMAKE_BINARY_DIR}/${message}.pb.h DESTINATION ${headers}/${folder})
    set_target_properties(ulpforge_${name}_proto PROPERTIES EXPORT_NAME ${name}_proto)
    list(APPEND libraries ulpforge_${name}_proto)
  endforeach()
  set_target_properties(ulpforge_flags PROPERTIES EXPORT_NAME flags)
  install(DIRECTORY include/ulpforge DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(TARGETS ${libraries} EXPORT ulpforgeTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})

  # The program loads the libraries of peers from beside the others, and so does whatever names MeasuredLines.
  file(RELATIVE_PATH to_libraries ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR}/ulpforge)
  set_target_properties(ulpforge PROPERTIES INSTALL_RPATH "$ORIGIN/${to_libraries}")
  install(TARGETS ulpforge RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  get_property(adapters GLOBAL PROPERTY ulpforge_peer_adapters)
  foreach(adapter ${adapters})
    string(REPLACE ulpforge_ "" name ${adapter})
    set_target_properties(${adapter} PROPERTIES EXPORT_NAME ${name})
    install(TARGETS ${adapter} EXPORT ulpforgeTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/ulpforge)
  endforeach()

  configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/ulpforgeConfig.cmake.in
    ${CMAKE_BINARY_DIR}/ulpforgeConfig.cmake INSTALL_DESTINATION ${package})
  write_basic_package_version_file(${CMAKE_BINARY_DIR}/ulpforgeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${CMAKE_BINARY_DIR}/ulpforgeConfig.cmake ${CMAKE_BINARY_DIR}/ulpforgeConfigVersion.cmake
    ${CMAKE_SOURCE_DIR}/cmake/ulpforgeDependencies.cmake DESTINATION ${package})
  install(EXPORT ulpforgeTargets NAMESPACE ulpforge:: DESTINATION ${package})
endfunction()
