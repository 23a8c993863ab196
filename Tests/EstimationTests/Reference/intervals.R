# SPDX-License-Identifier: GPL-3.0-or-later
#
# Intervals of proportions by svyciprop, and from their formulas where R has none.
#
#     Rscript intervals.R FOLDER

source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "cases.R"))

proportion <- function(name, variable, level = "1", confidence = 0.95) {
  given <- designs[[name]]
  d <- given$design
  d$variables$indicator <- as.numeric(as.character(d$variables[[variable]]) == level)
  used <- !is.na(d$variables$indicator)
  m <- svymean(~indicator, d, na.rm = TRUE)
  p <- as.numeric(coef(m))
  v <- as.numeric(vcov(m))
  df <- degf(d)
  a <- (1 - confidence) / 2
  put <- function(method, lower, upper, tolerance = 1e-8) {
    add(given$data, given$args,
        data.frame(item = paste0("proportion:", variable, "=", level), interval = method),
        list(confidence = confidence, estimate = p, lower = lower, upper = upper,
             tolerance = tolerance))
  }
  for (method in c("logit", "likelihood", "asin", "beta", "mean", "xlogit")) {
    # With missing values R's dispersion is scaled by weights of rows that are not used; without them it
    # is not.
    r <- tryCatch(
      if (method == "likelihood")
        svyciprop(~indicator, d[used, ], method = method, level = confidence, df = df)
      else svyciprop(~indicator, d, method = method, level = confidence, na.rm = TRUE),
      error = function(e) NULL)
    # R stops, or has NaN or an interval of rounding errors, at 0 and 1.
    ci <- if (is.null(r) || p %in% c(0, 1)) c(NA, NA) else attr(r, "ci")
    if (method != "mean" || p > 0)
      put(method, ci[1], ci[2], if (method == "likelihood") 1e-6 else 1e-8)
  }
  if (p > 0 && p < 1) {
    # The profile on a grid of 0.0002 standard errors instead of a fifth of the way: the root itself.
    n <- sum(used)
    deviance <- function(x) 2 * (p * log(p / x) + (1 - p) * log((1 - p) / (1 - x)))
    cut <- n / (n - 1) * qt(1 - a, df)^2 * v / (p * (1 - p))
    root <- function(from, to) uniroot(function(x) deviance(x) - cut, c(from, to), tol = 1e-16)$root
    put("profile", root(1e-12, p), root(p, 1 - 1e-12))
  }
  # At the effective size, n being Kish's size of the rows, which are the last units here.
  w <- weights(d)[used]
  n <- sum(w)^2 / sum(w^2)
  size <- if (p %in% c(0, 1)) n else p * (1 - p) / v
  size <- min(n, size * (qt(a, n - 1) / qt(a, df))^2)
  x <- size * p
  ends <- function(lower, upper) c(if (p == 0) 0 else min(p, lower), if (p == 1) 1 else max(p, upper))
  ci <- ends(qbeta(a, x + 0.5, size - x + 0.5), qbeta(1 - a, x + 0.5, size - x + 0.5))
  put("jeffreys", ci[1], ci[2])
  ci <- ends(qbeta(a, x + 1, size - x + 1), qbeta(1 - a, x + 1, size - x + 1))
  put("uniform", ci[1], ci[2])
  z <- qnorm(1 - a)
  centre <- (x + z^2 / 2) / (size + z^2)
  half <- z * sqrt(centre * (1 - centre) / (size + z^2))
  put("agresti-coull", max(0, centre - half), min(1, centre + half))
  if (p > 0 && p < 1) {
    e <- p * (1 - p) / v
    t <- qt(1 - a, df)
    half <- t / (2 * e) * sqrt(4 * e * p * (1 - p) + t^2)
    put("wilson", (p + t^2 / (2 * e) - half) / (1 + t^2 / e),
        (p + t^2 / (2 * e) + half) / (1 + t^2 / e))
  }
}

for (confidence in c(0.95, 0.9, 0.8)) {
  proportion("clusters", "none", confidence = confidence)
  proportion("weighted", "comp.imp", "Yes", confidence)
  proportion("stratified", "high", confidence = confidence)
  proportion("stages", "none", confidence = confidence)
  proportion("stages", "sch.wide", "No", confidence)
  proportion("replacement", "none", confidence = confidence)
  proportion("yrbs", "qn8", confidence = confidence)
  # Nobody.
  proportion("stages", "stype", "X", confidence)
}
save_cases()
