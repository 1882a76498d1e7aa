import type { TestAnswer } from '@dandelion-loop/contract';
import * as numbers from './numbers.ts';
import { clause, unitsOf } from './phrases.ts';

/** How do we know? The method, what it assumes, and what was assumed here. */

export const methodQuestion = 'How do we know?';

export interface Method {
  introduction: string;
  /** Each a sentence. */
  methods: string[];
  assumes: string[];
  notes: string[];
}

const sentence = (text: string): string => clause(text.charAt(0).toUpperCase() + text.slice(1));

export function methodOf(answer: TestAnswer): Method {
  const all = answer.metrics.flatMap(({ comparisons }) => comparisons);
  const unit = unitsOf(answer.source).one;
  const reductions = answer.metrics.flatMap(({ name, comparisons }) => {
    const found = comparisons.find(({ varianceReduction }) => varianceReduction !== null)?.varianceReduction ?? null;
    return found === null
      ? []
      : [`“${name}” was adjusted by its covariate, which explains ${numbers.share(found)} of its variation.`];
  });
  return {
    introduction: `If chance put every ${unit} into its variation, the groups differ only in what they were shown. We compare them and draw the range of differences that the data cannot rule out.`,
    methods: [
      ...new Set(all.map(({ method }) => sentence(method))),
      ...new Set(all.flatMap(({ prior }) => (prior === null ? [] : [`Prior: ${clause(prior)}`]))),
      ...reductions,
    ],
    assumes: [
      `Chance alone decided which variation each ${unit} got.`,
      `What one ${unit} was shown does not change what another does.`,
      'Outcomes were counted in the same way in every variation.',
      ...(all.some(({ inference }) => inference === 'fixed')
        ? ['Nobody ended the test because of how it looked.']
        : []),
    ],
    notes: answer.notes.map(clause),
  };
}
