import type { ResolutionRule } from '@dandelion-loop/contract';
import { texts } from '../../texts/beliefs.ts';

const { ruleSaid } = texts;

/** How an assumption will turn out, in sentences. */
export function ruleWords(rule: ResolutionRule): string {
  if (rule.by === 'hand') return ruleSaid.hand;
  if (rule.by === 'learning') return ruleSaid.learning(rule.attribute, rule.level, rule.direction, rule.metric);
  return [saidOf(rule), ruleSaid.of(rule.metric, rule.variation)].filter(Boolean).join(' ');
}

function saidOf(rule: Exclude<ResolutionRule, { by: 'hand' | 'learning' }>): string {
  switch (rule.by) {
    case 'experiment':
      return ruleSaid.experiment(texts.expected[rule.expects]);
    case 'condition':
      return ruleSaid.condition(rule.condition);
    case 'metric': {
      const threshold = String(rule.threshold).replace('-', '−');
      return ruleSaid.metric(
        texts.measures[rule.measure],
        texts.operators[rule.operator],
        threshold,
        texts.readings[rule.reading],
      );
    }
  }
}
