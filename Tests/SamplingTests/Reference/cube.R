# How far totals of balanced samples are from the known ones with the cube of R's sampling 2.9.
# Rscript cube.R writes cube-units.csv and cube.csv beside itself.
library(sampling)
set.seed(20161204)
N <- 120; n <- 20; draws <- 3000
units <- data.frame(id = sprintf("U%03d", 1:N), size = sample(5:60, N, TRUE),
  x = round(rgamma(N, 2, 1 / 50)), y = 1980 + sample(0:40, N, TRUE), z = as.integer(runif(N) < 0.2))
write.csv(units, "cube-units.csv", row.names = FALSE, quote = FALSE)
rows <- list()
for (design in c("equal", "size")) {
  p <- if (design == "equal") rep(n / N, N) else inclusionprobabilities(units$size, n)
  X <- cbind(p, units$x, units$y, units$z)
  totals <- replicate(draws, {
    s <- samplecube(X, p, order = 1, comment = FALSE, method = 2)
    colSums(units[s > 0.5, c("x", "y", "z")] / p[s > 0.5])
  })
  off <- (totals - colSums(units[, c("x", "y", "z")])) / colSums(units[, c("x", "y", "z")])
  rows[[design]] <- data.frame(design = design, variable = rownames(off),
    relative = sqrt(rowMeans(off^2)))
}
write.csv(do.call(rbind, rows), "cube.csv", row.names = FALSE, quote = FALSE)
