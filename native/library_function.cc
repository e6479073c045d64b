#include "native/library_function.h"

#include "native/arity.h"
#include "native/signature.h"

namespace ulpforge {

template <class T>
absl::StatusOr<LibraryFunction<T>> LibraryFunction<T>::Open(const std::string& library,
                                                            const std::string& symbol,
                                                            std::string_view signature,
                                                            std::string_view format) {
  const absl::StatusOr<const Signature<T>*> row = FindSignature<T>(signature, format);
  if (!row.ok()) return row.status();
  absl::StatusOr<SharedLibrary> opened = SharedLibrary::Open(library);
  if (!opened.ok()) return opened.status();
  const absl::StatusOr<void*> address = opened->Find(symbol);
  if (!address.ok()) return address.status();
  if (absl::Status status = CheckTakesOneArgument(symbol); !status.ok()) return status;
  return LibraryFunction(*std::move(opened), (*row)->adapt(*address));
}

template class LibraryFunction<float>;
template class LibraryFunction<double>;

}  // namespace ulpforge
