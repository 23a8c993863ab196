# SPDX-License-Identifier: GPL-3.0-or-later
#
# A composite of two rates of one two-stage design, from R: Rscript composite.R FOLDER (writes composite.csv there).
# Linearized by svycontrast of totals, and from the delete-one jackknife over villages.

suppressMessages(library(survey))
options(digits = 17)
folder <- commandArgs(trailingOnly = TRUE)[1]
own <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
data <- read.csv(file.path(dirname(own), "change-part.csv"))
data <- data[data$round == 2016, ]
data$one <- 1
design <- svydesign(ids = ~village + household, strata = ~stratum, fpc = ~N + M, nest = TRUE, data = data)
linear <- svycontrast(
  svytotal(~wrong + one + y + x, design), quote(0.01 + 0.3 * wrong / one + 0.005 * y / x))
jackknife <- withReplicates(
  as.svrepdesign(design, type = "JKn", mse = FALSE),
  function(w, data) 0.01 + 0.3 * sum(w * data$wrong) / sum(w) + 0.005 * sum(w * data$y) / sum(w * data$x))
number <- function(x) format(as.numeric(x), digits = 17)
write.csv(
  data.frame(
    method = c("linear", "jackknife"), value = c(number(coef(linear)), number(coef(jackknife))),
    error = c(number(SE(linear)), number(SE(jackknife)))),
  file.path(folder, "composite.csv"), row.names = FALSE, quote = FALSE)
