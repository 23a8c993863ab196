# SPDX-License-Identifier: GPL-3.0-or-later
#
# Quantiles by svyquantile with Woodruff's interval (interval.type = "mean").
#
#     Rscript quantiles.R FOLDER

source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "cases.R"))

types <- c("math", "school", "shahvaish", paste0("hf", 1:9))
# Degrees of freedom count units with a row whose value is missing, as they do for all figures.
quantile <- function(name, variable, p, by = "", domain = "", confidence = 0.95,
                     which = types) {
  given <- designs[[name]]
  d <- if (by == "") given$design
       else given$design[which(as.character(given$design$variables[[by]]) == domain), ]
  x <- d$variables[[variable]]
  for (type in which) {
    # R scales the weights of Shah and Vaish in one place and not in another; with a mean of 1 it is right.
    e <- d
    used <- !is.na(x)
    if (type == "shahvaish") e$prob <- e$prob * mean(1 / e$prob[used])
    r <- svyquantile(as.formula(paste0("~", variable)), e, p, qrule = type, na.rm = TRUE,
                     alpha = 1 - confidence, df = degf(d))[[1]]
    # Below the share of the first row (hf3: the smallest value) R gives the second value, or for hf4 one below
    # all; the smallest value is right there. A share that is the probability but for rounding is not
    # compared where R takes it for another.
    w <- weights(d)[used]
    o <- order(x[used])
    share <- if (type == "hf3") sum(w[x[used] == min(x[used])]) / sum(w) else w[o][1] / sum(w)
    discrete <- type %in% c("math", "school", "hf1", "hf2", "hf3")
    near <- abs(cumsum(w[o]) / sum(w) - p)
    if ((discrete || type == "hf4") && p < share || discrete && any(near > 0 & near < 1e-12)) next
    m <- svymean(as.formula(paste0("~I(", variable, " <= ", format(r[1], digits = 17), ")")), d,
                 na.rm = TRUE)
    first <- function(q) if ((discrete || type == "hf4") && q >= 0 && q < share)
                           min(x, na.rm = TRUE) else NA
    low <- coef(m)[2] - qt(1 - (1 - confidence) / 2, degf(d)) * SE(m)[2]
    lower <- if (is.na(first(low))) r[2] else first(low)
    add(given$data, given$args,
        data.frame(item = paste0(variable, "@", p), type = type, by = by, domain = domain),
        list(confidence = confidence, estimate = r[1], lower = lower, upper = r[3],
             standardError = (r[3] - lower) / (2 * qt(1 - (1 - confidence) / 2, degf(d))),
             df = degf(d)))
  }
}

for (p in c(0.1, 0.25, 0.5, 0.75, 0.9)) {
  # One value a row, with weights of several sizes; a few distinct values; missing ones.
  quantile("stratified", "api00", p)
  quantile("weighted", "enroll", p)
  quantile("clusters", "api00", p, confidence = 0.9)
  quantile("stages", "grade", p)
  quantile("replacement", "api00", p, which = "math")
  quantile("yrbs", "qn8", p, which = c("math", "hf7"))
  for (kind in c("E", "H", "M")) {
    quantile("stages", "enroll", p, "stype", kind)
    quantile("stratified", "api99", p, "stype", kind, which = c("math", "school", "hf3", "hf6"))
  }
}
save_cases()
