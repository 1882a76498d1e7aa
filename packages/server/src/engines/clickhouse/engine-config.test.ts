import { expect, test } from 'vitest';
import { engineMemory } from './engine-config.ts';

const gibibyte = 1024 ** 3;

test.each([
  ['a machine', 16 * gibibyte, 0, 9.6 * gibibyte],
  ['a container without a limit', 16 * gibibyte, 2 ** 64, 9.6 * gibibyte],
  ['a container with a limit', 16 * gibibyte, 4 * gibibyte, 2.4 * gibibyte],
  ['a tiny container', 16 * gibibyte, 0.25 * gibibyte, 0.5 * gibibyte],
])('memory of the engine on %s', (_, machine, container, expected) => {
  expect(engineMemory(machine, container)).toBe(Math.floor(expected));
});
