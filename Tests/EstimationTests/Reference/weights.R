# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reference figures by R's survey package for adjusted weights and for replicates.
#
#     Rscript weights.R FOLDER
#
# writes into FOLDER the data and cases.csv: one line for each figure with the arguments that ask Assay
# for the same, and R's answer.

suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "fail")
folder <- commandArgs(TRUE)[1]
stopifnot(!is.na(folder), dir.exists(folder))
data(api)
data(scd)
data(mu284)

save_data <- function(name, data) {
  write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = TRUE)
}
cases <- list()
add <- function(case, args, item, result, domain = "") {
  number <- function(x) format(as.numeric(x), digits = 17, trim = TRUE)
  arg <- function(name) if (is.null(args[[name]])) "" else args[[name]]
  cases[[length(cases) + 1]] <<- data.frame(
    case = case, data = arg("data"), strata = arg("strata"), clusters = arg("clusters"),
    populations = arg("populations"), weight = arg("weight"), poststratify = arg("poststratify"),
    rake = arg("rake"), calibrate = arg("calibrate"), calibration = arg("calibration"),
    bounds = arg("bounds"), trim = arg("trim"), respondents = arg("respondents"),
    classes = arg("classes"), variance = arg("variance"), item = item, domain = domain,
    estimate = number(coef(result)[1]), standardError = number(SE(result)[1]))
}
# Means, totals and ratios of one design over the whole and within the levels of stype.
figures <- function(case, args, design, domains = TRUE) {
  add(case, args, "mean:api00", svymean(~api00, design))
  add(case, args, "total:enroll", svytotal(~enroll, design, na.rm = TRUE))
  add(case, args, "ratio:api.stu/enroll", svyratio(~api.stu, ~enroll, design, na.rm = TRUE))
  if (domains) for (level in c("E", "M")) {
    d <- subset(design, stype == level)
    add(case, args, "mean:api00", svymean(~api00, d), level)
    add(case, args, "total:enroll", svytotal(~enroll, d, na.rm = TRUE), level)
  }
}

save_data("apiclus1", apiclus1)
save_data("apiclus2", apiclus2)
save_data("apistrat", apistrat)
clus1 <- list(data = "apiclus1", clusters = "dnum", populations = "fpc", weight = "pw")
clus2 <- list(data = "apiclus2", clusters = "dnum,snum", populations = "fpc1,fpc2")
strat <- list(data = "apistrat", strata = "stype", populations = "fpc", weight = "pw")
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
dclus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
with <- function(list, ...) c(list, list(...))

# ---- Poststratification, raking, calibration, trimming ----------------------------------------------

types <- xtabs(~stype, apipop)
wide <- xtabs(~sch.wide, apipop)
levels_of <- function(name, table) {
  paste0(name, ":", paste(names(table), as.vector(table), sep = "=", collapse = ","))
}
stype <- levels_of("stype", types)
sch_wide <- levels_of("sch.wide", wide)
figures("poststrata of clusters", with(clus1, poststratify = stype),
        postStratify(dclus1, ~stype, types))
figures("poststrata of two stages", with(clus2, poststratify = stype),
        postStratify(dclus2, ~stype, types))
figures("poststrata across strata", with(strat, poststratify = sch_wide),
        postStratify(dstrat, ~sch.wide, wide))
both <- xtabs(~sch.wide + comp.imp, apipop)
both_frame <- as.data.frame(both)
both_frame <- both_frame[both_frame$Freq > 0 & !(both_frame$sch.wide == "No" & both_frame$comp.imp == "Yes"), ]
figures("crossed poststrata",
        with(clus1, poststratify = paste0("sch.wide*comp.imp:", paste(
          paste0(both_frame$sch.wide, "*", both_frame$comp.imp), both_frame$Freq, sep = "=",
          collapse = ","))),
        postStratify(dclus1, ~sch.wide + comp.imp, both_frame, partial = TRUE))
tight <- list(maxit = 2000, epsilon = 1e-12)
raked <- rake(dclus1, list(~stype, ~sch.wide), list(types, wide), control = tight)
figures("raking", with(clus1, rake = paste(stype, sch_wide, sep = ";")), raked)
strat_raked <- rake(dstrat, list(~sch.wide, ~stype), list(wide, types), control = tight)
figures("raking of unequal weights", with(strat, rake = paste(sch_wide, stype, sep = ";")), strat_raked)

totals <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069)
terms <- "(count)=6194,stype:H=755,stype:M=1018,api99=3914069"
figures("regression", with(clus1, calibrate = terms), calibrate(dclus1, ~stype + api99, totals))
figures("regression of two stages", with(clus2, calibrate = terms),
        calibrate(dclus2, ~stype + api99, totals))
figures("regression in strata", with(strat, calibrate = terms), calibrate(dstrat, ~stype + api99, totals))
close <- 1e-13
figures("multiplicative", with(clus1, calibrate = terms, calibration = "raking"),
        calibrate(dclus1, ~stype + api99, totals, calfun = "raking", epsilon = close, maxit = 200))
figures("multiplicative in strata", with(strat, calibrate = terms, calibration = "raking"),
        calibrate(dstrat, ~stype + api99, totals, calfun = "raking", epsilon = close, maxit = 200))
figures("logit", with(clus1, calibrate = terms, calibration = "logit", bounds = "0.5,2"),
        calibrate(dclus1, ~stype + api99, totals, calfun = "logit", bounds = c(0.5, 2),
                  epsilon = close, maxit = 200))
one <- "(count)=6194,api99=3914069"
g <- weights(calibrate(dclus1, ~api99, totals[c(1, 4)])) / weights(dclus1)
limit <- c(min(g) + 0.02 * (1 - min(g)), max(g))
figures("bounded", with(clus1, calibrate = one, bounds = paste(limit[1], max(g) + 1, sep = ",")),
        calibrate(dclus1, ~api99, totals[c(1, 4)], calfun = "linear",
                  bounds = c(limit[1], max(g) + 1), epsilon = close, maxit = 500))
figures("trimmed", with(clus1, calibrate = terms, trim = "20,45"),
        trimWeights(calibrate(dclus1, ~stype + api99, totals), lower = 20, upper = 45))

# ---- Nonresponse ---------------------------------------------------------------------------------------
# Who answered stands for the class. The linearized variable is made by hand, and R gives its variance.

nonresponse <- function(case, data, args, design, class) {
  d <- weights(design)
  answered <- design$variables$answered == 1
  factor <- ave(d, class, FUN = sum) / ave(d * answered, class, FUN = sum)
  w <- d * factor * answered
  put <- function(item, z, value) {
    share <- ave(w * z, class, FUN = sum) / ave(d, class, FUN = sum)
    u <- (w * (z - share) + d * share) / d
    design$variables$u <- u
    result <- svytotal(~u, design)
    error <- as.numeric(SE(result))
    add(case, args, item, result)
    cases[[length(cases)]]$estimate <<- format(value, digits = 17)
    cases[[length(cases)]]$standardError <<- format(error, digits = 17)
  }
  y <- design$variables$api00
  mean <- sum(w * y) / sum(w)
  put("mean:api00", answered * (y - mean) / sum(w), mean)
  put("total:api00", answered * y, sum(w * y))
}
set.seed(20161122)
apiclus2$answered <- as.integer(runif(nrow(apiclus2)) < 0.7)
apistrat$answered <- as.integer(runif(nrow(apistrat)) < 0.6)
save_data("clus2answered", apiclus2)
save_data("stratanswered", apistrat)
dc2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
ds <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
nonresponse("nonresponse in two stages", apiclus2,
            list(data = "clus2answered", clusters = "dnum,snum", populations = "fpc1,fpc2",
                 respondents = "answered", classes = "stype"), dc2, apiclus2$stype)
nonresponse("nonresponse in strata", apistrat,
            list(data = "stratanswered", strata = "stype", populations = "fpc", weight = "pw",
                 respondents = "answered", classes = "sch.wide*awards"), ds,
            interaction(apistrat$sch.wide, apistrat$awards, drop = TRUE))

# ---- Replicates ----------------------------------------------------------------------------------------

jack <- function(args) with(args, variance = "jackknife")
figures("JK1", jack(clus1), as.svrepdesign(dclus1), FALSE)
figures("JKn", jack(strat), as.svrepdesign(dstrat), FALSE)
add("JKn", jack(strat), "mean:api00", svymean(~api00, subset(as.svrepdesign(dstrat), stype == "M")), "M")
figures("JK1 of two stages", jack(clus2), as.svrepdesign(dclus2), FALSE)
figures("JK1 with poststrata", jack(with(clus1, poststratify = sch_wide)),
        postStratify(as.svrepdesign(dclus1), ~sch.wide, wide), FALSE)
figures("JKn with poststrata", jack(with(strat, poststratify = sch_wide)),
        postStratify(as.svrepdesign(dstrat), ~sch.wide, wide), FALSE)
figures("JK1 with raking", jack(with(clus1, rake = paste(stype, sch_wide, sep = ";"))),
        rake(as.svrepdesign(dclus1), list(~stype, ~sch.wide), list(types, wide), control = tight), FALSE)
figures("JK1 with regression", jack(with(clus1, calibrate = terms)),
        calibrate(as.svrepdesign(dclus1), ~stype + api99, totals), FALSE)

# Half-samples: the matrix of Sylvester, of order 4 for three strata, its first column left out.
scd$ambulance <- as.character(scd$ambulance)
scd$w <- c(10, 12, 9, 11, 14, 8)
save_data("scd", scd)
sylvester <- matrix(c(1, 1, 1, 1, 1, -1, 1, -1, 1, 1, -1, -1, 1, -1, -1, 1), 4, byrow = TRUE)
halves <- function(case, variance, rho, share) {
  first <- !duplicated(scd$ESA)
  signs <- sapply(1:4, function(r) {
    1 + (1 - rho) * sqrt(1 - share) * ifelse(first, 1, -1) * sylvester[r, 1 + scd$ESA]
  })
  design <- svrepdesign(weights = ~w, repweights = signs, combined.weights = FALSE, data = scd,
                        type = if (rho == 0) "BRR" else "Fay", rho = if (rho == 0) NULL else rho)
  args <- list(data = "scd", strata = "ESA", clusters = "ambulance", weight = "w", variance = variance)
  if (share > 0) args$populations <- "M"
  add(case, args, "total:alive", svytotal(~alive, design))
  add(case, args, "mean:alive", svymean(~alive, design))
  add(case, args, "ratio:alive/arrests", svyratio(~alive, ~arrests, design))
}
scd$M <- 5
save_data("scd", scd)
halves("BRR", "brr", 0, 0)
halves("Fay", "fay", 0.3, 0)
halves("BRR with finite populations", "brr", 0, 2 / 5)

write.csv(do.call(rbind, cases), file.path(folder, "cases.csv"), row.names = FALSE)
