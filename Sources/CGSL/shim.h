// SPDX-License-Identifier: GPL-3.0-or-later

// The parts of the GNU Scientific Library that Distributions uses.
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
