// SPDX-License-Identifier: GPL-3.0-or-later

// Entries of zip archives by minizip.
#include <minizip/unzip.h>
