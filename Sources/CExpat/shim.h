// SPDX-License-Identifier: GPL-3.0-or-later

// A streaming parser of XML by Expat.
#include <expat.h>
