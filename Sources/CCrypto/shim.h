// SPDX-License-Identifier: GPL-3.0-or-later

// The plain SHA-256 functions are used, whose context is a value that can be copied; the newer
// interface looks its algorithm up for every message, which costs more than the hash of an id.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
