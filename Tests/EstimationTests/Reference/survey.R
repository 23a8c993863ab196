# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reference figures by R's survey package, and the data that they are made of.
#
#     Rscript survey.R FOLDER
#
# writes into FOLDER the package's example data and some made up here as CSV files, and cases.csv: one
# line for each figure with the arguments that ask Assay for the same, and R's answer. The tests run this
# script themselves, so that nothing is compared with numbers that somebody once typed.

suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "fail")
folder <- commandArgs(TRUE)[1]
stopifnot(!is.na(folder), dir.exists(folder))

save_data <- function(name, data) {
  write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = TRUE)
}

cases <- list()
# One line of cases.csv; numbers that do not exist, or that are not compared, stay empty.
add <- function(case, data, args, item, estimate, error, df = NA, deff = NA, level = "",
                domain = "", by = "", interval = "", lower = NA, upper = NA, confidence = 0.95) {
  number <- function(x) ifelse(is.finite(x), format(as.numeric(x), digits = 17, trim = TRUE), "")
  arg <- function(name) if (is.null(args[[name]])) "" else args[[name]]
  cases[[length(cases) + 1]] <<- data.frame(
    case = case, data = data, strata = arg("strata"), clusters = arg("clusters"),
    populations = arg("populations"), fractions = arg("fractions"), weight = arg("weight"),
    lonely = arg("lonely"), item = item, level = level, by = by, domain = domain,
    interval = interval, confidence = number(confidence), estimate = number(estimate),
    standardError = number(error), degreesOfFreedom = number(df), designEffect = number(deff),
    lower = number(lower), upper = number(upper))
}

# Figures of one design, for the whole and by domain, with t intervals.
standard <- function(case, data, args, design, means = NULL, totals = NULL, ratios = NULL,
                     proportions = NULL, by = NULL) {
  formula <- function(name) as.formula(paste0("~", name))
  labels <- function(name) {
    sort(unique(na.omit(as.character(design$variables[[name]]))), method = "radix")
  }
  domains <- list(list(name = "", design = design))
  if (!is.null(by)) for (label in labels(by)) {
    inside <- as.character(design$variables[[by]]) == label
    domains <- c(domains, list(list(name = label, design = design[inside, ])))
  }
  for (domain in domains) {
    d <- domain$design
    put <- function(item, result, level = "", interval = "t") {
      df <- degf(d)
      limits <- suppressWarnings(confint(result, df = df))
      add(case, data, args, item, as.numeric(coef(result)), as.numeric(SE(result)), df,
          as.numeric(deff(result)), level = level, domain = domain$name,
          by = if (domain$name == "") "" else by, interval = interval,
          lower = limits[1], upper = limits[2])
    }
    for (v in means)
      put(paste0("mean:", v), svymean(formula(v), d, na.rm = TRUE, deff = TRUE))
    for (v in totals)
      put(paste0("total:", v), svytotal(formula(v), d, na.rm = TRUE, deff = TRUE))
    for (r in ratios) {
      parts <- strsplit(r, "/")[[1]]
      put(paste0("ratio:", r),
          svyratio(formula(parts[1]), formula(parts[2]), d, na.rm = TRUE, deff = TRUE))
    }
    for (v in proportions) for (level in labels(v)) {
      e <- d
      e$variables$indicator <- as.numeric(as.character(d$variables[[v]]) == level)
      put(paste0("proportion:", v), svymean(~indicator, e, na.rm = TRUE, deff = TRUE),
          level = level, interval = "mean")
    }
  }
}

# ---- The package's own examples --------------------------------------------------------------------

data(api)
data(fpc)
data(mu284)
data(yrbs)
columns <- c("stype", "dnum", "snum", "api00", "api99", "enroll", "api.stu", "ell", "sch.wide",
             "comp.imp", "awards", "pw", "fpc")
save_data("apistrat", apistrat[columns])
save_data("apiclus1", apiclus1[columns])
save_data("apiclus2", apiclus2[c(setdiff(columns, "fpc"), "fpc1", "fpc2")])
save_data("mu284", mu284)
save_data("fpc", fpc)
save_data("yrbs", yrbs)

dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
dclus1f <- svydesign(id = ~dnum, data = apiclus1, fpc = ~fpc)
dclus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
dclus2wr <- svydesign(id = ~dnum + snum, weights = ~pw, data = apiclus2)

standard("stratified", "apistrat", list(strata = "stype", populations = "fpc", weight = "pw"),
         dstrat, means = "api00", totals = "enroll", ratios = "api.stu/enroll",
         proportions = c("awards", "stype"), by = "sch.wide")
standard("one-stage clusters", "apiclus1",
         list(clusters = "dnum", populations = "fpc", weight = "pw"), dclus1,
         means = "api00", totals = "enroll", ratios = "api.stu/enroll", proportions = "stype",
         by = "stype")
standard("one-stage clusters, weights from populations", "apiclus1",
         list(clusters = "dnum", populations = "fpc"), dclus1f,
         means = "api00", totals = "enroll", ratios = "api.stu/enroll", by = "awards")
standard("two stages with populations", "apiclus2",
         list(clusters = "dnum,snum", populations = "fpc1,fpc2"), dclus2,
         means = c("api00", "enroll"), totals = "enroll", ratios = "api.stu/enroll",
         proportions = "stype", by = "stype")
standard("two stages, rows as the second", "apiclus2",
         list(clusters = "dnum", populations = "fpc1,fpc2"), dclus2, means = "api00",
         totals = "enroll")
standard("two stages with replacement", "apiclus2",
         list(clusters = "dnum,snum", weight = "pw"), dclus2wr, means = "api00",
         totals = "enroll", by = "stype")
dmu <- svydesign(id = ~id1 + id2, fpc = ~n1 + n2, data = mu284)
standard("mu284", "mu284", list(clusters = "id1,id2", populations = "n1,n2"), dmu,
         means = "y1", totals = "y1")
dnest <- svydesign(id = ~psuid, strata = ~stratid, weights = ~weight, data = fpc, nest = TRUE)
standard("nested clusters", "fpc",
         list(strata = "stratid", clusters = "psuid", weight = "weight"), dnest, means = "x",
         totals = "x")
dnestf <- svydesign(id = ~psuid, strata = ~stratid, weights = ~weight, fpc = ~Nh, data = fpc,
                    nest = TRUE)
standard("nested clusters with populations", "fpc",
         list(strata = "stratid", clusters = "psuid", weight = "weight", populations = "Nh"),
         dnestf, means = "x", totals = "x")
simple <- cbind(apistrat[columns], N = 6194, f = 200 / 6194)
save_data("simple", simple)
srs <- svydesign(id = ~1, data = simple, fpc = ~N)
standard("simple random", "simple", list(populations = "N"), srs, means = "api00",
         totals = "enroll", ratios = "api.stu/enroll", proportions = "stype", by = "stype")
standard("simple random by fraction", "simple", list(fractions = "f"), srs, means = "api00",
         totals = "enroll")
equal <- svydesign(id = ~1, data = simple, weights = ~N)
standard("weights alone", "simple", list(weight = "N"), equal, means = "api00",
         totals = "enroll", proportions = "awards")

# ---- Lonely units at the first stage ---------------------------------------------------------------

for (rule in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = rule)
  lonely <- svydesign(id = ~1, weights = ~pw, strata = ~dnum, data = apiclus1)
  standard(paste("lonely at the first stage:", rule), "apiclus1",
           list(strata = "dnum", weight = "pw", lonely = rule), lonely, means = "api00",
           totals = "enroll", ratios = "api.stu/enroll", by = "stype")
}

# ---- Deeper designs, made up here ------------------------------------------------------------------

# Digits that look random and are the same on every machine.
digits <- function(n, modulus, step) (seq_len(n) * step) %% modulus

# Villages in strata; in each drawn village households in strata of their own.
villages <- data.frame(region = c("n", "n", "n", "n", "s", "s", "s", "w", "w"),
                       village = c(1, 2, 3, 4, 1, 2, 3, 1, 2),
                       M = c(40, 40, 40, 40, 11, 11, 11, 2, 2))
two <- do.call(rbind, lapply(seq_len(nrow(villages)), function(i) {
  cards <- c("blue", "red", "yellow")[seq_len(1 + (i %% 3))]
  do.call(rbind, lapply(seq_along(cards), function(j) {
    n <- 2 + (i * j) %% 4
    data.frame(villages[i, ], card = cards[j], N = n + 3 * ((i + j) %% 5), household = seq_len(n),
               row.names = NULL)
  }))
}))
k <- nrow(two)
two$persons <- 1 + digits(k, 7, 3)
two$wrong <- pmin(two$persons, digits(k, 11, 7) %/% 5)
two$income <- 900 + 37 * digits(k, 101, 29)
two$income[digits(k, 13, 5) == 0] <- NA
two$kind <- c("a", "b", "c")[1 + digits(k, 3, 2)]
two$adjusted <- round(1 + digits(k, 17, 6) / 7, 3)
# R wants identifiers of its own at each stage.
two$v <- paste(two$region, two$village)
two$c <- paste(two$v, two$card)
two$h <- paste(two$c, two$household)
save_data("two", two)
two_design <- d <- svydesign(id = ~v + h, strata = ~region + c, fpc = ~M + N, data = two)
args <- list(strata = "region,card", clusters = "village,household", populations = "M,N")
standard("two stages, strata at both", "two", args, d, means = "income",
         totals = c("income", "wrong"), ratios = c("wrong/persons", "income/persons"),
         proportions = "kind", by = "kind")
standard("two stages, strata at both, in one region", "two", args, d, means = "income",
         totals = "wrong", ratios = "wrong/persons", by = "region")
d <- svydesign(id = ~v + h, strata = ~region + c, fpc = ~M + N, weights = ~adjusted, data = two)
standard("two stages, weights of their own", "two", c(args, weight = "adjusted"), d,
         means = "income", totals = "wrong", ratios = "wrong/persons", proportions = "kind",
         by = "card")
for (rule in c("remove", "certainty", "adjust")) {
  options(survey.lonely.psu = rule)
  alone <- two[!(two$v == "n 2" & two$household > 1), ]
  save_data(paste0("alone-", rule), alone)
  d <- svydesign(id = ~v + h, strata = ~region + c, fpc = ~M + N, data = alone)
  standard(paste("lonely at the second stage:", rule), paste0("alone-", rule),
           c(args, lonely = rule), d, means = "income", totals = "wrong",
           ratios = "wrong/persons", by = "kind")
}

# Three stages: counties, villages, households, with populations at each.
three <- expand.grid(household = 1:4, village = 1:3, county = 1:5)
three <- three[!(three$household > 2 + (three$county + three$village) %% 3), ]
three$K <- 31
three$V <- 3 + 4 * three$county
three$H <- 20 + 3 * three$county + 7 * three$village
k <- nrow(three)
three$y <- digits(k, 53, 17) + three$county
three$x <- 40 + digits(k, 29, 11)
three$group <- c("甲", "乙")[1 + digits(k, 2, 1)]
three$c2 <- paste(three$county, three$village)
three$c3 <- paste(three$c2, three$household)
save_data("three", three)
options(survey.lonely.psu = "fail")
d <- svydesign(id = ~county + c2 + c3, fpc = ~K + V + H, data = three)
standard("three stages", "three",
         list(clusters = "county,village,household", populations = "K,V,H"), d, means = "y",
         totals = "y", ratios = "y/x", proportions = "group", by = "group")
d <- svydesign(id = ~county + c2, fpc = ~K + V, weights = ~H, data = three)
standard("three stages, the last one not named", "three",
         list(clusters = "county,village", populations = "K,V", weight = "H"), d, means = "y",
         totals = "y", ratios = "y/x", by = "group")

# ---- Intervals of proportions ----------------------------------------------------------------------

proportion <- function(case, data, args, design, variable, level, methods, levels = 0.95) {
  e <- design
  e$variables$indicator <- as.numeric(as.character(e$variables[[variable]]) == level)
  for (confidence in levels) for (method in methods) {
    p <- svyciprop(~indicator, e, method = method, level = confidence, na.rm = TRUE)
    add(case, data, args, paste0("proportion:", variable), as.numeric(coef(p)),
        as.numeric(SE(svymean(~indicator, e, na.rm = TRUE))), degf(e), level = level,
        interval = method, lower = attr(p, "ci")[1], upper = attr(p, "ci")[2],
        confidence = confidence)
  }
}
# Wilson's interval at the effective size came with version 4.5; this is its formula.
wilson <- function(case, data, args, design, variable, level, confidence = 0.95) {
  e <- design
  e$variables$indicator <- as.numeric(as.character(e$variables[[variable]]) == level)
  m <- svymean(~indicator, e, na.rm = TRUE)
  p <- as.numeric(coef(m))
  n <- p * (1 - p) / as.numeric(SE(m))^2
  t <- qt(1 - (1 - confidence) / 2, degf(e))
  half <- t / (2 * n) * sqrt(4 * n * p * (1 - p) + t^2)
  add(case, data, args, paste0("proportion:", variable), p, as.numeric(SE(m)), degf(e),
      level = level, interval = "wilson", lower = (p + t^2 / (2 * n) - half) / (1 + t^2 / n),
      upper = (p + t^2 / (2 * n) + half) / (1 + t^2 / n))
}
methods <- c("beta", "mean", "xlogit", "asin", "logit")
proportion("interval, one-stage clusters", "apiclus1", list(clusters = "dnum", populations = "fpc"),
           dclus1f, "ell", "0", methods, c(0.95, 0.9))
wilson("interval, one-stage clusters", "apiclus1", list(clusters = "dnum", populations = "fpc"),
       dclus1f, "ell", "0")
apistrat$high <- as.numeric(apistrat$api00 > 875)
save_data("high", apistrat[c(columns, "high")])
proportion("interval, stratified", "high",
           list(strata = "stype", populations = "fpc", weight = "pw"),
           update(dstrat, high = as.numeric(api00 > 875)), "high", "1", methods, c(0.95, 0.9))
proportion("interval, two stages", "apiclus2",
           list(clusters = "dnum,snum", populations = "fpc1,fpc2"), dclus2, "ell", "0", methods)
wilson("interval, two stages", "apiclus2", list(clusters = "dnum,snum", populations = "fpc1,fpc2"),
       dclus2, "ell", "0")
dyrbs <- svydesign(id = ~psu, weights = ~weight, strata = ~stratum, data = yrbs)
proportion("interval, yrbs", "yrbs", list(strata = "stratum", clusters = "psu", weight = "weight"),
           dyrbs, "qn8", "1", methods)

# The default of rates: as beta, with n Kish's size of the last-stage units, n* at most n, and n for the
# missing effective size where the rate is 0. For ratios u is weight times denominator.
korn <- function(case, data, args, design, numerator, denominator = NULL, level = "", by = "",
                 domain = "", confidence = 0.95) {
  d <- if (by == "") design else design[as.character(design$variables[[by]]) == domain, ]
  x <- if (is.null(denominator)) rep(1, nrow(d$variables)) else d$variables[[denominator]]
  y <- if (is.null(denominator)) as.numeric(as.character(d$variables[[numerator]]) == level)
       else d$variables[[numerator]]
  d$variables$y <- y
  d$variables$x <- x
  r <- svyratio(~y, ~x, d)
  p <- as.numeric(coef(r))
  u <- weights(d) * x
  n <- sum(u)^2 / sum(u^2)
  a <- (1 - confidence) / 2
  size <- if (p == 0) n else p * (1 - p) / as.numeric(SE(r))^2
  size <- min(n, size * (qt(a, n - 1) / qt(a, degf(d)))^2)
  item <- if (is.null(denominator)) paste0("proportion:", numerator, "=", level)
          else paste0("ratio:", numerator, "/", denominator)
  add(case, data, args, item, p, as.numeric(SE(r)), degf(d), level = level, by = by,
      domain = domain, interval = "korn-graubard", lower = if (p == 0) 0 else qbeta(a, size * p, size * (1 - p) + 1),
      upper = qbeta(1 - a, size * p + 1, size * (1 - p)), confidence = confidence)
}
clus2 <- list(clusters = "dnum,snum", populations = "fpc1,fpc2")
options(survey.lonely.psu = "fail")
for (confidence in c(0.95, 0.9)) {
  korn("Korn and Graubard", "apiclus2", clus2, dclus2, "ell", level = "0", confidence = confidence)
  korn("Korn and Graubard", "apiclus2", clus2, dclus2, "stype", level = "none",
       confidence = confidence)
  for (kind in c("a", "b", "c"))
    korn("Korn and Graubard of ratios", "two", args, two_design, "wrong", "persons", by = "kind",
         domain = kind, confidence = confidence)
}
korn("Korn and Graubard, one-stage clusters", "apiclus1",
     list(clusters = "dnum", populations = "fpc"), dclus1f, "ell", level = "0")
korn("Korn and Graubard, stratified", "high",
     list(strata = "stype", populations = "fpc", weight = "pw"),
     update(dstrat, high = as.numeric(api00 > 875)), "high", level = "1")

# ---- What R lacks, from its formula in matrix algebra ----------------------------------------------

# A systematic sample of villages: (1 - m/M) m/(2(m - 1)) times the squared differences of neighbours in
# the draw, z'Az with A = D'D and D the matrix of differences; households as usual, A the centring matrix.
differences <- function(m) {
  D <- matrix(0, m - 1, m)
  for (i in seq_len(m - 1)) D[i, i:(i + 1)] <- c(1, -1)
  crossprod(D)
}
centring <- function(n) diag(n) - matrix(1 / n, n, n)
drawn <- two[two$region != "w", ]
drawn$order <- c(3, 1, 4, 2)[drawn$village]
counts <- function(data) tapply(data$v, data$region, function(x) length(unique(x)))
drawn$m <- counts(drawn)[drawn$region]
drawn$n <- ave(drawn$household, drawn$c, FUN = length)
drawn$w <- drawn$M / drawn$m * drawn$N / drawn$n
stopifnot(all(drawn$n > 1))
systematic <- function(e) {
  z <- drawn$w * e
  v <- 0
  for (region in unique(drawn$region)) {
    rows <- drawn$region == region
    m <- drawn$m[rows][1]
    f <- m / drawn$M[rows][1]
    t <- tapply(z[rows], drawn$order[rows], sum)
    v <- v + (1 - f) * m / (2 * (m - 1)) * drop(t(t) %*% differences(m) %*% t)
    for (cell in unique(drawn$c[rows])) {
      inside <- drawn$c == cell
      n <- sum(inside)
      g <- n / drawn$N[inside][1]
      v <- v + f * (1 - g) * n / (n - 1) * drop(t(z[inside]) %*% centring(n) %*% z[inside])
    }
  }
  v
}
ratio_error <- function(data, variance, inside) {
  total <- sum((data$w * data$persons)[inside])
  R <- sum((data$w * data$wrong)[inside]) / total
  c(R, sqrt(variance(inside * (data$wrong - R * data$persons) / total)))
}
formulas <- function(case, name, args, data, variance) {
  everything <- rep(TRUE, nrow(data))
  r <- ratio_error(data, variance, everything)
  add(case, name, args, "ratio:wrong/persons", r[1], r[2])
  add(case, name, args, "total:wrong", sum(data$w * data$wrong), sqrt(variance(data$wrong)))
  for (kind in c("a", "b", "c")) {
    r <- ratio_error(data, variance, data$kind == kind)
    add(case, name, args, "ratio:wrong/persons", r[1], r[2], domain = kind, by = "kind")
  }
}
shown <- with(drawn, data.frame(
  household = h, wrong, persons, kind,
  assay_stratum_1 = region, assay_cluster_1 = v, assay_cluster_order_1 = order,
  assay_population_1 = M, assay_size_1 = m, assay_method_1 = "systematic",
  assay_stratum_2 = card, assay_population_2 = N, assay_size_2 = n, assay_method_2 = "srs",
  assay_stratum = card, assay_role = "main", assay_order = household, assay_ticket = "",
  assay_probability = format(1 / w, digits = 17, trim = TRUE),
  assay_weight = format(w, digits = 17, trim = TRUE)))
reserves <- shown[seq(1, nrow(shown), 5), ]
reserves$household <- paste(reserves$household, "reserve")
reserves$assay_role <- "reserve"
reserves$assay_probability <- ""
reserves$assay_weight <- ""
save_data("drawn", rbind(shown, reserves))
formulas("systematic villages", "drawn", list(), drawn, systematic)

# Lonely households: s² within the cells of the same stratum of villages, else of all strata.
alone <- two[!(two$v %in% c("n 2", "s 1", "s 2", "s 3") & two$household > 1), ]
save_data("alone-pool", alone)
alone$n <- ave(alone$household, alone$c, FUN = length)
alone$m <- counts(alone)[alone$region]
alone$w <- alone$M / alone$m * alone$N / alone$n
stopifnot(any(alone$n == 1 & alone$N > 1))
pooled <- function(e) {
  z <- alone$w * e
  within <- function(rows) {
    cells <- split(e[rows], alone$c[rows])
    cells <- cells[lengths(cells) > 1]
    if (length(cells) == 0) return(NULL)
    sum(sapply(cells, function(x) (length(x) - 1) * var(x))) / sum(lengths(cells) - 1)
  }
  v <- 0
  for (region in unique(alone$region)) {
    rows <- alone$region == region
    m <- alone$m[rows][1]
    f <- m / alone$M[rows][1]
    t <- tapply(z[rows], alone$v[rows], sum)
    v <- v + (1 - f) * m / (m - 1) * drop(t(t) %*% centring(m) %*% t)
    for (cell in unique(alone$c[rows])) {
      inside <- alone$c == cell
      n <- sum(inside)
      N <- alone$N[inside][1]
      s2 <- if (n > 1) var(e[inside]) else within(rows)
      if (is.null(s2)) s2 <- within(rep(TRUE, nrow(alone)))
      v <- v + 1 / f * N^2 * (1 - n / N) * s2 / n
    }
  }
  v
}
formulas("lonely households pooled", "alone-pool", args, alone, pooled)

# ---- Covariances of estimates with domains of their own --------------------------------------------

dthree <- svydesign(id = ~county + c2 + c3, fpc = ~K + V + H, data = three)
inside <- three$group == "甲"
w <- weights(dthree)
linearized <- function(rows) {
  R <- sum((w * three$y)[rows]) / sum((w * three$x)[rows])
  rows * (three$y - R * three$x) / sum((w * three$x)[rows])
}
z <- update(dthree, first = linearized(inside), second = linearized(!inside),
            third = linearized(rep(TRUE, nrow(three))))
ratios <- vcov(svytotal(~first + second + third, z))
totals <- vcov(svytotal(~y + x, dthree))
write.csv(data.frame(kind = rep(c("ratios", "totals"), c(9, 4)),
                     value = format(c(ratios, totals), digits = 17, trim = TRUE)),
          file.path(folder, "covariances.csv"), row.names = FALSE)

write.csv(do.call(rbind, cases), file.path(folder, "cases.csv"), row.names = FALSE, quote = TRUE)
