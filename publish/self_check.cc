#include "publish/self_check.h"

#include "fmt/format.h"

namespace ulpforge {
namespace {

// {n} stands for the name of the kernel, {rows} for the recorded results.
constexpr std::string_view kText =
    R"c(/* Checks that {n} computes the bits that were recorded when it was verified:
 *   cc -O3 -march=native THIS_FILE.c -lm && ./a.out
 * with {n}.c beside it, or with -DKERNEL_FILE='"path/to/{n}.c"'. */
#include <stdio.h>

#ifndef KERNEL_FILE
#define KERNEL_FILE "{n}.c"
#endif
#include KERNEL_FILE

#define COUNT {count}

/* Bits of input and result. */
static const uint32_t recorded[COUNT][2] = {{
{rows}}};

static float from_bits(uint32_t bits) {{
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}}

static uint32_t to_bits(float value) {{
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}}

static int is_nan(uint32_t bits) {{
  return (bits & 0x7fffffffu) > 0x7f800000u;
}}

/* NaNs are alike. */
static int same(uint32_t a, uint32_t b) {{
  return a == b || (is_nan(a) && is_nan(b));
}}

static int differs(const char* form, size_t k, float result) {{
  if (same(to_bits(result), recorded[k][1])) return 0;
  printf("{n}, %s form: at 0x%08x (%a) the result is 0x%08x (%a), recorded is 0x%08x\n", form,
         (unsigned)recorded[k][0], (double)from_bits(recorded[k][0]), (unsigned)to_bits(result), (double)result,
         (unsigned)recorded[k][1]);
  return 1;
}}

int main(void) {{
  static float in[COUNT], out[COUNT];
  size_t k, first, n;
  for (k = 0; k < COUNT; ++k) {{
    in[k] = from_bits(recorded[k][0]);
    if (differs("scalar", k, {n}(in[k]))) return 1;
  }}
  /* Vectors and remainders of every length, at every place. */
  for (first = 0; first < COUNT; first += first < 33 ? 1 : 17) {{
    for (n = 0; n <= COUNT - first; n += n < 67 || n + 61 > COUNT - first ? 1 : 61) {{
      for (k = 0; k < COUNT; ++k) out[k] = -in[k];
      {n}_array(in + first, out + first, n);
      for (k = 0; k < n; ++k) {{
        if (differs("array", first + k, out[first + k])) return 1;
      }}
      for (k = 0; k < COUNT; ++k) {{
        if (k >= first && k < first + n) continue;
        if (same(to_bits(out[k]), to_bits(-in[k]))) continue;
        printf("{n}_array writes beyond its %lu elements\n", (unsigned long)n);
        return 1;
      }}
    }}
  }}
  printf("{n}: %d results as recorded\n", COUNT);
  return 0;
}}
)c";

}  // namespace

std::string SelfCheckSource(std::string_view name, std::span<const RecordedResult> results) {
  std::string rows;
  for (const RecordedResult& r : results)
    rows += fmt::format("    {{{:#010x}u, {:#010x}u}},\n", r.input, r.result);
  return fmt::format(fmt::runtime(kText), fmt::arg("n", name), fmt::arg("count", results.size()),
                     fmt::arg("rows", rows));
}

}  // namespace ulpforge
