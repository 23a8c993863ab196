# SPDX-License-Identifier: GPL-3.0-or-later
# Figures of reference for methods of unequal probability, by R's sampling 2.9.
#   Rscript selection.R     (in this folder; writes inclusion.csv, joint.csv, order.csv)
library(sampling)

# First-order probabilities in proportion to size, with certain units.
data(belgianmunicipalities)
sizes <- list(
  twenty = list(x = 1:20, n = 12),
  belgium = list(x = belgianmunicipalities$Tot04, n = 200),
  income = list(x = c(1200, 355, 20, 77, 4100, 350, 350, 10, 999), n = 4))
inclusion <- do.call(rbind, lapply(names(sizes), function(name) {
  case <- sizes[[name]]
  data.frame(case = name, n = case$n, x = case$x,
             p = sprintf("%.17g", inclusionprobabilities(case$x, case$n)))
}))
write.csv(inclusion, "inclusion.csv", row.names = FALSE, quote = FALSE)

# Joint probabilities. Sizes are integers whose n x / X is the probability; 26 is the published example.
cases <- list(
  "26" = list(x = c(7, 17, 41, 61, 83, 91), n = 3),
  equal = list(x = rep(5, 7), n = 3),
  skewed = list(x = c(1, 2, 3, 5, 8, 13, 21, 34, 55, 89), n = 2),
  half = list(x = c(3, 1, 2, 2, 2, 1, 1), n = 2),
  complement = list(x = c(20, 21, 22, 23, 24), n = 4),
  thirty = list(x = belgianmunicipalities$Tot04[100:129], n = 6))
joint <- do.call(rbind, lapply(names(cases), function(name) {
  case <- cases[[name]]
  p <- case$n * case$x / sum(case$x)
  # The default accuracy of the working probabilities is 1e-6, too little to compare with.
  working <- UPMEpiktildefrompik(p, eps = 1e-13)
  entropy <- UPMEpik2frompikw(p, working / (1 - working))
  sampford <- UPsampfordpi2(p)
  systematic <- UPsystematicpi2(p)
  pairs <- t(combn(length(p), 2))
  data.frame(case = name, n = case$n, i = pairs[, 1] - 1, j = pairs[, 2] - 1,
             entropy = sprintf("%.17g", entropy[pairs]),
             sampford = sprintf("%.17g", sampford[pairs]),
             systematic = sprintf("%.17g", systematic[pairs]))
}))
write.csv(joint, "joint.csv", row.names = FALSE, quote = FALSE)
sizes <- do.call(rbind, lapply(names(cases), function(name)
  data.frame(case = name, n = cases[[name]]$n, x = cases[[name]]$x)))
write.csv(sizes, "joint_sizes.csv", row.names = FALSE, quote = FALSE)

# The true inclusion probabilities of order sampling, by integration over the unit's own number u: the
# others' numbers are below its ranking number independently, with the probabilities that `below` gives.
order_probability <- function(p, n, below) {
  sapply(seq_along(p), function(i) {
    inside <- function(u) sapply(u, function(u) {
      fewer <- c(1, rep(0, length(p) - 1))
      for (q in below(u, i, p)[-i]) fewer <- fewer * (1 - q) + c(0, fewer[-length(fewer)]) * q
      sum(fewer[1:n])
    })
    # Pieces between the points where one of the others becomes certain to be below.
    cuts <- sort(unique(pmin(1, c(0, p[i] / p, 1))))
    sum(sapply(seq_len(length(cuts) - 1), function(k)
      integrate(inside, cuts[k], cuts[k + 1], rel.tol = 1e-11)$value))
  })
}
sequential <- function(u, i, p) pmin(1, u / p[i] * p)
pareto <- function(u, i, p) {
  odds <- p / (1 - p)
  t <- u / (1 - u) / odds[i]
  t * odds / (1 + t * odds)
}
order_cases <- list(
  "26" = cases[["26"]], skewed = cases$skewed,
  twenty = list(x = c(3, 9, 14, 2, 8, 11, 30, 5, 18, 6, 12, 7, 21, 16, 4, 10, 13, 25, 19, 15), n = 7))
orders <- do.call(rbind, lapply(names(order_cases), function(name) {
  case <- order_cases[[name]]
  p <- case$n * case$x / sum(case$x)
  data.frame(case = name, n = case$n, x = case$x, p = sprintf("%.17g", p),
             pareto = sprintf("%.12g", order_probability(p, case$n, pareto)),
             sequential = sprintf("%.12g", order_probability(p, case$n, sequential)))
}))
write.csv(orders, "order.csv", row.names = FALSE, quote = FALSE)
