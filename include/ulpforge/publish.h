// From a configuration to C code: a search to its end, rankings by the clock, C files with their claims.
#pragma once

#include "publish/c_file.h"
#include "publish/measured_lines.h"
#include "publish/ranking.h"
#include "publish/search_to_end.h"
