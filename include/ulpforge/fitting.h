// Constants of a program that are best for a problem.
#pragma once

#include "fitting/finisher.h"
#include "fitting/fitter.h"
