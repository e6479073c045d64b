// What programs compute, as keys.
#pragma once

#include "hashing/bits_key.h"
#include "hashing/function_key.h"
#include "hashing/structure.h"
