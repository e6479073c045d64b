#include "emit/storage.h"

namespace ulpforge {
namespace {

constexpr std::string_view kBFloat16Widen = R"c(
static inline float {n}_widen(uint16_t x) {{
  return {n}_frombits((uint32_t)x << 16);
}}

#if defined(__AVX2__) && defined(__FMA__)
static inline __m256 {n}_load8(const uint16_t* in) {{
  const __m256i b = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i*)in));
  return _mm256_castsi256_ps(_mm256_slli_epi32(b, 16));
}}
#endif
)c";

constexpr std::string_view kBFloat16Narrow = R"c(
/* To nearest, ties to even. NaNs must not be rounded up to infinity or beyond. */
static inline uint16_t {n}_narrow(float y) {{
  const uint32_t b = {n}_bits(y);
  const uint32_t rounded = (b + 0x7fffu + (b >> 16 & 1u)) >> 16;
  const uint32_t quiet = b >> 16 | 0x40u;
  return (uint16_t)((b & 0x7fffffffu) > 0x7f800000u ? quiet : rounded);
}}

#if defined(__AVX2__) && defined(__FMA__)
static inline void {n}_store8(uint16_t* out, __m256 y) {{
  const __m256i b = _mm256_castps_si256(y);
  const __m256i top = _mm256_srli_epi32(b, 16);
  const __m256i odd = _mm256_and_si256(top, _mm256_set1_epi32(1));
  const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(b, _mm256_set1_epi32(0x7fff)), odd);
  const __m256i quiet = _mm256_or_si256(top, _mm256_set1_epi32(0x40));
  const __m256i nan = _mm256_castps_si256(_mm256_cmp_ps(y, y, _CMP_UNORD_Q));
  const __m256i z = _mm256_blendv_epi8(_mm256_srli_epi32(sum, 16), quiet, nan);
  const __m128i low = _mm256_castsi256_si128(z);
  _mm_storeu_si128((__m128i*)out, _mm_packus_epi32(low, _mm256_extracti128_si256(z, 1)));
}}
#endif
)c";

constexpr std::string_view kBFloat16NarrowNumbers = R"c(
/* To nearest, ties to even. This kernel makes no NaN that could be rounded up: all 65,536 inputs were looked at. */
static inline uint16_t {n}_narrow(float y) {{
  const uint32_t b = {n}_bits(y);
  return (uint16_t)((b + 0x7fffu + (b >> 16 & 1u)) >> 16);
}}

#if defined(__AVX2__) && defined(__FMA__)
static inline void {n}_store8(uint16_t* out, __m256 y) {{
  const __m256i b = _mm256_castps_si256(y);
  const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(b, 16), _mm256_set1_epi32(1));
  const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(b, _mm256_set1_epi32(0x7fff)), odd);
  const __m256i z = _mm256_srli_epi32(sum, 16);
  const __m128i low = _mm256_castsi256_si128(z);
  _mm_storeu_si128((__m128i*)out, _mm_packus_epi32(low, _mm256_extracti128_si256(z, 1)));
}}
#endif
)c";

constexpr std::string_view kBFloat16NarrowWithoutTies = R"c(
/* To nearest. No result of this kernel is a tie or a NaN that could be rounded up: all 65,536 inputs were looked at. */
static inline uint16_t {n}_narrow(float y) {{
  return (uint16_t)(({n}_bits(y) + 0x8000u) >> 16);
}}

#if defined(__AVX2__) && defined(__FMA__)
static inline void {n}_store8(uint16_t* out, __m256 y) {{
  const __m256i sum = _mm256_add_epi32(_mm256_castps_si256(y), _mm256_set1_epi32(0x8000));
  const __m256i z = _mm256_srli_epi32(sum, 16);
  const __m128i low = _mm256_castsi256_si128(z);
  _mm_storeu_si128((__m128i*)out, _mm_packus_epi32(low, _mm256_extracti128_si256(z, 1)));
}}
#endif
)c";

// Without conversions of the processor: normal numbers by their fields, subnormal ones by arithmetic on
// normal floats, so that the modes for subnormal floats do not matter.
constexpr std::string_view kFloat16Widen = R"c(
typedef uint16_t {n}_word
#ifdef __GNUC__
    __attribute__((__may_alias__)) /* the bits of a _Float16 */
#endif
    ;

#ifdef __F16C__
#define {n}_widen(x) _cvtsh_ss(x)
#else
static inline float {n}_widen(uint16_t x) {{
  const uint32_t m = x & 0x7fffu;
  const float small = (float)(int32_t)m * 0x1p-24f;
  const uint32_t fields = (m << 13) + (m >= 0x7c00u ? 0x70000000u : 0x38000000u);
  return {n}_frombits((m < 0x400u ? {n}_bits(small) : fields) | (uint32_t)(x >> 15) << 31);
}}
#endif

#if defined(__AVX__) && defined(__F16C__)
static inline __m256 {n}_load8(const {n}_word* in) {{
  return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i*)in));
}}
#endif
)c";

constexpr std::string_view kFloat16Narrow = R"c(
#ifdef __F16C__
#define {n}_narrow(y) ((uint16_t)_cvtss_sh(y, _MM_FROUND_TO_NEAREST_INT))
#else
/* To nearest, ties to even. */
static inline uint16_t {n}_narrow(float y) {{
  const uint32_t b = {n}_bits(y);
  const uint32_t m = b & 0x7fffffffu;
  const uint32_t small = {n}_bits({n}_frombits(m) + 0.5f) - 0x3f000000u;
  const uint32_t rounded = (m + 0xfffu + (m >> 13 & 1u) - 0x38000000u) >> 13;
  const uint32_t special = m > 0x7f800000u ? 0x7e00u : 0x7c00u;
  const uint32_t number = m < 0x38800000u ? small : rounded;
  return (uint16_t)((m >= 0x477ff000u ? special : number) | b >> 31 << 15);
}}
#endif

#if defined(__AVX__) && defined(__F16C__)
static inline void {n}_store8(uint16_t* out, __m256 y) {{
  _mm_storeu_si128((__m128i*)out, _mm256_cvtps_ph(y, _MM_FROUND_TO_NEAREST_INT));
}}
#endif
)c";

constexpr std::string_view kFloat16Twins = R"c(
void {n}_u16_array(const uint16_t* in, uint16_t* out, size_t n) {{
  {n}_run(in, out, n);
}}

#if defined(__FLT16_MAX__) && (!defined(__cplusplus) || defined(__clang__) || __GNUC__ >= 13)
_Float16 {n}(_Float16 x) {{
  uint16_t b;
  memcpy(&b, &x, sizeof b);
  b = {n}_u16(b);
  memcpy(&x, &b, sizeof x);
  return x;
}}

void {n}_array(const _Float16* in, _Float16* out, size_t n) {{
  {n}_run((const {n}_word*)in, ({n}_word*)out, n);
}}
#endif

#ifdef __F16C__
#undef {n}_widen
#undef {n}_narrow
#endif
)c";

// Compilers convert one value after the other, so the conversions have loops of their own.
constexpr std::string_view kFloat16Loop = R"c(  float block[64];
  size_t i = 0, k;
{hide}  for (; n - i >= 64; i += 64) {{
    for (k = 0; k < 64; k += 8) _mm256_storeu_ps(block + k, {n}_load8(in + i + k));
    for (k = 0; k < 64; ++k) block[k] = {n}_at(block[k]{hidden});
    for (k = 0; k < 64; k += 8) {n}_store8(out + i + k, _mm256_loadu_ps(block + k));
  }}
  for (; i < n; ++i) out[i] = {n}_narrow({n}_at({n}_widen(in[i]){hidden}));
)c";

// Of functions of floats with results in a format of 16 bits. The loop over what is left is that of a
// compiler.
constexpr std::string_view kBFloat16Results = R"c(
/* The bits of the results rounded to bfloat16, to nearest, ties to even. */
uint16_t {n}_bfloat16(float x) {{
  return {n}_narrow({n}(x));
}}

void {n}_bfloat16_array(const float* {n}_restrict in, uint16_t* {n}_restrict out, size_t n) {{
  float block[256];
  size_t i, k, size;
  for (i = 0; i < n; i += size) {{
    size = n - i < 256 ? n - i : 256;
    {n}_array(in + i, block, size);
    k = 0;
#if defined(__AVX2__) && defined(__FMA__)
    for (; size - k >= 8; k += 8) {n}_store8(out + i + k, _mm256_loadu_ps(block + k));
#endif
    for (; k < size; ++k) out[i + k] = {n}_narrow(block[k]);
  }}
}}
)c";

constexpr std::string_view kFloat16Results = R"c(
/* The bits of the results rounded to float16, to nearest, ties to even. */
uint16_t {n}_float16(float x) {{
  return {n}_narrow({n}(x));
}}

void {n}_float16_array(const float* {n}_restrict in, uint16_t* {n}_restrict out, size_t n) {{
  float block[256];
  size_t i, k, size;
  for (i = 0; i < n; i += size) {{
    size = n - i < 256 ? n - i : 256;
    {n}_array(in + i, block, size);
    k = 0;
#if defined(__AVX__) && defined(__F16C__)
    for (; size - k >= 8; k += 8) {n}_store8(out + i + k, _mm256_loadu_ps(block + k));
#endif
    for (; k < size; ++k) out[i + k] = {n}_narrow(block[k]);
  }}
}}
#ifdef __F16C__
#undef {n}_narrow
#endif
)c";

constexpr StorageText kRows[] = {
    {.scalar = "{T} {n}({T} x)",
     .array = "void {n}_array(const {T}* {n}_restrict in, {T}* {n}_restrict out, size_t n)",
     .widen = "{0}",
     .narrow = "{0}",
     .element = "float",
     .load8 = "_mm256_loadu_ps({0})",
     .store8 = "_mm256_storeu_ps({0}, {1})"},
    {.format = &kBFloat16,
     .scalar = "uint16_t {n}(uint16_t x)",
     .array = "void {n}_array(const uint16_t* {n}_restrict in, uint16_t* {n}_restrict out, size_t n)",
     .widen = "{n}_widen({0})",
     .narrow = "{n}_narrow({0})",
     .includes = "#if defined(__AVX2__) && defined(__FMA__)\n#include <immintrin.h>\n#endif\n",
     .widening = kBFloat16Widen,
     .narrowing = kBFloat16Narrow,
     .narrowing_numbers = kBFloat16NarrowNumbers,
     .narrowing_without_ties = kBFloat16NarrowWithoutTies,
     .results = kBFloat16Results,
     .element = "uint16_t",
     .load8 = "{n}_load8({0})",
     .store8 = "{n}_store8({0}, {1})"},
    {.format = &kFloat16,
     .scalar = "uint16_t {n}_u16(uint16_t x)",
     .array = "static void {n}_run(const {n}_word* {n}_restrict in, {n}_word* {n}_restrict out, size_t n)",
     .widen = "{n}_widen({0})",
     .narrow = "{n}_narrow({0})",
     .includes = "#ifdef __F16C__\n#include <immintrin.h>\n#endif\n",
     .widening = kFloat16Widen,
     .narrowing = kFloat16Narrow,
     .twins = kFloat16Twins,
     .results = kFloat16Results,
     .condition = " && defined(__F16C__)",
     .element = "{n}_word",
     .load8 = "{n}_load8({0})",
     .store8 = "{n}_store8({0}, {1})",
     .loop_condition = "defined(__AVX__) && defined(__F16C__)",
     .loop = kFloat16Loop},
};

}  // namespace

const StorageText& StorageOf(const FloatFormat& format) {
  for (const StorageText& row : kRows) {
    if (row.format == &format) return row;
  }
  return kRows[0];
}

}  // namespace ulpforge
