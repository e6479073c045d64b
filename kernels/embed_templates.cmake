# cmake -DOUTPUT=FILE.cc "-DFILES=a.tmpl;b.tmpl" -P embed_templates.cmake: writes the definition of
# TemplateTexts of kernels/template_texts.h.
set(source "#include \"kernels/template_texts.h\"\n\nnamespace ulpforge {\n\n")
string(APPEND source "std::span<const std::string_view> TemplateTexts() {\n")
string(APPEND source "  static constexpr std::string_view kTexts[] = {\n")
foreach(file ${FILES})
  file(READ ${file} text)
  string(APPEND source "    R\"tmpl(${text})tmpl\",\n")
endforeach()
string(APPEND source "  };\n  return kTexts;\n}\n\n}  // namespace ulpforge\n")
file(WRITE ${OUTPUT} "${source}")
