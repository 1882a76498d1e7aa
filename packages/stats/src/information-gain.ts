import digamma from '@stdlib/math-base-special-digamma';
import type { BetaDistribution } from './beta-posterior.ts';
import { checkDistribution, checkLikelihood } from './check-distribution.ts';
import { checkNotNegative, checkPositive } from './check-range.ts';
import { indexOfLargest } from './index-of-largest.ts';
import { entropyOf, surprise } from './shannon.ts';

/** P(answer | segment), by segment, then answer. */
export type Question = readonly (readonly number[])[];

/** What questions would tell about which segment somebody is in. In bits; 0 <= gain <= entropy. */
export interface QuestionGains {
  /** Of the prior. */
  entropy: number;
  /** Expected information gain of each question. */
  gains: number[];
  /** Index of the question that tells most, the first of equal ones; null without questions. */
  best: number | null;
}

/** Expected information gain in nats: entropy of the answer less that of the answer given the segment. */
function gainOf(prior: readonly number[], question: Question, entropy: number): number {
  let within = 0;
  const answers = question[0]!.map(() => 0);
  for (const [segment, p] of prior.entries()) {
    within += p * entropyOf(question[segment]!);
    for (const [answer, chance] of question[segment]!.entries()) answers[answer]! += p * chance;
  }
  return Math.min(entropy, Math.max(0, entropyOf(answers) - within));
}

function checkQuestions(prior: readonly number[], questions: readonly Question[]): void {
  checkDistribution('prior', prior);
  for (const question of questions) checkLikelihood(question, prior.length);
}

/**
 * How much each question is expected to tell: mutual information of answer and segment (Lindley 1956).
 *
 * @param prior probability of each segment
 * @throws RangeError when the prior or a row of a question is no distribution, or the sizes do not fit
 */
export function questionGains(prior: readonly number[], questions: readonly Question[]): QuestionGains {
  checkQuestions(prior, questions);
  const entropy = entropyOf(prior);
  const gains = questions.map((question) => gainOf(prior, question, entropy) / Math.LN2);
  return { entropy: entropy / Math.LN2, gains, best: gains.length === 0 ? null : indexOfLargest(gains) };
}

/** One step of asking. */
export interface AskedQuestion {
  /** Index of the question. */
  question: number;
  /** Its expected gain when it was asked, bits. */
  gain: number;
  answer: number;
  /** Probability of each segment after the answer; null when no segment gives that answer. */
  posterior: number[] | null;
}

/**
 * Asks the question of the largest expected gain that was not asked yet, learns from the answer by Bayes' rule, and goes
 * on until all are asked. Ends early at an answer that is impossible in every segment left: nothing follows from it.
 *
 * @param answers index of the answer to each question, in the order of the questions
 * @throws RangeError as {@link questionGains}
 */
export function askProgressively(
  prior: readonly number[],
  questions: readonly Question[],
  answers: readonly number[],
): AskedQuestion[] {
  checkQuestions(prior, questions);
  const left = questions.map((_, index) => index);
  const steps: AskedQuestion[] = [];
  let now = prior;
  while (left.length > 0) {
    const { gains, best } = questionGains(
      now,
      left.map((index) => questions[index]!),
    );
    const question = left.splice(best!, 1)[0]!;
    const answer = answers[question]!;
    const joint = now.map((p, segment) => p * (questions[question]![segment]![answer] ?? 0));
    const total = joint.reduce((sum, p) => sum + p, 0);
    const posterior = total > 0 ? joint.map((p) => p / total) : null;
    steps.push({ question, gain: gains[best!]!, answer, posterior });
    if (posterior === null) break;
    now = posterior;
  }
  return steps;
}

/** digamma(x + 1) - ln x, by its asymptotic series where the difference would cancel. */
function excessOfDigamma(x: number): number {
  if (x < 50) return digamma(x + 1) - Math.log(x);
  const inverse = 1 / (x * x);
  return 1 / (2 * x) - inverse * (1 / 12 - inverse * (1 / 120 - inverse / 252));
}

/**
 * Information in nats that one yes-or-no observation is expected to give about a rate: H(mean) - E[H(rate)].
 *
 * @throws RangeError when a parameter is not above 0
 */
export function betaInformationGain({ alpha, beta }: BetaDistribution): number {
  checkPositive('alpha', alpha);
  checkPositive('beta', beta);
  const total = alpha + beta;
  const gain =
    (alpha / total) * excessOfDigamma(alpha) + (beta / total) * excessOfDigamma(beta) - excessOfDigamma(total);
  return Math.min(surprise(alpha / total) + surprise(beta / total), Math.max(0, gain));
}

/**
 * Information in nats that n observations give about a normal mean: ½ ln(1 + n s²/σ²).
 *
 * @param priorVariance s² of the mean, at least 0
 * @param noiseVariance σ² of one observation, above 0: without noise the information has no bound
 * @param n at least 0
 * @throws RangeError when one of them is outside its range
 */
export function normalInformationGain(priorVariance: number, noiseVariance: number, n: number): number {
  checkNotNegative('priorVariance', priorVariance);
  checkPositive('noiseVariance', noiseVariance);
  checkNotNegative('n', n);
  return 0.5 * Math.log1p((n * priorVariance) / noiseVariance);
}
