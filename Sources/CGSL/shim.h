// SPDX-License-Identifier: GPL-3.0-or-later

// The parts of the GNU Scientific Library that Distributions uses.
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

/// A Mersenne Twister. GSL names its kinds of generators by global variables, which Swift cannot know
/// never to change.
static inline gsl_rng *mersenne_twister(void) { return gsl_rng_alloc(gsl_rng_mt19937); }
