#include "native/compiled_source.h"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "native/c_definitions.h"
#include "native/run_compiler.h"
#include "native/signature.h"

namespace ulpforge {
namespace {

// The linker refuses what nobody defines, with a better message than the loader.
constexpr const char* kFlags[] = {"-ffp-contract=off", "-shared", "-fPIC", "-Wl,-z,defs"};
constexpr std::string_view kArraySuffix = "_array";
constexpr std::string_view kSuffixes[] = {kArraySuffix, "_u16", "_u16_array"};

// A directory that nobody else can read, removed with all that it holds.
class TemporaryDirectory {
 public:
  static absl::StatusOr<TemporaryDirectory> Create() {
    std::error_code error;
    std::string path = std::filesystem::temp_directory_path(error).string() + "/ulpforge-XXXXXX";
    if (error || mkdtemp(path.data()) == nullptr) {
      return absl::FailedPreconditionError(fmt::format(
          "cannot make a temporary directory {}; set TMPDIR to a directory that can be written", path));
    }
    return TemporaryDirectory(std::move(path));
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(TemporaryDirectory&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryDirectory& operator=(TemporaryDirectory&&) = delete;

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryDirectory(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

absl::StatusOr<std::string> ReadFile(const std::string& file) {
  std::error_code ignored;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file, ignored)) {
    return absl::NotFoundError(fmt::format("cannot read C file '{}'; is the path right?", file));
  }
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string Listed(const std::vector<CDefinition>& definitions) {
  std::string text;
  for (const CDefinition& definition : definitions) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", definition.name, definition.signature);
  }
  return text;
}

const CDefinition* FindDefinition(const std::vector<CDefinition>& definitions, std::string_view name) {
  const auto found = std::find_if(definitions.begin(), definitions.end(),
                                  [&](const CDefinition& definition) { return definition.name == name; });
  return found == definitions.end() ? nullptr : &*found;
}

// NAME_array, or NAME_u16, beside NAME.
bool BelongsToAnother(const CDefinition& definition, const std::vector<CDefinition>& definitions) {
  const std::string_view name = definition.name;
  return std::ranges::any_of(kSuffixes, [&](std::string_view suffix) {
    return name.ends_with(suffix) &&
           FindDefinition(definitions, name.substr(0, name.size() - suffix.size())) != nullptr;
  });
}

// The definitions that can be called with the format and that the compiler made functions of.
template <class T>
std::vector<CDefinition> Callable(std::vector<CDefinition> definitions, const SharedLibrary& library,
                                  std::string_view format) {
  const std::vector<std::string> functions = library.Functions().value_or(std::vector<std::string>{});
  std::erase_if(definitions, [&](const CDefinition& definition) {
    return !FindSignature<T>(definition.signature, format).ok() ||
           !std::binary_search(functions.begin(), functions.end(), definition.name);
  });
  return definitions;
}

absl::StatusOr<std::string> ChooseSymbol(const std::string& file, const std::vector<CDefinition>& callable,
                                         const std::vector<CDefinition>& defined,
                                         const CompileOptions& options) {
  if (!options.symbol.empty()) return options.symbol;
  std::vector<CDefinition> choice = callable;
  std::erase_if(choice,
                [&](const CDefinition& definition) { return BelongsToAnother(definition, callable); });
  if (choice.size() == 1) return choice.front().name;
  if (!choice.empty()) {
    return absl::InvalidArgumentError(
        fmt::format("C file '{}' defines several functions; name one of: {}", file, Listed(choice)));
  }
  return absl::InvalidArgumentError(fmt::format(
      "C file '{}' defines no function that can be called with {}{}", file, options.format,
      defined.empty() ? "; name a symbol and its signature" : "; it defines: " + Listed(defined)));
}

// The flags in `command`, the files in `directory`.
absl::StatusOr<SharedLibrary> Compile(const std::string& file, const std::string& name,
                                      const std::vector<std::string>& command, const std::string& directory) {
  const std::string library = directory + "/kernel.so";
  std::vector<std::string> words = command;
  // A path that begins like an option is none.
  words.insert(words.end(), {"-o", library, "-x", "c", file.starts_with('-') ? "./" + file : file, "-lm"});
  if (const absl::Status status = RunCompiler(words); !status.ok()) {
    return absl::Status(status.code(), fmt::format("C file '{}' does not compile with {}: {}", name,
                                                   command[0], std::string(status.message())));
  }
  return SharedLibrary::Open(library, name);
}

// The row with which the symbol is called: the one that was asked for, or what the file says.
template <class T>
absl::StatusOr<const Signature<T>*> ChooseSignature(const std::string& file, const std::string& symbol,
                                                    const std::vector<CDefinition>& defined,
                                                    const CompileOptions& options) {
  if (!options.signature.empty()) return FindSignature<T>(options.signature, options.format);
  const CDefinition* const definition = FindDefinition(defined, symbol);
  if (definition == nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("C file '{}' does not show how to call '{}'; name its signature", file, symbol));
  }
  absl::StatusOr<const Signature<T>*> row = FindSignature<T>(definition->signature, options.format);
  if (row.ok()) return row;
  return absl::Status(row.status().code(), fmt::format("'{}' of C file '{}': {}", symbol, file,
                                                       std::string(row.status().message())));
}

// What `function` does for one value, NAME_array does for arrays, if there is one.
template <class T>
absl::Status UseArrayFunction(const std::string& symbol, const std::vector<CDefinition>& callable,
                              const SharedLibrary& library, std::string_view format,
                              TimedFunction<T>* function) {
  const CDefinition* const array = FindDefinition(callable, symbol + std::string(kArraySuffix));
  if (array == nullptr || !function->chain) return absl::OkStatus();
  const absl::StatusOr<void*> address = library.Find(array->name);
  if (!address.ok()) return address.status();
  const absl::StatusOr<const Signature<T>*> row = FindSignature<T>(array->signature, format);
  if (!row.ok()) return row.status();
  function->array = (*row)->adapt(*address).array;
  return absl::OkStatus();
}

}  // namespace

template <class T>
absl::StatusOr<CompiledSource<T>> CompiledSource<T>::Open(const std::string& file, CompileOptions options) {
  const absl::StatusOr<std::string> text = ReadFile(file);
  if (!text.ok()) return text.status();
  const absl::StatusOr<TemporaryDirectory> directory = TemporaryDirectory::Create();
  if (!directory.ok()) return directory.status();
  return OpenIn(directory->path(), file, file, *text, std::move(options));
}

template <class T>
absl::StatusOr<CompiledSource<T>> CompiledSource<T>::OpenText(const std::string& text,
                                                              const std::string& name,
                                                              CompileOptions options) {
  const absl::StatusOr<TemporaryDirectory> directory = TemporaryDirectory::Create();
  if (!directory.ok()) return directory.status();
  const std::string file = directory->path() + "/kernel.c";
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) return absl::ResourceExhaustedError(fmt::format("cannot write C text '{}'", name));
  return OpenIn(directory->path(), file, name, text, std::move(options));
}

template <class T>
absl::StatusOr<CompiledSource<T>> CompiledSource<T>::OpenIn(const std::string& directory,
                                                            const std::string& file, const std::string& name,
                                                            const std::string& text, CompileOptions options) {
  if (options.format.empty()) options.format = Signatures<T>().front().format;
  if (options.symbol.empty() && !options.signature.empty()) {
    return absl::InvalidArgumentError(fmt::format(
        "signature '{}' needs the symbol that it belongs to in C file '{}'", options.signature, name));
  }
  absl::StatusOr<std::vector<std::string>> command = FindCompiler(options.compiler);
  if (!command.ok()) return command.status();
  command->push_back("-O3");
  command->push_back("-march=" + (options.cpu.empty() ? std::string("native") : options.cpu));
  command->insert(command->end(), std::begin(kFlags), std::end(kFlags));
  absl::StatusOr<SharedLibrary> library = Compile(file, name, *command, directory);
  if (!library.ok()) return library.status();

  const std::vector<CDefinition> defined = FindCDefinitions(text);
  const std::vector<CDefinition> callable = Callable<T>(defined, *library, options.format);
  const absl::StatusOr<std::string> symbol = ChooseSymbol(name, callable, defined, options);
  if (!symbol.ok()) return symbol.status();
  const absl::StatusOr<void*> address = library->Find(*symbol);
  if (!address.ok()) return address.status();
  const absl::StatusOr<const Signature<T>*> row = ChooseSignature<T>(name, *symbol, defined, options);
  if (!row.ok()) return row.status();
  TimedFunction<T> function = (*row)->adapt(*address);
  const absl::Status status = UseArrayFunction(*symbol, callable, *library, options.format, &function);
  if (!status.ok()) return status;
  return CompiledSource(*std::move(library), std::move(function), *symbol, std::string((*row)->text),
                        Joined(*command));
}

template class CompiledSource<float>;
template class CompiledSource<double>;

}  // namespace ulpforge
