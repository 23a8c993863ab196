// SPDX-License-Identifier: GPL-3.0-or-later

// Workbooks written by libxlsxwriter.
#include <xlsxwriter.h>
