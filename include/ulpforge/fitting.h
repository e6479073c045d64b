// Constants of a program that are best for a problem.
#pragma once

#include "fitting/real/finisher.h"
#include "fitting/real/fitter.h"
