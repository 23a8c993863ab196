# SPDX-License-Identifier: GPL-3.0-or-later
#
# Changes between two rounds, from R: Rscript change.R (in this folder).
#
# Where both rounds have the same villages, survey's difference of domains in one stacked design has the
# covariance of the rounds. Where they share some, the covariance is computed here from its formula,
# N^2 (nc/(n1 n2) - 1/N) s12 for the linearized totals of the common villages, the variances by survey.

suppressMessages(library(survey))
options(digits = 17)
set.seed(20161117)
number <- function(x) format(as.numeric(x), digits = 17, trim = TRUE)

# The villages of each stratum that a round visits, and households anew in each.
make <- function(villages) {
  rows <- list()
  for (h in names(villages$N)) for (round in c("2015", "2016")) for (v in villages[[round]][[h]]) {
    set.seed(utf8ToInt(h) * 100 + v)
    level <- rnorm(1, 50, 15); size <- 20 + sample.int(40, 1)
    set.seed(utf8ToInt(h) * 1000 + v * 10 + (round == "2016"))
    m <- 3 + sample.int(4, 1)
    x <- 1 + sample.int(6, m, replace = TRUE)
    rows[[length(rows) + 1]] <- data.frame(
      round = round, stratum = h, village = paste0("v", v), household = paste0(round, "-", seq_len(m)),
      N = villages$N[[h]], M = size, y = round(x * (level + rnorm(m, 5 * (round == "2016"), 8)), 3),
      x = x, wrong = as.integer(runif(m) < 0.2 + level / 400), group = ifelse(seq_len(m) %% 2 == 0, "a", "b"))
  }
  do.call(rbind, rows)
}
same <- list(a = 1:5, b = 1:4, c = 1:3)
full <- make(list(N = list(a = 20, b = 9, c = 3), "2015" = same, "2016" = same))
part <- make(list(
  N = list(a = 20, b = 9, c = 30),
  "2015" = list(a = 1:6, b = 1:4, c = 1:5), "2016" = list(a = 3:9, b = 2:6, c = 4:8)))
write.csv(full, "change-full.csv", row.names = FALSE, quote = FALSE)
write.csv(part, "change-part.csv", row.names = FALSE, quote = FALSE)

lines <- list()
add <- function(data, design, figure, group, first, second, change, se, df) {
  lines[[length(lines) + 1]] <<- data.frame(
    data, design, figure, group, earlier = number(first), later = number(second),
    change = number(change), se = number(se), df = df)
}

# The same villages: the difference of domains.
stages <- svydesign(ids = ~village + household, strata = ~stratum + round, fpc = ~N + M, nest = TRUE, data = full)
full$w <- weights(stages)
replaced <- svydesign(ids = ~village, strata = ~stratum, weights = ~w, nest = TRUE, data = full)
for (name in c("stages", "replaced")) for (group in c("", "a")) {
  d <- get(name)
  if (group != "") d <- subset(d, group == "a")
  by <- list(
    total = svyby(~y, ~round, d, svytotal, covmat = TRUE),
    mean = svyby(~y, ~round, d, svymean, covmat = TRUE),
    proportion = svyby(~wrong, ~round, d, svymean, covmat = TRUE),
    ratio = svyby(~y, ~round, denominator = ~x, d, svyratio, covmat = TRUE))
  for (figure in names(by)) {
    change <- svycontrast(by[[figure]], c(-1, 1))
    values <- coef(by[[figure]])
    add("full", name, figure, group, values[1], values[2], coef(change), SE(change), degf(d))
  }
}

# Some villages in common.
rounds <- lapply(c("2015", "2016"), function(r)
  svydesign(ids = ~village + household, strata = ~stratum, fpc = ~N + M, nest = TRUE, data = part[part$round == r, ]))
expanded <- function(design, z) {
  data <- design$variables
  tapply(z * weights(design), list(data$stratum, data$village), sum)
}
for (figure in c("total", "mean", "ratio")) {
  linear <- lapply(rounds, function(design) {
    data <- design$variables; w <- weights(design)
    switch(figure,
      total = list(value = sum(w * data$y), z = data$y),
      mean = { m <- sum(w * data$y) / sum(w); list(value = m, z = (data$y - m) / sum(w)) },
      ratio = { r <- sum(w * data$y) / sum(w * data$x)
        list(value = r, z = (data$y - r * data$x) / sum(w * data$x)) })
  })
  variances <- sapply(1:2, function(i) {
    design <- update(rounds[[i]], z = linear[[i]]$z)
    SE(svytotal(~z, design))^2
  })
  t <- lapply(1:2, function(i) expanded(rounds[[i]], linear[[i]]$z))
  covariance <- 0; df <- 0
  for (h in c("a", "b", "c")) {
    one <- t[[1]][h, ]; two <- t[[2]][h, ]
    one <- one[!is.na(one)]; two <- two[!is.na(two)]
    common <- intersect(names(one), names(two))
    N <- part$N[part$stratum == h][1]; n1 <- length(one); n2 <- length(two); nc <- length(common)
    s12 <- cov(one[common] * n1 / N, two[common] * n2 / N)
    covariance <- covariance + N^2 * (nc / (n1 * n2) - 1 / N) * s12
    df <- df + n1 + n2 - 2 - (nc - 1)
  }
  add("part", "stages", figure, "", linear[[1]]$value, linear[[2]]$value,
      linear[[2]]$value - linear[[1]]$value, sqrt(sum(variances) - 2 * covariance), df)
}
write.csv(do.call(rbind, lines), "change.csv", row.names = FALSE, quote = FALSE)
