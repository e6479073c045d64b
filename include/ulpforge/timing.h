// Times of array functions, with statistics.
#pragma once

#include "timing/timing.h"
