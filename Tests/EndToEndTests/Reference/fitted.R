# SPDX-License-Identifier: GPL-3.0-or-later
# Computes the ratios of an estimation.csv with fitted weights again: survey's calibrate() on the design
# of the draw, to the totals that the columns "SAMPLE: VARIABLE" have with the fitted weights.
# Usage: Rscript fitted.R estimation.csv linear|raking NAME...   Prints: name,estimate,se; then the largest
# relative distance between R's weights and those of the file.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 17)
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1], check.names = FALSE, colClasses = c(unit = "character",
  cluster = "character", cluster_stratum = "character", stratum = "character"))
auxiliary <- grep(": ", names(data), value = TRUE, fixed = TRUE)
totals <- vapply(auxiliary, function(name) round(sum(data$fitted_weight * data[[name]])), 0)
short <- paste0("aux", seq_along(auxiliary))
for (i in seq_along(auxiliary)) data[[short[i]]] <- data[[auxiliary[i]]]
names(totals) <- short
design <- svydesign(id = ~cluster + unit, strata = ~cluster_stratum + stratum,
  fpc = ~cluster_population + population, weights = ~weight, data = data, nest = TRUE)
design <- calibrate(design, as.formula(paste("~0 +", paste(short, collapse = " + "))), totals,
  calfun = arguments[2], epsilon = 1e-12, maxit = 200)
for (name in arguments[-(1:2)]) {
  top <- data[[paste0(name, ".numerator")]]
  bottom <- data[[paste0(name, ".denominator")]]
  target <- !is.na(bottom)
  top[!target] <- 0
  bottom[!target] <- 0
  design$variables$top <- top
  design$variables$bottom <- bottom
  ratio <- svyratio(~top, ~bottom, subset(design, target))
  cat(sprintf("%s,%.17g,%.17g\n", name, coef(ratio), SE(ratio)))
}
cat(sprintf("weights,%.17g,0\n", max(abs(weights(design) / data$fitted_weight - 1))))
cat(sprintf("totals,%s,0\n", paste(totals, collapse = " ")))
