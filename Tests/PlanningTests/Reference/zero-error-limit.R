# The one-sided upper limit at no error by the zero rule of Korn and Graubard's interval with
# truncation, from its formula. Run: Rscript zero-error-limit.R > zero-error-limit.csv
cases <- data.frame(
  units = c(1600, 400, 126, 796.7950072604652, 20.5, 6.657534246575342, 1.5),
  df    = c(79, 19, 39, 29, 1, 2, 3))
tail <- 0.05
ratio <- qt(1 - tail, cases$units - 1) / qt(1 - tail, cases$df)
size <- pmin(cases$units, cases$units * ratio^2)
limit <- 1 - tail^(1 / size)
cat("units,df,limit\n")
cat(sprintf("%.15g,%g,%.15g\n", cases$units, cases$df, limit), sep = "")
