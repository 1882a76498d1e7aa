import { type SharedExperiment, sharedExperimentSchema, type TestAnswer } from '@dandelion-loop/contract';
import { testVerdict } from '@dandelion-loop/wording';

/** What a link would send of an invented answer, for tests. */
export function sharedOf(answer: TestAnswer, changes: Partial<SharedExperiment> = {}): SharedExperiment {
  const [segment] = answer.segments;
  const groups = segment && {
    column: segment.column,
    interactions: segment.interactions.filter(({ metric }) => metric === answer.metrics[0]?.name),
    values: segment.values.map(({ value, metrics: [metric] }) => ({ value, ...metric! })),
    someLeftOut: true,
  };
  return sharedExperimentSchema.parse({
    ...{
      kind: 'experiment',
      workspace: 'Wadden Coast Trust',
      locale: 'en-GB',
      asOf: '2026-11-22',
      endsOn: '2027-02-20',
    },
    ...{
      sharedBy: 'Ana Visser',
      title: 'Autumn catalogue',
      question: 'Did a variation do better than No E-Mail on visit?',
    },
    ...{ ranOn: '2026-10-05', units: answer.source.units, unit: 'row', variations: answer.source.variations.length },
    ...{ filtered: false, verdict: testVerdict(answer), health: answer.health },
    metrics: answer.health.verdict === 'invalid' ? [] : answer.metrics,
    groups: groups ?? null,
    ...changes,
  });
}
