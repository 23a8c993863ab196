# SPDX-License-Identifier: GPL-3.0-or-later
# Computes the ratios of an estimation.csv again: with R's survey (villages as a simple random sample,
# lonely units "adjust"), and by plain matrix algebra from the formulas of the defaults that survey 4.1
# lacks (successive differences at the first stage, pooled variance of lonely units at the second).
# Usage: Rscript demo.R estimation.csv NAME...   Prints: name,estimate,se_survey,se_default
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 17)
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1], check.names = FALSE, colClasses = c(unit = "character",
  cluster = "character", cluster_stratum = "character", stratum = "character"))

# The variance of a linearized variable by the defaults: formulas of Wolter (2007, v2) between villages
# and of simple random sampling within their cells.
default_variance <- function(z, data) {
  villages <- unique(data[c("cluster", "cluster_stratum", "cluster_order", "cluster_population")])
  villages$z <- vapply(villages$cluster, function(v) sum(z[data$cluster == v]), 0)
  total <- 0
  for (h in unique(villages$cluster_stratum)) {
    own <- villages[villages$cluster_stratum == h, ]
    own <- own[order(own$cluster_order), ]
    m <- nrow(own)
    M <- own$cluster_population[1]
    if (m < M) total <- total + (1 - m / M) * m / (2 * (m - 1)) * sum(diff(own$z)^2)
  }
  # Cells: village by sample and stratum. s2 is that of w*z-contributions divided by the village weight.
  key <- paste(data$cluster, data$stratum, sep = "\r")
  cells <- lapply(split(seq_len(nrow(data)), key), function(i) {
    m <- villages$cluster_population[villages$cluster == data$cluster[i[1]]]
    h <- villages$cluster_stratum[villages$cluster == data$cluster[i[1]]]
    f1 <- sum(villages$cluster_stratum == h) / m
    list(n = length(i), N = data$population[i[1]], f1 = f1, h = h, sample = data$sample[i[1]],
      # the linearized variable of a unit, without its weight
      y = z[i] / data$weight[i], w1 = 1 / f1)
  })
  s2 <- function(cell) if (cell$n > 1) var(cell$y) else NA
  donors <- function(cell) {
    same <- Filter(function(c) c$n > 1 && c$sample == cell$sample && c$h == cell$h, cells)
    if (length(same) == 0) same <- Filter(function(c) c$n > 1 && c$sample == cell$sample, cells)
    sum(vapply(same, function(c) (c$n - 1) * s2(c), 0)) / sum(vapply(same, function(c) c$n - 1, 0))
  }
  for (cell in cells) {
    if (cell$n >= cell$N) next
    v <- if (cell$n > 1) s2(cell) else donors(cell)
    # weighted back to the county: the village's weight once, the first stage's fraction before it
    total <- total + cell$w1^2 * cell$f1 * cell$N^2 * (1 - cell$n / cell$N) * v / cell$n
  }
  total
}

design <- svydesign(id = ~cluster + unit, strata = ~cluster_stratum + stratum,
  fpc = ~cluster_population + population, weights = ~weight, data = data, nest = TRUE)
for (name in arguments[-1]) {
  top <- data[[paste0(name, ".numerator")]]
  bottom <- data[[paste0(name, ".denominator")]]
  target <- !is.na(bottom)
  top[!target] <- 0
  bottom[!target] <- 0
  design$variables$top <- top
  design$variables$bottom <- bottom
  ratio <- svyratio(~top, ~bottom, subset(design, target))
  R <- sum(data$weight * top) / sum(data$weight * bottom)
  z <- data$weight * (top - R * bottom) / sum(data$weight * bottom)
  cat(sprintf("%s,%.17g,%.17g,%.17g\n", name, coef(ratio), SE(ratio), sqrt(default_variance(z, data))))
}
