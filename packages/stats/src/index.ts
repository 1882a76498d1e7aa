export { type Agreement, cohenKappa } from './agreement.ts';
export { assurance, type EffectPrior, standardErrorFor } from './assurance.ts';
export {
  acsHalfWidth,
  acsHalfWidthOneSided,
  acsRho,
  acsRhoExact,
  confidenceSequence,
  type SequentialResult,
} from './asymptotic-confidence-sequence.ts';
export { bernoulliConfidenceSequence } from './bernoulli-confidence-sequence.ts';
export {
  type BetaBinomialMixture,
  betaBinomialBound,
  betaBinomialMixture,
  logBetaBinomialMixture,
} from './beta-binomial-mixture.ts';
export { betaDifferenceInterval, betaLiftInterval } from './beta-contrast-interval.ts';
export { type BetaDistribution, betaDeviation, betaInterval, betaMean, betaPosterior } from './beta-posterior.ts';
export type { BetweenMethod } from './between-effects.ts';
export { type BinnedBrier, type BrierScore, binnedBrier, brierScore, type ForecastGroup } from './brier.ts';
export type { ContrastEstimate } from './cell-contrast.ts';
export { chiSquareUpperTail } from './chi-square.ts';
export { type ClassForecast, type ClassScores, classScores } from './class-scores.ts';
export {
  betaBinomialKOfN,
  betaFactor,
  kOfN,
  seriesParallel,
} from './common-cause.ts';
export { type BetaComparison, compareBetas } from './compare-betas.ts';
export { type Ancova, ancova, type Cuped, type CupedPooling, cuped, cupedLiftTerms } from './cuped.ts';
export { aliasesOf, type DefiningRelation, definingRelation } from './defining-relation.ts';
export {
  addTwoValued,
  atLeast,
  convolve,
  type DiscreteDistribution,
  discreteMoments,
  discreteQuantile,
  mixture,
  pointMass,
  type SumLimits,
  shifted,
  sumAtLeast,
  TooManyValues,
} from './discrete-distribution.ts';
export { type Discrimination, discrimination } from './discrimination.ts';
export type { EffectColumns, SampledEffect } from './effect-columns.ts';
export { type EffectSlope, effectSlope, type PlacedEffect } from './effect-slope.ts';
export { bestSplit, type FeatureCell, type FeatureKind, type FoundSplit, type Split } from './effect-split.ts';
export { fUpperTail } from './f-distribution.ts';
export type {
  CombinationMean,
  EstimatedEffect,
  FactorialAnalysis,
  FactorialAttribute,
  FactorialCell,
  FactorialEffect,
  FactorialInteraction,
  FactorialOptions,
  InteractionContrast,
  NotEstimable,
} from './factorial-analysis.ts';
export { factorialCells } from './factorial-cells.ts';
export type { FactorialDesign } from './factorial-design.ts';
export type { FactorialModel } from './factorial-estimator.ts';
export type { Forecast } from './forecast.ts';
export { type FractionalDesign, fractionalDesign } from './fractional-design.ts';
export { type FullBayesEffects, fullBayesEffects } from './full-bayes-effects.ts';
export { type Funnel, type FunnelArm, type FunnelStep, funnel, momentsOfNonZero } from './funnel.ts';
export { gavi } from './gavi.ts';
export {
  type GroupSequentialDesign,
  type GroupSequentialLimits,
  groupSequentialPower,
  inflationFactor,
  obrienFlemingDesign,
  peekingFalsePositiveRate,
  pocockDesign,
  type Sides,
  spendingDesign,
} from './group-sequential.ts';
export { type GroupedEffects, type GroupMean, groupedEffects } from './grouped-effects.ts';
export {
  armsEffect,
  confirmSplits,
  type HonestLeaf,
  type HonestSplit,
  type HonestTree,
  type HonestTreeOptions,
  honestTree,
  type SplitArms,
  type SplitSide,
} from './honest-tree.ts';
export {
  type AskedQuestion,
  askProgressively,
  betaInformationGain,
  normalInformationGain,
  type Question,
  type QuestionGains,
  questionGains,
} from './information-gain.ts';
export { type InteractionTest, interactionTest, type SegmentEffect } from './interaction-test.ts';
export type { Interval } from './interval.ts';
export { type Item, itemInformation, mostInformativeItem } from './item-information.ts';
export { type JamesSteinRates, jamesSteinRates } from './james-stein.ts';
export { concentration, type Knockout, knockoutPortfolio } from './knockout-portfolio.ts';
export { type Coefficient, fittedValues, type LeastSquares, leastSquares } from './least-squares.ts';
export { type Lenth, lenth } from './lenth.ts';
export {
  deltaLift,
  type FiellerShape,
  fiellerLift,
  type LiftInterval,
  type LiftTerms,
  lift,
  liftInterval,
  logDeltaLift,
  logRatioOfMeans,
  proportionLift,
} from './lift.ts';
export { type LogScore, logScore } from './log-score.ts';
export { type LogisticInteraction, logisticInteractionTest, type SegmentCounts } from './logistic-interaction.ts';
export { type MannWhitney, mannWhitney } from './mann-whitney.ts';
export { drLearner, sLearner, type TreatedUnits, tLearner, treatedShare, xLearner } from './meta-learners.ts';
export {
  type Counts,
  combineCounts,
  combineJointMoments,
  combineMoments,
  combinePairMoments,
  type Estimate,
  type JointMoments,
  jointOfPair,
  type Moments,
  meanEstimate,
  type PairMoments,
  rateEstimate,
} from './moments.ts';
export { msprt, msprtRunning } from './msprt.ts';
export {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
  hommel,
  type PValue,
  sidak,
} from './multiplicity.ts';
export { criticalZ, normalTwoSided, normalUpperQuantile, normalUpperTail } from './normal.ts';
export { type NormalDifference, normalDifference } from './normal-difference.ts';
export {
  logNormalMixture,
  logNormalMixtureOneSided,
  normalMixtureBound,
  normalMixtureBoundOneSided,
  normalMixtureRho,
} from './normal-mixture.ts';
export {
  type ChoiceLosses,
  type NormalPosterior,
  type NormalPrior,
  normalLosses,
  normalPosterior,
} from './normal-posterior.ts';
export { ensembleCrps, intervalScore, normalCrps, pinballLoss } from './number-forecasts.ts';
export { type OrderStatistics, orderStatistics } from './order-statistics.ts';
export { type PathSets, pathSetReliability } from './path-sets.ts';
export { pertMean, pertQuantile, pertQuantiles, type ThreePoints } from './pert.ts';
export { plackettBurman } from './plackett-burman.ts';
export {
  type PoissonBinomial,
  poissonBinomial,
  poissonBinomialAtLeast,
  type UnequalKOfN,
  unequalKOfN,
} from './poisson-binomial.ts';
export {
  detectableDifference,
  type MeanBasis,
  type MeanPlan,
  powerForMeans,
  sampleSizeForMeans,
} from './power-means.ts';
export {
  type ArmSizes,
  detectableRate,
  type ProportionConvention,
  type ProportionPlan,
  powerForProportions,
  sampleSizeForProportions,
  type TestPlan,
} from './power-proportions.ts';
export { chanceAbove, type PredictedEffect, type PredictivePart, predictEffect } from './predict-effect.ts';
export { probabilityBest } from './probability-best.ts';
export {
  agrestiCaffoInterval,
  miettinenNurminenInterval,
  newcombeInterval,
  waldInterval,
  wilsonInterval,
} from './proportion-intervals.ts';
export { type ProportionTest, pooledZTest, unpooledZTest } from './proportion-tests.ts';
export { type QiniResult, qiniCurves, type ScoreGroup } from './qini.ts';
export {
  type QuantileInterval,
  type QuantileRanks,
  quantileEstimate,
  quantileInterval,
  quantileRanks,
  sampleQuantile,
} from './quantiles.ts';
export { type PooledEffect, type PoolingOptions, poolEffects, type ShrunkenEffect, shrink } from './random-effects.ts';
export { linearisedRatio, linearisedRatioWithCovariate } from './ratio.ts';
export { type CalibrationPrior, type NoRecalibration, type Recalibration, recalibration } from './recalibration.ts';
export { riskRatio, riskRatioLogInterval, riskRatioScoreInterval } from './risk-ratio.ts';
export { equalSharesTest, type GoodnessOfFit, goodnessOfFit, sampleRatioTest } from './sample-ratio.ts';
export { fillWords, type Stream, seededUniform, wordsBelow } from './seeded-uniform.ts';
export { type AnovaRow, type AnovaTerm, indicatorColumns, sequentialAnova } from './sequential-anova.ts';
export { sequentialSampleRatio } from './sequential-sample-ratio.ts';
export { sequentialSampleSize } from './sequential-sample-size.ts';
export {
  asymptoticIsTrusted,
  fewestForAsymptotic,
  type SmallCountsResult,
  sequentialSmallCounts,
} from './sequential-small-counts.ts';
export { type ShareOfRates, sharesOfRates } from './shares-of-rates.ts';
export { type ShrunkenMean, type ShrunkenMeans, shrinkMeans } from './shrink-means.ts';
export {
  hwangShihDeCaniSpending,
  obrienFlemingSpending,
  pocockSpending,
  type SpendingFunction,
} from './spending-functions.ts';
export { criticalT, studentTwoSided } from './student-t.ts';
export { type PeriodCounts, type SuspectPeriod, suspectPeriods } from './suspect-periods.ts';
export { effectsOfFactors, type TwoLevelEffect, twoLevelEffects } from './two-level-effects.ts';
export { type HeldOutGroup, type UpliftCheck, upliftCheck } from './uplift-check.ts';
export { discreteValueAtRisk, normalValueAtRisk, type ValueAtRisk } from './value-at-risk.ts';
export { type BetaValueOfInformation, betaValueOfInformation } from './voi-beta.ts';
export { type DiscreteValueOfInformation, discreteValueOfInformation, type Signal } from './voi-discrete.ts';
export { type NormalValueOfInformation, normalValueOfInformation } from './voi-normal.ts';
export { satterthwaiteDf, type WelchTest, welchTest } from './welch.ts';
