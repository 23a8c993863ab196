# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reference figures for unequal probabilities, by R's survey package where it has the estimator, else from the formula.
#
#     Rscript unequal.R FOLDER
#
# writes data and cases.csv as survey.R does; the tests run it themselves.

suppressMessages({library(survey); library(sampling)})
options(digits = 17, survey.lonely.psu = "fail")
folder <- commandArgs(TRUE)[1]
stopifnot(!is.na(folder), dir.exists(folder))

save_data <- function(name, data) {
  write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = TRUE)
}
cases <- list()
add <- function(case, data, args, item, estimate, error, domain = "", by = "") {
  number <- function(x) ifelse(is.finite(x), format(as.numeric(x), digits = 17, trim = TRUE), "")
  arg <- function(name) if (is.null(args[[name]])) "" else args[[name]]
  cases[[length(cases) + 1]] <<- data.frame(
    case = case, data = data, strata = arg("strata"), clusters = arg("clusters"),
    populations = arg("populations"), fractions = arg("fractions"),
    probabilities = arg("probabilities"), weight = arg("weight"), lonely = arg("lonely"),
    pps = arg("pps"), joint = arg("joint"), replacement = arg("replacement"),
    order = arg("order"), balance = arg("balance"), coordinates = arg("coordinates"), item = item,
    by = by, domain = domain, estimate = number(estimate), standardError = number(error))
}
# Figures of a design, for the whole and by domain.
figures <- function(case, data, args, design, totals, ratio, by) {
  formula <- function(name) as.formula(paste0("~", name))
  put <- function(item, result, label = "")
    add(case, data, args, item, as.numeric(coef(result)), as.numeric(SE(result)), label,
        if (label == "") "" else by)
  labels <- sort(unique(as.character(design$variables[[by]])), method = "radix")
  for (label in c("", labels)) {
    # Domains as variables that are zero outside: subsets of designs by joint probabilities fail in R.
    d <- design
    inside <- if (label == "") 1 else as.numeric(d$variables[[by]] == label)
    parts <- strsplit(ratio, "/")[[1]]
    for (v in unique(c(totals, parts))) d$variables[[v]] <- inside * d$variables[[v]]
    d$variables$one <- inside * rep(1, nrow(d$variables))
    for (v in totals) put(paste0("total:", v), svytotal(formula(v), d), label)
    put(paste0("mean:", totals[1]), svyratio(formula(totals[1]), ~one, d), label)
    put(paste0("ratio:", ratio), svyratio(formula(parts[1]), formula(parts[2]), d), label)
  }
}
# The same from a quadratic form: variance(t) is that of the total of values t expanded by the weights.
by_form <- function(case, data, args, rows, w, variance, totals, ratio, by) {
  for (label in c("", sort(unique(rows[[by]]), method = "radix"))) {
    inside <- if (label == "") rep(1, nrow(rows)) else as.numeric(rows[[by]] == label)
    put <- function(item, estimate, linearized)
      add(case, data, args, item, estimate, sqrt(variance(w * linearized)), label,
          if (label == "") "" else by)
    for (v in totals) put(paste0("total:", v), sum(w * inside * rows[[v]]), inside * rows[[v]])
    parts <- strsplit(ratio, "/")[[1]]
    x <- sum(w * inside * rows[[parts[2]]])
    r <- sum(w * inside * rows[[parts[1]]]) / x
    put(paste0("ratio:", ratio), r, inside * (rows[[parts[1]]] - r * rows[[parts[2]]]) / x)
  }
}
write_joint <- function(name, ids, pairs, stratum = rep("", length(ids)), stage = 1) {
  place <- which(upper.tri(pairs) & outer(stratum, stratum, "=="), arr.ind = TRUE)
  save_data(name, data.frame(stage = stage, stratum = stratum[place[, 1]], id1 = ids[place[, 1]],
                             id2 = ids[place[, 2]],
                             probability = format(pairs[place], digits = 17, trim = TRUE)))
}

# ---- American counties in proportion to votes, the package's own example --------------------------

data(election)
counties <- election_pps
counties$id <- paste0("c", seq_len(nrow(counties)))
counties$side <- ifelse(counties$Bush > counties$Kerry, "b", "k")
save_data("election", counties)
arguments <- list(clusters = "id", probabilities = "p", pps = "brewer")
brewer <- svydesign(id = ~1, fpc = ~p, data = counties, pps = "brewer")
figures("election, Brewer", "election", arguments, brewer, c("Bush", "Kerry", "Nader"),
        "Bush/votes", "side")
write_joint("election-joint", counties$id, election_jointprob)
for (form in c("HT", "YG")) {
  d <- svydesign(id = ~1, fpc = ~p, data = counties,
                 pps = ppsmat(election_jointprob, tolerance = 0), variance = form)
  figures(paste("election,", form), "election",
          list(clusters = "id", probabilities = "p", joint = "election-joint",
               pps = if (form == "HT") "horvitz-thompson" else "yates-grundy"),
          d, c("Bush", "Kerry", "Nader"), "Bush/votes", "side")
}
hajek <- function(p) {
  n <- length(p)
  c <- (1 - p) * n / (n - 1)
  diag(c) - tcrossprod(c) / sum(c)
}
form <- function(A) function(t) drop(t(t) %*% A %*% t)
by_form("election, Hájek", "election",
        list(clusters = "id", probabilities = "p", pps = "hajek"), counties, 1 / counties$p,
        form(hajek(counties$p)), c("Bush", "Kerry"), "Bush/votes", "side")
by_form("election, Poisson", "election",
        list(clusters = "id", probabilities = "p", pps = "poisson"), counties, 1 / counties$p,
        form(diag(1 - counties$p)), c("Bush", "Kerry"), "Bush/votes", "side")

# ---- Belgian municipalities in two strata, with certain units and joint probabilities by Sampford --

data(belgianmunicipalities)
towns <- with(belgianmunicipalities,
              data.frame(town = INS, region = ifelse(Province %% 2 == 1, "a", "b"),
                         people = Tot04, men = Men04, income = averageincome, arrondiss = Arrondiss))
chosen <- seq(1, nrow(towns), by = 19)
towns <- towns[chosen, ]
pik <- ave(towns$people, towns$region, FUN = function(x) inclusionprobabilities(x, 6))
pairs <- matrix(0, nrow(towns), nrow(towns))
pairs <- outer(pik, pik)
for (region in c("a", "b")) {
  rows <- which(towns$region == region)
  open <- rows[pik[rows] < 1]
  pairs[open, open] <- UPsampfordpi2(pik[open])
}
diag(pairs) <- pik
drawn <- unlist(lapply(c("a", "b"), function(region) {
  rows <- which(towns$region == region)
  rows[order(-pik[rows])][c(1, 2, 3, 5, 8, 10)]
}))
stopifnot(all(tapply(pik[drawn], towns$region[drawn], length) == 6), any(pik[drawn] == 1))
municipalities <- cbind(towns[drawn, ], p = pik[drawn])
municipalities$kind <- ifelse(municipalities$income > 26000, "rich", "poor")
save_data("towns", municipalities)
inside <- pairs[drawn, drawn]
write_joint("towns-joint", municipalities$town, inside, municipalities$region)
for (kind in c("HT", "YG")) {
  d <- svydesign(id = ~1, fpc = ~p, data = municipalities, pps = ppsmat(inside, tolerance = 0),
                 variance = kind)
  figures(paste("towns,", kind), "towns",
          list(strata = "region", clusters = "town", probabilities = "p", joint = "towns-joint",
               pps = if (kind == "HT") "horvitz-thompson" else "yates-grundy"),
          d, c("men", "people"), "men/people", "kind")
}
# R counts certain units in n and mean; told apart as a stratum, they add nothing here and there.
municipalities$certain <- ifelse(municipalities$p == 1, "all", municipalities$region)
open <- subset(municipalities, p < 1)
d <- svydesign(id = ~1, strata = ~region, fpc = ~p, data = open, pps = "brewer")
for (v in c("men", "people"))
  add("towns, Brewer with certain units", "towns",
      list(strata = "region", clusters = "town", probabilities = "p", pps = "brewer"),
      paste0("total:", v), sum(municipalities[[v]] / municipalities$p),
      as.numeric(SE(svytotal(as.formula(paste0("~", v)), d))))

# ---- Two stages: villages by size within strata, households at random or by size -------------------

digits <- function(n, modulus, step) (seq_len(n) * step) %% modulus
two <- expand.grid(household = 1:5, village = 1:4, region = c("n", "s"))
two <- two[!(two$household > 3 + two$village %% 3), ]
k <- nrow(two)
two$v <- paste(two$region, two$village)
two$p <- (1 + two$village + 2 * (two$region == "s")) / 11
two$n <- ave(two$household, two$v, FUN = length)
two$N <- two$n * 3 + two$village
two$f <- two$n / two$N
two$q <- pmin(1, 0.15 + digits(k, 23, 9) / 60)
two$persons <- 1 + digits(k, 7, 3)
two$wrong <- pmin(two$persons, digits(k, 11, 7) %/% 5)
two$kind <- c("a", "b", "c")[1 + digits(k, 3, 2)]
two$h <- paste(two$v, two$household)
two$one <- 1
save_data("two", two)
d <- svydesign(id = ~v + h, strata = ~region + v, fpc = ~p + f, data = two, pps = "brewer")
figures("villages by size, households at random", "two",
        list(strata = "region", clusters = "village,household", probabilities = "p",
             populations = "-,N", pps = "brewer"), d, c("wrong", "persons"), "wrong/persons",
        "kind")
d <- svydesign(id = ~v + h, strata = ~region + v, fpc = ~p + q, data = two, pps = "brewer")
figures("both stages by size", "two",
        list(strata = "region", clusters = "village,household", probabilities = "p,q",
             pps = "brewer"), d, c("wrong", "persons"), "wrong/persons", "kind")
d <- svydesign(id = ~v, strata = ~region, fpc = ~p, data = two, pps = "brewer")
figures("villages by size, whole", "two",
        list(strata = "region", clusters = "village", probabilities = "p", pps = "brewer"), d,
        c("wrong", "persons"), "wrong/persons", "kind")

# Three stages: counties by size, villages at random, households by size.
three <- expand.grid(household = 1:3, village = 1:3, county = 1:4)
three <- three[!(three$household > 2 + (three$county + three$village) %% 2), ]
k <- nrow(three)
three$p <- (2 + three$county) / 9
three$V <- 5 + three$county
three$f <- 3 / three$V
three$q <- 0.2 + digits(k, 31, 12) / 50
three$y <- digits(k, 53, 17) + three$county
three$x <- 40 + digits(k, 29, 11)
three$group <- c("a", "b")[1 + digits(k, 2, 1)]
three$v <- paste(three$county, three$village)
three$h <- paste(three$v, three$household)
save_data("three", three)
d <- svydesign(id = ~county + v + h, fpc = ~p + f + q, data = three, pps = "brewer")
figures("three stages", "three",
        list(clusters = "county,village,household", probabilities = "p,-,q",
             populations = "-,V", pps = "brewer"), d, c("y", "x"), "y/x", "group")

# ---- With replacement, and collapsed strata --------------------------------------------------------

two$M <- c(n = 11, s = 13)[as.character(two$region)]
save_data("replaced", two)
d <- svydesign(id = ~v + h, strata = ~region + v, weights = ~I(M / 4 * N / n), data = two)
figures("with replacement", "replaced",
        list(strata = "region", clusters = "village,household", populations = "M,N",
             replacement = "yes"), d, c("wrong", "persons"), "wrong/persons", "kind")
d <- svydesign(id = ~v, strata = ~region, weights = ~I(N / n / p), data = two)
figures("by size with replacement", "replaced",
        list(strata = "region", clusters = "village,household", probabilities = "p",
             populations = "-,N", replacement = "yes"), d, c("wrong", "persons"),
        "wrong/persons", "kind")

# Strata of one village, the last joining those before it; e is taken whole and joins nobody. By bytes:
# a + b, c + d + f, e. By the column, descending names: f + d, c + b + a.
alone <- data.frame(stratum = c("a", "b", "c", "c", "d", "d", "d", "e", "f"),
                    place = c(9, 8, 7, 7, 2, 2, 2, 10, 1),
                    M = c(4, 7, 5, 5, 9, 9, 9, 1, 6), village = 1:9)
alone <- alone[rep(1:9, each = 3), ]
k <- nrow(alone)
alone$persons <- 1 + digits(k, 7, 3)
alone$wrong <- pmin(alone$persons, digits(k, 11, 7) %/% 5)
alone$kind <- c("a", "b", "c")[1 + digits(k, 3, 2)]
alone$w <- alone$M / c(a = 1, b = 1, c = 2, d = 3, e = 1, f = 1)[alone$stratum]
save_data("alone", alone)
for (order in c("", "place")) {
  alone$group <- if (order == "") c(a = 1, b = 1, c = 2, d = 3, e = 4, f = 3)[alone$stratum]
                 else c(f = 1, d = 1, c = 2, b = 3, a = 3, e = 4)[alone$stratum]
  populations <- tapply(alone$M[!duplicated(alone$stratum)],
                        alone$group[!duplicated(alone$stratum)], sum)
  alone$P <- populations[as.character(alone$group)]
  d <- svydesign(id = ~village, strata = ~group, fpc = ~P, weights = ~w, data = alone)
  figures(paste("collapsed strata", order), "alone",
          list(strata = "stratum", clusters = "village", populations = "M", weight = "w",
               lonely = "collapse", order = order), d, c("wrong", "persons"), "wrong/persons",
          "kind")
}
alone$p <- 1 / (2 + digits(9, 5, 2)[alone$village])
alone$p[alone$stratum == "e"] <- 1
save_data("alone-by-size", alone)
d <- svydesign(id = ~village, strata = ~c(a = 1, b = 1, c = 2, d = 3, e = 4, f = 3)[stratum],
               fpc = ~p, data = subset(alone, p < 1), pps = "brewer")
for (v in c("wrong", "persons"))
  add("collapsed strata by size", "alone-by-size",
      list(strata = "stratum", clusters = "village", probabilities = "p", pps = "brewer",
           lonely = "collapse"), paste0("total:", v), sum(alone[[v]] / alone$p),
      as.numeric(SE(svytotal(as.formula(paste0("~", v)), d))))

# ---- Balanced and spread samples, from their formulas ----------------------------------------------

k <- 17
spread <- data.frame(assay_stratum_1 = rep(c("a", "b"), c(9, 8)), y = 3 + digits(k, 19, 8),
                     x = 10 + digits(k, 23, 5), kind = c("q", "r", "s")[1 + digits(k, 3, 2)],
                     east = digits(k, 7, 3), north = digits(k, 5, 2), part = c("u", "v")[1 + digits(k, 2, 1)])
spread$assay_probability <- 0.15 + digits(k, 29, 12) / 40
spread$assay_probability[c(4, 12)] <- 1
spread$assay_weight <- 1 / spread$assay_probability
spread$assay_population_1 <- c(a = 40, b = 35)[spread$assay_stratum_1]
spread$assay_size_1 <- c(a = 9, b = 8)[spread$assay_stratum_1]
spread$assay_role <- "main"
spread$assay_order <- seq_len(k)
open <- spread$assay_probability < 1
p <- spread$assay_probability[open]
balanced <- function(t) {
  t <- t[open]
  X <- model.matrix(~ 0 + assay_stratum_1 + kind, spread)[open, ]
  X[, 1:2] <- X[, 1:2] * p
  X <- cbind(X, spread$kind[open] == "q", spread$x[open]) / p
  q <- qr(X)$rank
  e <- lm.wfit(X, t, 1 - p)$residuals
  sum(open) / (sum(open) - q) * sum((1 - p) * e^2)
}
neighbours <- function(t) {
  t <- t[open]
  distance <- as.matrix(dist(spread[open, c("east", "north")]))
  distance[outer(spread$assay_stratum_1[open], spread$assay_stratum_1[open], "!=")] <- Inf
  diag(distance) <- Inf
  sum(sapply(seq_along(t), function(i) {
    near <- which(distance[i, ] < min(distance[i, ]) + 1e-9)
    k <- length(near) + 1
    k / (k - 1) * (t[i] - mean(t[c(i, near)]))^2
  }))
}
spread$assay_method_1 <- "cube"
save_data("drawn-cube", spread)
by_form("balanced", "drawn-cube", list(balance = "kind:levels,x"), spread, spread$assay_weight,
        balanced, c("y", "x"), "y/x", "part")
spread$assay_method_1 <- "local-pivotal"
save_data("drawn-spread", spread)
by_form("spread", "drawn-spread", list(coordinates = "east,north"), spread, spread$assay_weight,
        neighbours, c("y", "x"), "y/x", "part")

write.csv(do.call(rbind, cases), file.path(folder, "cases.csv"), row.names = FALSE, quote = TRUE)
