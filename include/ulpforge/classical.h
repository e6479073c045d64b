// Constructions that a search is compared with.
#pragma once

#include "classical/constructions.h"
#include "classical/opponent.h"
