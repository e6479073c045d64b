// Branch predictors remember more than one round of a measurement.
#pragma once

namespace ulpforge {

// Makes the core forget where branches go, by jumps at more places than any branch target buffer that we know
// of has entries: 24,576. Takes 10 to 20 microseconds. What was learned by accident can otherwise hold for
// seconds: a loop of calls into a shared library ran 1.33 times slower in some processes than in others, each
// time to the end. Does nothing on processors other than x86-64 and AArch64.
void ForgetBranches();

}  // namespace ulpforge
