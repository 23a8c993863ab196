// SPDX-License-Identifier: GPL-3.0-or-later
// glibc hides wcwidth behind _XOPEN_SOURCE, which Swift's own Glibc module does not define.
#pragma once
#include <wchar.h>
extern int wcwidth(wchar_t character);
