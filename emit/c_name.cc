#include <algorithm>
#include <string>
#include <string_view>

#include "emit/emit_c.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

// The lists are words with spaces around each.
constexpr std::string_view kKeywords =
    " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t "
    "class co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue "
    "decltype default delete do double dynamic_cast else enum explicit export extern false float for friend "
    "goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private "
    "protected public register reinterpret_cast requires restrict return short signed sizeof static "
    "static_assert static_cast struct switch template this thread_local throw true try typedef typeid "
    "typename typeof typeof_unqual union unsigned using virtual void volatile wchar_t while xor xor_eq ";

// Functions of <math.h>, and of <complex.h>, which the compilers know without it. Each also has the suffixes
// below.
constexpr std::string_view kMath =
    " acos acosh acospi asin asinh asinpi atan atan2 atan2pi atanh atanpi canonicalize cbrt ceil compoundn "
    "copysign cos cosh cospi drem erf erfc exp exp10 exp10m1 exp2 exp2m1 expm1 fabs fdim finite floor fma "
    "fmax fmaximum fmaximum_mag fmaximum_mag_num fmaximum_num fmaxmag fmin fminimum fminimum_mag "
    "fminimum_mag_num fminimum_num fminmag fmod frexp fromfp fromfpx gamma getpayload hypot ilogb isinf "
    "isnan j0 j1 jn ldexp lgamma llogb llrint llround log log10 log10p1 log1p log2 log2p1 logb logp1 lrint "
    "lround modf nan nearbyint nextafter nextdown nexttoward nextup pow pow10 pown powr remainder remquo "
    "rint "
    "rootn round roundeven rsqrt scalb scalbln scalbn setpayload setpayloadsig signbit significand sin "
    "sincos "
    "sinh sinpi sqrt tan tanh tanpi tgamma totalorder totalordermag trunc ufromfp ufromfpx y0 y1 yn "
    "cabs cacos cacosh carg casin casinh catan catanh ccos ccosh cexp cimag clog clog10 conj cpow cproj "
    "creal "
    "csin csinh csqrt ctan ctanh ";
constexpr std::string_view kMathSuffixes =
    " f l f16 f32 f64 f128 f32x f64x f128x d32 d64 d128 _r f_r l_r f16_r f32_r f64_r f128_r f32x_r f64x_r "
    "f128x_r ";

// Other names that the included headers, or the compilers on their own, define or declare; those of
// <stdlib.h> because <math.h> brings it along in C++.
constexpr std::string_view kLibrary =
    " main linux unix i386 sun NULL NAN INFINITY SNAN MAXFLOAT DECIMAL_DIG OVERFLOW UNDERFLOW DOMAIN SING "
    "TLOSS PLOSS X_TLOSS signgam matherr math_errhandling offsetof unreachable fpclassify isfinite isgreater "
    "isgreaterequal isless islessequal islessgreater isunordered isnormal issignaling iscanonical "
    "issubnormal iszero iseqsig fadd faddl dadd daddl fsub fsubl dsub dsubl fmul fmull dmul dmull fdiv fdivl "
    "ddiv ddivl ffma ffmal dfma dfmal fsqrt fsqrtl dsqrt dsqrtl basename bcmp bcopy bzero explicit_bzero ffs "
    "ffsl ffsll index rindex rawmemchr stpcpy stpncpy sigabbrev_np sigdescr_np "
    "abort abs labs llabs div ldiv lldiv alloca aligned_alloc posix_memalign malloc calloc realloc free exit "
    "execl execle execlp execv execve execvp fork vfork imaxabs imaxdiv feclearexcept fegetenv "
    "fegetexceptflag fegetround feholdexcept feraiseexcept fesetenv fesetexceptflag fesetround fetestexcept "
    "feupdateenv fopen printf fprintf sprintf snprintf vprintf vfprintf vsprintf vsnprintf scanf fscanf "
    "sscanf "
    "vscanf vfscanf vsscanf putc putc_unlocked putchar putchar_unlocked puts fputc fputc_unlocked fputs "
    "fputs_unlocked fread fwrite fwrite_unlocked isalnum isalpha isascii isblank iscntrl isdigit isgraph "
    "islower isprint ispunct isspace isupper isxdigit iswalnum iswalpha iswblank iswcntrl iswdigit iswgraph "
    "iswlower iswprint iswpunct iswspace iswupper iswxdigit toascii tolower toupper towlower towupper "
    "EXIT_FAILURE EXIT_SUCCESS MB_CUR_MAX NFDBITS RAND_MAX BIG_ENDIAN BYTE_ORDER LITTLE_ENDIAN PDP_ENDIAN "
    "be16toh be32toh be64toh htobe16 htobe32 htobe64 htole16 htole32 htole64 le16toh le32toh le64toh FD_CLR "
    "u_char u_short u_int u_long ushort uint ulong std fd_mask fd_set "
    "FD_ISSET FD_SET FD_SETSIZE FD_ZERO WCONTINUED WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED "
    "WIFSTOPPED WNOHANG WNOWAIT WSTOPPED WSTOPSIG WTERMSIG WUNTRACED ";

// Where the C standard, for the included headers, reserves every continuation of a prefix, or the compilers
// use it up: macros, and functions, of which a small letter continues the name.
constexpr std::string_view kMacroPrefixes[] = {
    "FLT_",  "FLT16_", "FLT32_", "FLT64_",     "FLT128_", "FLT32X_", "FLT64X_", "FLT128X_",    "DBL_",
    "LDBL_", "DEC_",   "DEC32_", "DEC64_",     "DEC128_", "FP_",     "M_",      "HUGE",        "SNAN",
    "INT",   "UINT",   "MATH_",  "SIG_ATOMIC", "SIZE_",   "WCHAR_",  "WINT_",   "CR_DECIMAL_", "PTRDIFF_"};
constexpr std::string_view kFunctionPrefixes[] = {"str", "mem", "wcs", "wmem"};

// f32add, f64xdivf128, d32sqrtd64, ...: operations that round to a type with a number in its name.
constexpr std::string_view kNarrowTypes = " f16 f32 f64 f128 f32x f64x f128x d32 d64 d128 ";
constexpr std::string_view kNarrowOps[] = {"add", "sub", "mul", "div", "fma", "sqrt"};

// What the emitted file itself appends to the name; two kernels stand in one file if no name is another
// with one of these.
constexpr std::string_view kDerived[] = {"_at", "_array", "_avx2", "_restrict"};

bool Contains(std::string_view words, std::string_view name) {
  return words.find(fmt::format(" {} ", name)) != std::string_view::npos;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsSmall(char c) { return c >= 'a' && c <= 'z'; }
bool IsLetter(char c) { return IsSmall(c) || (c >= 'A' && c <= 'Z'); }

bool IsIdentifier(std::string_view name) {
  if (name.empty() || IsDigit(name[0])) return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return IsLetter(c) || IsDigit(c) || c == '_'; });
}

bool IsMathFunction(std::string_view name) {
  for (size_t k = 1; k <= name.size(); ++k) {
    const bool suffixed = k == name.size() || Contains(kMathSuffixes, name.substr(k));
    if (suffixed && Contains(kMath, name.substr(0, k))) return true;
  }
  return false;
}

bool IsNarrowingFunction(std::string_view name) {
  for (size_t k = 1; k < name.size(); ++k) {
    if (!Contains(kNarrowTypes, name.substr(0, k))) continue;
    for (const std::string_view op : kNarrowOps) {
      const std::string_view rest = name.substr(k);
      if (!rest.starts_with(op)) continue;
      if (rest == op || Contains(kNarrowTypes, rest.substr(op.size()))) return true;
    }
  }
  return false;
}

bool HasReservedPrefix(std::string_view name) {
  for (const std::string_view prefix : kMacroPrefixes) {
    if (name.starts_with(prefix)) return true;
  }
  for (const std::string_view prefix : kFunctionPrefixes) {
    if (name.size() > prefix.size() && name.starts_with(prefix) && IsSmall(name[prefix.size()])) return true;
  }
  return false;
}

bool BelongsToTheLibrary(std::string_view name) {
  return name.ends_with("_t") || Contains(kLibrary, name) || IsMathFunction(name) ||
         IsNarrowingFunction(name) || HasReservedPrefix(name);
}

}  // namespace

absl::Status CheckCName(std::string_view name) {
  const auto refuse = [&](std::string_view why, std::string_view mend) {
    return absl::InvalidArgumentError(fmt::format("function name '{}' {}; {}", name, why, mend));
  };
  if (!IsIdentifier(name)) {
    return refuse("is no C identifier", "use letters, digits and underscores, a letter first");
  }
  if (name[0] == '_') return refuse("is reserved for the compiler", "let it start with a letter");
  if (name.back() == '_' || name.find("__") != std::string_view::npos) {
    return refuse("is reserved in C++", "use single underscores, and none at the end");
  }
  if (Contains(kKeywords, name)) {
    return refuse("is a keyword of C or C++", fmt::format("use another, such as my_{}", name));
  }
  if (BelongsToTheLibrary(name)) {
    return refuse("belongs to the C library", name.ends_with("_t")
                                                  ? "use one that does not end in _t"
                                                  : fmt::format("use another, such as my_{}", name));
  }
  for (const std::string_view ending : kDerived) {
    if (!name.ends_with(ending)) continue;
    return refuse("could be that of a part of another kernel",
                  fmt::format("use one that does not end in {}", ending));
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
