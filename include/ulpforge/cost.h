// Cost models, one's own included.
#pragma once

#include "cost/cost_model.h"
