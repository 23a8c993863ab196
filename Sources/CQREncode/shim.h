// SPDX-License-Identifier: GPL-3.0-or-later

// QR codes by libqrencode.
#include <qrencode.h>
