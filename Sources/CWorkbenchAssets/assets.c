#include "CWorkbenchAssets.h"
