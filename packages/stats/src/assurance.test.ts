import { describe, expect, it } from 'vitest';
import { assurance, standardErrorFor } from './assurance.ts';

describe('assurance', () => {
  it('is power averaged over the prior', () => {
    // scipy.integrate.quad of the power over the normal prior.
    expect(assurance({ mean: 0.02, sd: 0.1 }, 0.05, 0.95)).toBeCloseTo(0.3883214738139, 10);
    expect(assurance({ mean: 0, sd: 0.25 }, 0.2, 0.95)).toBeCloseTo(0.2208089879548, 10);
    // Without effects only false alarms are left.
    expect(assurance({ mean: 0, sd: 0 }, 0.2, 0.95)).toBeCloseTo(0.05, 12);
  });

  it('is reached at the standard error that is asked for', () => {
    const prior = { mean: 0.01, sd: 0.08 };
    const standardError = standardErrorFor(prior, 0.6, 0.95)!;
    expect(assurance(prior, standardError, 0.95)).toBeCloseTo(0.6, 8);
    expect(standardErrorFor(prior, 0.04, 0.95)).toBeNull();
    expect(standardErrorFor({ mean: 0, sd: 0 }, 0.8, 0.95)).toBeNull();
  });
});
