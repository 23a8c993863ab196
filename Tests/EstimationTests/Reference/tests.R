# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests and comparisons: svychisq, svyttest, regTermTest, svycontrast.
#
#     Rscript tests.R FOLDER

source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "cases.R"))

put <- function(name, test, columns, numbers, method = "", domain = "", reference = "") {
  given <- designs[[name]]
  empty <- list(statistic = NA, numerator = NA, denominator = NA, p = NA, estimate = NA,
                standardError = NA, lower = NA, upper = NA)
  add(given$data, given$args,
      data.frame(test = test, columns = columns, method = method, domain = domain,
                 reference = reference),
      modifyList(empty, numbers))
}

chisq <- function(name, a, b) {
  d <- designs[[name]]$design
  used <- !is.na(d$variables[[a]]) & !is.na(d$variables[[b]])
  for (method in c("F", "Chisq", "Wald", "adjWald")) {
    r <- svychisq(as.formula(paste0("~", a, "+", b)), d, statistic = method)
    par <- as.numeric(r$parameter)
    # R multiplies Pearson's statistic by all rows, those left out too.
    x <- as.numeric(r$statistic) * if (method == "Chisq") mean(used) else 1
    put(name, "chi-square", paste0(a, "*", b),
        list(statistic = x, numerator = par[1], denominator = par[2], p = as.numeric(r$p.value)),
        method)
  }
}
chisq("weighted", "sch.wide", "stype")
chisq("stratified", "awards", "sch.wide")
chisq("stratified", "comp.imp", "stype")
chisq("stages", "stype", "sch.wide")
chisq("stages", "grade", "stype")
chisq("replacement", "awards", "stype")

ttest <- function(name, y, g) {
  d <- designs[[name]]$design
  d$variables$g <- factor(d$variables[[g]])
  r <- svyttest(as.formula(paste0(y, " ~ g")), d)
  put(name, "t-test", paste0(y, "/", g),
      list(statistic = as.numeric(r$statistic), numerator = 1,
           denominator = as.numeric(r$parameter), p = as.numeric(r$p.value),
           estimate = as.numeric(r$estimate)))
}
ttest("stages", "api00", "sch.wide")
ttest("stages", "grade", "awards")
ttest("stratified", "enroll", "awards")
ttest("weighted", "api00", "comp.imp")

wald <- function(name, y, g) {
  d <- designs[[name]]$design
  d$variables$g <- factor(d$variables[[g]])
  m <- svyglm(as.formula(paste0(y, " ~ g")), d)
  r <- regTermTest(m, ~g)
  put(name, "wald", paste0(y, "/", g),
      list(statistic = as.numeric(r$Ftest), numerator = r$df, denominator = r$ddf,
           p = as.numeric(r$p)))
}
wald("stages", "api00", "stype")
wald("stages", "grade", "stype")
wald("stratified", "api00", "stype")
wald("stratified", "enroll", "awards")
wald("weighted", "api00", "stype")

mcnemar <- function(name) {
  d <- designs[[name]]$design
  m <- svymean(~I(before - after), d)
  f <- as.numeric(coef(m) / SE(m))^2
  put(name, "mcnemar", "before*after",
      list(statistic = f, numerator = 1, denominator = degf(d),
           p = pf(f, 1, degf(d), lower.tail = FALSE), estimate = coef(m), standardError = SE(m)))
}
mcnemar("stratified")
mcnemar("stages")

# All pairs of domains, with the covariance of the clusters that they share.
differences <- function(name, y, g) {
  d <- designs[[name]]$design
  d <- d[!is.na(d$variables[[y]]), ]
  b <- svyby(as.formula(paste0("~", y)), as.formula(paste0("~", g)), d, svymean, covmat = TRUE)
  labels <- rownames(b)
  for (j in seq_along(labels)) for (i in seq_len(j - 1)) {
    contrast <- rep(0, length(labels))
    contrast[j] <- 1
    contrast[i] <- -1
    r <- svycontrast(b, contrast)
    inside <- d$variables[[g]] %in% labels[c(i, j)]
    t <- qt(0.975, degf(d[inside, ]))
    put(name, "difference", paste0(y, "/", g),
        list(estimate = coef(r), standardError = SE(r), lower = coef(r) - t * SE(r),
             upper = coef(r) + t * SE(r), denominator = degf(d[inside, ])),
        domain = labels[j], reference = labels[i])
  }
}
differences("stages", "api00", "stype")
differences("stages", "grade", "stype")
differences("stratified", "api00", "stype")
differences("weighted", "ell", "stype")

# Smooth functions of totals and of means.
smooth <- function(name) {
  d <- designs[[name]]$design
  totals <- svytotal(~api00 + api99, d)
  a <- svycontrast(totals, quote(100 * (api00 / api99 - 1)))
  put(name, "function", "growth", list(estimate = coef(a), standardError = SE(a)))
  means <- svymean(~api00 + api99 + ell, d)
  b <- svycontrast(means, quote(log(api00) - log(api99) + sqrt(ell)))
  put(name, "function", "logarithm", list(estimate = coef(b), standardError = SE(b)))
}
smooth("stages")
smooth("stratified")
smooth("weighted")

# The same through replicates and through weights fitted to known totals.
d <- as.svrepdesign(designs$weighted$design, type = "JK1")
growth <- withReplicates(d, function(w, data) 100 * (sum(w * data$api00) / sum(w * data$api99) - 1))
put("weighted", "replicates", "growth",
    list(estimate = as.numeric(growth), standardError = SE(growth)))
means <- svymean(~api00, d)
put("weighted", "replicates", "mean", list(estimate = coef(means), standardError = SE(means)))
p <- postStratify(designs$weighted$design, ~stype, xtabs(~stype, apipop))
a <- svycontrast(svytotal(~api00 + api99, p), quote(100 * (api00 / api99 - 1)))
put("weighted", "poststratified", "growth", list(estimate = coef(a), standardError = SE(a)))
q <- svyquantile(~api00, p, 0.5)[[1]]
put("weighted", "poststratified", "median",
    list(estimate = q[1], lower = q[2], upper = q[3], standardError = q[4]))
for (method in c("F", "Chisq", "Wald", "adjWald")) {
  r <- svychisq(~sch.wide + awards, p, statistic = method)
  put("weighted", "poststratified", "sch.wide*awards",
      list(statistic = as.numeric(r$statistic), numerator = as.numeric(r$parameter)[1],
           denominator = as.numeric(r$parameter)[2], p = as.numeric(r$p.value)), method)
}
save_cases()
