// Searches: the configuration, a whole search in one call, runs, and mutations of one's own.
#pragma once

#include "engine/config.h"
#include "engine/mutation.h"
#include "engine/report.h"
#include "engine/run.h"
#include "engine/search_to_end.h"
