# Sizes of strata by the textbook formulas, rounded by largest remainders with minimum and maximum.
# Rscript allocation.R writes allocation-units.csv and allocation.csv beside itself.
set.seed(20161204)
strata <- sprintf("T%02d", 1:7)
N <- c(40, 25, 60, 12, 33, 8, 90)
units <- do.call(rbind, lapply(seq_along(strata), function(h) data.frame(
  stratum = strata[h],
  y = round(rgamma(N[h], shape = 2 + h / 3, scale = 5 * h), 1),
  cost = c(1, 2.5, 4, 9, 1.5, 16, 6.25)[h])))
units <- cbind(id = sprintf("U%03d", seq_len(nrow(units))), units)
units <- units[sample(nrow(units)), ]
write.csv(units, "allocation-units.csv", row.names = FALSE, quote = FALSE)

hamilton <- function(total, share, low, high) {
  size <- rep(NA, length(share))
  repeat {
    open <- is.na(size)
    left <- total - sum(size, na.rm = TRUE)
    exact <- left * share[open] / sum(share[open])
    n <- floor(exact)
    extra <- order(-(exact - n), seq_along(n))[seq_len(left - sum(n))]
    n[extra] <- n[extra] + 1
    up <- sum(pmax(0, low[open] - n)); down <- sum(pmax(0, n - high[open]))
    if (up == 0 && down == 0) { size[open] <- n; return(size) }
    fix <- (up >= down & n < low[open]) | (down >= up & n > high[open])
    size[which(open)[fix]] <- pmin(pmax(n, low[open]), high[open])[fix]
  }
}
S <- tapply(units$y, units$stratum, sd)[strata]
M <- tapply(units$y, units$stratum, mean)[strata]
c <- tapply(units$cost, units$stratum, mean)[strata]
shares <- list(proportional = N, equal = rep(1, 7), neyman = N * S, optimal = N * S / sqrt(c),
  `power 0` = S / M, `power 0.5` = (N * M)^0.5 * S / M, `power 1` = N * S,
  `power 0.5 without` = N^0.5)
rows <- list()
for (name in names(shares)) for (total in c(20, 53, 134, 240)) for (minimum in c(0, 2)) {
  high <- pmin(N, 70)
  n <- hamilton(total, shares[[name]], pmin(minimum, high), high)
  rows[[length(rows) + 1]] <- data.frame(allocation = name, total = total, minimum = minimum,
    sizes = paste(n, collapse = " "))
}
write.csv(do.call(rbind, rows), "allocation.csv", row.names = FALSE, quote = FALSE)
