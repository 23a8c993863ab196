# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the scripts of this folder share: where they write, and how a figure is written down.

suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "fail")
folder <- commandArgs(TRUE)[1]
stopifnot(!is.na(folder), dir.exists(folder))

save_data <- function(name, data) {
  write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = TRUE)
}

number <- function(x) ifelse(is.finite(x), format(as.numeric(x), digits = 17, trim = TRUE), "")

cases <- list()
# One line of cases.csv: the columns of the design in `args`, further fields as texts, then numbers.
add <- function(data, args, fields, numbers) {
  arg <- function(name) if (is.null(args[[name]])) "" else args[[name]]
  cases[[length(cases) + 1]] <<- data.frame(
    data = data, strata = arg("strata"), clusters = arg("clusters"),
    populations = arg("populations"), weight = arg("weight"), fields,
    lapply(numbers, function(x) number(as.numeric(x))))
}
save_cases <- function() {
  write.csv(do.call(rbind, cases), file.path(folder, "cases.csv"), row.names = FALSE, quote = TRUE)
}

data(api)
data(yrbs)
columns <- c("stype", "dnum", "snum", "api00", "api99", "enroll", "api.stu", "ell", "sch.wide",
             "comp.imp", "awards", "pw")
apistrat$high <- as.numeric(apistrat$api00 > 875)
apiclus1$none <- as.numeric(apiclus1$ell == 0)
apiclus2$none <- as.numeric(apiclus2$ell == 0)
apiclus2$met <- as.numeric(apiclus2$sch.wide == "Yes")
# Answers that are missing, and a second assessment of the same schools.
apiclus2$grade <- ifelse(seq_len(nrow(apiclus2)) %% 9 == 4, NA, round(apiclus2$api00, -2))
apistrat$before <- as.numeric(apistrat$api99 > 700)
apistrat$after <- as.numeric(apistrat$api00 > 700)
apiclus2$before <- as.numeric(apiclus2$api99 > 700)
apiclus2$after <- as.numeric(apiclus2$api00 > 700)
save_data("apistrat", apistrat[c(columns, "fpc", "high", "before", "after")])
save_data("apiclus1", apiclus1[c(columns, "fpc", "none")])
save_data("apiclus2", apiclus2[c(columns, "fpc1", "fpc2", "none", "met", "grade", "before", "after")])
save_data("yrbs", yrbs)

designs <- list(
  stratified = list(
    data = "apistrat", args = list(strata = "stype", populations = "fpc", weight = "pw"),
    design = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)),
  clusters = list(
    data = "apiclus1", args = list(clusters = "dnum", populations = "fpc"),
    design = svydesign(id = ~dnum, data = apiclus1, fpc = ~fpc)),
  weighted = list(
    data = "apiclus1", args = list(clusters = "dnum", populations = "fpc", weight = "pw"),
    design = svydesign(id = ~dnum, data = apiclus1, fpc = ~fpc, weights = ~pw)),
  stages = list(
    data = "apiclus2", args = list(clusters = "dnum,snum", populations = "fpc1,fpc2"),
    design = svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)),
  replacement = list(
    data = "apiclus2", args = list(clusters = "dnum,snum", weight = "pw"),
    design = svydesign(id = ~dnum + snum, weights = ~pw, data = apiclus2)),
  yrbs = list(
    data = "yrbs", args = list(strata = "stratum", clusters = "psu", weight = "weight"),
    design = svydesign(id = ~psu, weights = ~weight, strata = ~stratum, data = yrbs)))
