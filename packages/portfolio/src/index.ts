/** The plan as a portfolio of bets: chances, what breaks it, caps, failure budget. Pure: it runs in a server, a terminal and a page. */
export { capVerdicts } from './cap-verdicts.ts';
export { type CountedFailure, countedFailures, type Failures } from './counted-failures.ts';
export { defaultDraws, defaultSeed, type Evaluation, type EvaluationOptions, evaluatePlan } from './evaluate-plan.ts';
export { failureBudget } from './failure-budget.ts';
export { type Headline, headlines } from './headlines.ts';
export { outcomeAnswer } from './outcome-answer.ts';
export { answerEvaluation, answerPlan, withoutParts } from './plan-answer.ts';
export { type PlanPart, planOfOutcome } from './plan-model.ts';
export { concentrationSentence, howOften, inHundred, likelihood, lossOf, moneyText, valueText } from './plan-words.ts';
export { costOf, rateOf, reportingCurrency } from './reporting-money.ts';
export { type PairOptions, type PairRemovals, withoutPairs } from './without-pairs.ts';
export { type Pair, pairsSentence, worstPairs } from './worst-pairs.ts';
