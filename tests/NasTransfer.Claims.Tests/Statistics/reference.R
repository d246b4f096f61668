# What R says about the statistics of NasTransfer.Claims. The tests read what this prints:
#   Rscript reference.R > reference.csv      (made with R 4.2.2; base packages only)
# A line is: case, kind (input or output), name, numbers separated by blanks.

options(digits = 15)
put <- function(case, kind, name, x)
  cat(sprintf("%s,%s,%s,%s\n", case, kind, name, paste(sprintf("%.15g", x), collapse = " ")))
inputs <- function(case, ...) { l <- list(...); for (n in names(l)) put(case, "input", n, l[[n]]) }
outputs <- function(case, ...) { l <- list(...); for (n in names(l)) put(case, "output", n, l[[n]]) }

cat("case,kind,name,values\n")

a <- c(70.1, 70.9, 71.4, 69.8, 70.5)
b <- c(68.3, 69.0, 67.9, 68.8, 70.0, 67.2)

# Welch: t.test
w <- t.test(a, b)
inputs("welch", a = a, b = b)
outputs("welch", difference = mean(a) - mean(b), low = w$conf.int[1], high = w$conf.int[2], df = w$parameter, p = w$p.value)

# Two one-sided tests and non-inferiority: t.test with mu = -margin and mu = +margin
for (margin in c(1, 2.5, 4)) {
  case <- sprintf("equivalence %g", margin)
  lower <- t.test(a, b, mu = -margin, alternative = "greater")$p.value
  upper <- t.test(a, b, mu = margin, alternative = "less")$p.value
  ninety <- t.test(a, b, conf.level = 0.9)$conf.int
  inputs(case, a = a, b = b, margin = margin)
  outputs(case, p = max(lower, upper), noninferiority = lower, low = ninety[1], high = ninety[2])
}

# Relative improvement: the delta method by R's own derivatives
g <- attr(eval(deriv(~ 100 * (m - r) / r, c("m", "r")), list(m = mean(a), r = mean(b))), "gradient")
v <- c(g[1]^2 * var(a) / length(a), g[2]^2 * var(b) / length(b))
df <- sum(v)^2 / sum(v^2 / (c(length(a), length(b)) - 1))
ri <- 100 * (mean(a) - mean(b)) / mean(b)
inputs("relative improvement", a = a, b = b)
outputs("relative improvement", value = ri, low = ri - qt(0.975, df) * sqrt(sum(v)), high = ri + qt(0.975, df) * sqrt(sum(v)), df = df)

# P(A > B): wilcox.test's statistic, and the score interval of Newcombe's method 5 by uniroot
a2 <- c(3, 4, 6, 7, 9); b2 <- c(1, 2, 3, 5, 5, 8)
auc <- function(a, b) unname(suppressWarnings(wilcox.test(a, b, exact = FALSE))$statistic) / (length(a) * length(b))
score <- function(p, m, n) {
  z <- qnorm(0.975); star <- (m + n) / 2 - 1
  f <- function(t) (p - t)^2 - z^2 * t * (1 - t) * (1 + star * ((1 - t) / (2 - t) + t / (1 + t))) / (m * n)
  # At p = 0 and 1 the point itself is a root, and not the one that is asked for.
  c(if (p <= 0) 0 else uniroot(f, c(0, min(p, 1 - 1e-9)), tol = 1e-14)$root,
    if (p >= 1) 1 else uniroot(f, c(max(p, 1e-9), 1), tol = 1e-14)$root)
}
for (case in list(list("probability overlapping", a2, b2), list("probability separated", a2 + 100, b2))) {
  p <- auc(case[[2]], case[[3]]); s <- score(p, length(case[[2]]), length(case[[3]]))
  inputs(case[[1]], a = case[[2]], b = case[[3]])
  outputs(case[[1]], value = p, low = s[1], high = s[2])
}

# Brown and Forsythe: an analysis of variance of |x - median|
groups <- list(a, b, c(60, 66, 71, 58, 69, 73, 62))
x <- unlist(lapply(groups, function(v) abs(v - median(v))))
k <- factor(rep(seq_along(groups), lengths(groups)))
f <- anova(lm(x ~ k))
inputs("brown forsythe", a = groups[[1]], b = groups[[2]], third = groups[[3]])
outputs("brown forsythe", f = f[["F value"]][1], df1 = f[["Df"]][1], df2 = f[["Df"]][2], p = f[["Pr(>F)"]][1])

# Ratio of two standard deviations under normality: var.test
r <- var.test(groups[[3]], a)
inputs("spread ratio", a = groups[[3]], b = a)
outputs("spread ratio", ratio = sd(groups[[3]]) / sd(a), low = sqrt(r$conf.int[1]), high = sqrt(r$conf.int[2]), p = r$p.value)

# Kendall's tau-b, with and without ties; z with the variance that ties leave
k1 <- c(1, 2, 3, 4, 5, 6, 7); k2 <- c(2, 1, 4, 3, 7, 6, 5)
k3 <- c(1, 1, 2, 3, 3, 3, 4); k4 <- c(5, 6, 6, 7, 9, 8, 9)
for (case in list(list("kendall", k1, k2), list("kendall ties", k3, k4))) {
  t <- suppressWarnings(cor.test(case[[2]], case[[3]], method = "kendall", exact = FALSE))
  inputs(case[[1]], x = case[[2]], y = case[[3]])
  outputs(case[[1]], tau = t$estimate, z = t$statistic, p = t$p.value)
}

# Jonckheere and Terpstra: Kendall's S between group and value is their J but for a constant
j <- list(c(40, 35, 38, 43, 44, 41), c(38, 40, 47, 44, 40, 42), c(48, 40, 45, 43, 46, 44))
value <- unlist(j); group <- rep(seq_along(j), lengths(j))
J <- sum(outer(j[[1]], j[[2]], "<"), outer(j[[1]], j[[3]], "<"), outer(j[[2]], j[[3]], "<")) +
  sum(outer(j[[1]], j[[2]], "=="), outer(j[[1]], j[[3]], "=="), outer(j[[2]], j[[3]], "==")) / 2
t <- cor.test(group, value, method = "kendall", exact = FALSE, alternative = "greater")
inputs("jonckheere", a = j[[1]], b = j[[2]], third = j[[3]])
outputs("jonckheere", j = J, z = t$statistic, p = t$p.value)

# Holm: p.adjust
p <- c(0.01, 0.04, 0.03, 0.005, 0.2, 0.04)
inputs("holm", p = p)
outputs("holm", adjusted = p.adjust(p, "holm"))

# Prediction: of one run by predict, of the mean of three by the same variance with 1/3 in place of 1
one <- predict(lm(a ~ 1), data.frame(row.names = 1), interval = "prediction")
half <- qt(0.975, length(a) - 1) * sd(a) * sqrt(1 / length(a) + 1 / 3)
inputs("prediction", a = a)
outputs("prediction", low1 = one[2], high1 = one[3], low3 = mean(a) - half, high3 = mean(a) + half)

# Slope: lm
images <- log10(c(6.7, 8.2, 60, 60, 133, 268, 399) * 1000); top1 <- c(71.2, 70.4, 71.9, 69.8, 71.1, 70.6, 71.5)
fit <- lm(top1 ~ images)
inputs("slope", x = images, y = top1)
outputs("slope", intercept = coef(fit)[1], slope = coef(fit)[2], low = confint(fit)[2, 1], high = confint(fit)[2, 2],
  error = coef(summary(fit))[2, 2], p = coef(summary(fit))[2, 4])

# The bootstrap with every resample instead of random ones: 5^5 of a mean, 4^4 x 4^4 of a ratio of SDs
resamples <- function(x) { i <- as.matrix(expand.grid(rep(list(seq_along(x)), length(x)))); matrix(x[i], nrow(i)) }
bca <- function(draws, estimate, influences) {
  draws <- draws[!is.nan(draws)]
  z0 <- qnorm((sum(draws < estimate) + sum(draws == estimate) / 2) / length(draws))
  # Acceleration of several samples: Davison and Hinkley, Bootstrap Methods and their Application, 1997, 5.3
  third <- sum(sapply(influences, function(l) sum(l^3) / length(l)^3))
  second <- sum(sapply(influences, function(l) sum(l^2) / length(l)^2))
  acceleration <- third / (6 * second^1.5)
  z <- z0 + qnorm(c(0.025, 0.975))
  quantile(draws, pnorm(z0 + z / (1 - acceleration * z)), names = FALSE)
}
jackknife <- function(x, f) (length(x) - 1) * (f(x) - sapply(seq_along(x), function(i) f(x[-i])))

skewed <- c(1.0, 1.3, 2.1, 3.4, 8.9)
draws <- rowMeans(resamples(skewed))
e <- bca(draws, mean(skewed), list(jackknife(skewed, mean)))
q <- quantile(draws, c(0.025, 0.975), names = FALSE)
inputs("bootstrap mean", a = skewed)
outputs("bootstrap mean", low = q[1], high = q[2], bcalow = e[1], bcahigh = e[2])

s1 <- c(60, 66, 71, 59); s2 <- c(70.1, 70.9, 71.4, 69.0)
sds <- function(x) apply(resamples(x), 1, sd)
draws <- as.vector(outer(sds(s1), sds(s2), "/"))
e <- bca(draws, sd(s1) / sd(s2), list(jackknife(s1, function(x) sd(x) / sd(s2)), jackknife(s2, function(x) sd(s1) / sd(x))))
q <- quantile(draws[!is.nan(draws)], c(0.05, 0.9), names = FALSE)
inputs("bootstrap ratio", a = s1, b = s2)
outputs("bootstrap ratio", median = median(draws, na.rm = TRUE), q05 = q[1], q90 = q[2], acceleration = {
  l <- list(jackknife(s1, function(x) sd(x) / sd(s2)), jackknife(s2, function(x) sd(s1) / sd(x)))
  sum(sapply(l, function(l) sum(l^3) / length(l)^3)) / (6 * sum(sapply(l, function(l) sum(l^2) / length(l)^2))^1.5)
})
