// Programs as plain C; with what is known of them: ulpforge/publish.h.
#pragma once

#include "emit/emit_c.h"
