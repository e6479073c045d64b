/* The error of an emitted function against MPFR: FUNCTION of type TYPE against REFERENCE, all three defined by
 * the command line of the compiler. Usage: check_function LO HI CLAIM
 *
 * Prints the largest error at equidistant points of (LO, HI], relative for double, in ULP for float, and
 * exits 1 unless it is at most CLAIM and at least a half of it. */
#include <math.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>

TYPE FUNCTION(TYPE x);

/* Of FUNCTION at x, in units of `unit` or, if that is 0, relative. */
static double error_at(double x) {
  double error, unit;
  mpfr_t f;
  mpfr_init2(f, 200);
  mpfr_set_d(f, x, MPFR_RNDN);
  REFERENCE(f, f, MPFR_RNDN);
  unit = sizeof(TYPE) == sizeof(float) ? ldexp(1, (int)mpfr_get_exp(f) - 24) : fabs(mpfr_get_d(f, MPFR_RNDN));
  mpfr_sub_d(f, f, (double)FUNCTION((TYPE)x), MPFR_RNDN);
  error = fabs(mpfr_get_d(f, MPFR_RNDN)) / unit;
  mpfr_clear(f);
  return error;
}

int main(int argc, char** argv) {
  const int points = 100000;
  double lo, hi, claim, worst = 0;
  int k;
  if (argc != 4) return 2;
  lo = strtod(argv[1], NULL);
  hi = strtod(argv[2], NULL);
  claim = strtod(argv[3], NULL);
  for (k = 1; k <= points; ++k) worst = fmax(worst, error_at((double)(TYPE)(lo + (hi - lo) * k / points)));
  printf("error %.6g, claimed %.6g\n", worst, claim);
  /* A claim is about exact arithmetic; the program in double adds some roundings. */
  return worst <= claim + (sizeof(TYPE) == sizeof(double) ? 1e-14 : 0) && worst >= claim / 2 ? 0 : 1;
}
