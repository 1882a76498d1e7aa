import type { AskedChoices, AskedCounts, Choices, Counts, Methods } from '@dandelion-loop/contract';

/** What was asked for, with the methods of the workspace where nothing was said. */

export const completeChoices = (asked: AskedChoices, methods: Methods): Choices => ({
  ...asked,
  inference: asked.inference ?? methods.inference,
  level: asked.level ?? methods.level,
  metrics: asked.metrics.map((metric) => ({ ...metric, practical: metric.practical ?? methods.practical })),
});

export const completeCounts = (asked: AskedCounts, methods: Methods): Counts => ({
  ...asked,
  inference: asked.inference ?? methods.inference,
  level: asked.level ?? methods.level,
  practical: asked.practical ?? methods.practical,
});
