import { type ConsentPurpose, consentPurposes } from '@dandelion-loop/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConsentPlace, ConsentStatement } from '../../kernel/consent-gate.ts';
import type { Trust } from '../../kernel/trust.ts';
import { moment, statement, useConsent } from './test-consent.ts';

/**
 * The gate beside a model that keeps every statement and replays all of them in words: nothing of it is packed, hashed or merged. Statements
 * come in the order in which they were said; what arrives late has tests of its own.
 */

const ledger = useConsent();

interface Said {
  allowed: boolean;
  trust: Trust;
  place: ConsentPlace;
  at: number;
}

class Model {
  private readonly said = new Map<string, Said[]>();

  state({ user, anonymous, choices, trust, place, at }: ConsentStatement): void {
    for (const id of [user && `user ${user}`, anonymous && `anonymous ${anonymous}`].filter((one) => one !== '')) {
      for (const [purpose, allowed] of choices) {
        const key = `${id} ${purpose}`;
        this.said.set(key, [...(this.said.get(key) ?? []), { allowed, trust, place, at }]);
      }
    }
  }

  answer(kind: 'user' | 'anonymous', id: string, purpose: ConsentPurpose): boolean | null {
    let now = null as { allowed: boolean; trust: number } | null;
    let signalled = false;
    for (const { allowed, trust, place } of this.said.get(`${kind} ${id} ${purpose}`) ?? []) {
      if (!allowed) {
        if (place === 'gpc' && signalled && now?.allowed) continue;
        now = { allowed: false, trust: now?.allowed === false ? Math.max(now.trust, trust) : trust };
        signalled ||= place === 'gpc';
      } else if (trust === 1 && (kind === 'user' || purpose.startsWith('contact:'))) {
      } else if (now === null) now = { allowed: true, trust };
      else if (now.allowed) now = { allowed: true, trust: Math.max(now.trust, trust) };
      else if (trust >= now.trust && !(signalled && place === 'preferences')) now = { allowed: true, trust };
    }
    return now?.allowed ?? null;
  }

  mayCollect(ask: boolean, user: string, anonymous: string): boolean {
    const answers = [
      user === '' ? null : this.answer('user', user, 'collect'),
      anonymous === '' ? null : this.answer('anonymous', anonymous, 'collect'),
    ];
    return answers.includes(false) ? false : ask ? answers.includes(true) : true;
  }
}

const ids = ['', 'x', 'y', 'z'];
const step = fc.record({
  user: fc.constantFrom(...ids),
  anonymous: fc.constantFrom(...ids),
  trust: fc.constantFrom<Trust>(1, 1, 2, 3, 4),
  place: fc.constantFrom<ConsentPlace>('sdk', 'preferences', 'gpc', 'page', 'api'),
  choices: fc.dictionary(fc.constantFrom(...consentPurposes), fc.boolean(), { minKeys: 1, maxKeys: 3 }),
});

test('a random walk of statements comes to what the model says', async () => {
  const gate = await ledger.gate();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), fc.boolean(), async (steps, together) => {
      await ledger.empty();
      const model = new Model();
      const statements = steps.map(({ choices, ...rest }, at) => {
        // The signal is a no to everything it names.
        const said = Object.entries(choices).map(([purpose, allowed]) => [purpose, rest.place !== 'gpc' && allowed]);
        return statement(Object.fromEntries(said), { ...rest, at: moment + at });
      });
      if (together) await gate.state(statements);
      for (const one of statements) {
        model.state(one);
        if (!together) await gate.state([one]);
      }
      for (const user of ids) {
        for (const anonymous of ids) {
          for (const ask of [true, false]) {
            expect(gate.mayCollect(ask, { user, anonymous })).toBe(model.mayCollect(ask, user, anonymous));
          }
        }
      }
      // What is no news changes nothing; and whatever would change an answer is news.
      for (const { at: _, ...one } of statements) {
        const again = { ...one, at: moment + 1000 };
        const kinds = [
          ['user', again.user],
          ['anonymous', again.anonymous],
        ] as const;
        const changes = kinds.some(([kind, id]) => {
          if (id === '') return false;
          return [...again.choices.keys()].some((purpose) => {
            const before = model.answer(kind, id, purpose);
            const next = new Model();
            for (const said of [...statements, again]) next.state(said);
            return next.answer(kind, id, purpose) !== before;
          });
        });
        if (changes) expect(gate.isNews(again)).toBe(true);
      }
    }),
    { seed: 7, numRuns: 60 },
  );
});
