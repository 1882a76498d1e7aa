import type { Learning, LearningScope, Library } from '@dandelion-loop/contract';
import { scopeWho } from '@dandelion-loop/wording';
import { contradictionId, effectRange, type Found, pointApart } from './found.ts';
import { type Estimated, estimatedOf, lessOf, rangeOf } from './ranges.ts';

/** Parts of the tests (channels, halves, imports) that differ by more than chance: whether they do is asked of all of them at once. Pure. */

interface Part {
  scope: LearningScope;
  own: Estimated;
}

const totalOf = (parts: readonly Part[]): number => parts.reduce((sum, { scope }) => sum + scope.tests, 0);

/** Of the model with one mean a scope, whose intervals are by Student's t on tests − scopes degrees of freedom. */
function partsOf({ scopes }: Learning, dimension: string, level: number): { parts: Part[]; df: number } {
  const own = scopes.filter((scope) => scope.dimension === dimension);
  const df = Math.max(1, own.reduce((sum, { tests }) => sum + tests, 0) - own.length);
  return {
    df,
    parts: own.map((scope) => ({ scope, own: estimatedOf(scope.effect, scope.low, scope.high, level, df) })),
  };
}

/** By inverse variance. */
function together(parts: readonly Part[]): Estimated {
  const weight = parts.reduce((sum, { own }) => sum + 1 / own.standardError ** 2, 0);
  const value = parts.reduce((sum, { own }) => sum + own.value / own.standardError ** 2, 0) / weight;
  return { value, standardError: Math.sqrt(1 / weight) };
}

const distance = ({ value, standardError }: Estimated): number => Math.abs(value) / standardError;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Both = Pick<Found, 'kind' | 'sides' | 'apart' | 'lost' | 'share'>;

/** The two that differ most, with an interval that holds for all pairs of them (Bonferroni). */
function furthestPair(parts: readonly Part[], df: number, { level }: Library): Both {
  const pairs = parts.flatMap((one, at) => parts.slice(at + 1).map((other) => ({ one, other })));
  const [{ one, other }] = pairs.sort(
    (a, b) => distance(lessOf(b.one.own, b.other.own)) - distance(lessOf(a.one.own, a.other.own)),
  ) as [{ one: Part; other: Part }];
  const strict = 1 - (1 - level) / pairs.length;
  return {
    kind: 'source',
    sides: [
      {
        who: capital(scopeWho(one.scope.dimension, one.scope.value)),
        effect: effectRange(one.scope),
        tests: one.scope.tests,
        claims: null,
      },
      {
        who: scopeWho(other.scope.dimension, other.scope.value),
        effect: effectRange(other.scope),
        tests: other.scope.tests,
        claims: null,
      },
    ],
    apart: rangeOf(lessOf(one.own, other.own), strict, df),
    lost: pointApart(one.own.value, other.own.value) ? Math.max(Math.abs(one.own.value), Math.abs(other.own.value)) : 0,
    share: 1,
  };
}

/** The one that is furthest from the others together; of the halves in time the newer, which is what counts today. */
function furthestPart(parts: readonly Part[], df: number, { level }: Library): Both {
  const against = parts.map((part) => {
    const rest = together(parts.filter((other) => other !== part));
    return { part, rest, apart: lessOf(part.own, rest) };
  });
  const isNewer = ({ part: { scope } }: (typeof against)[number]) =>
    scope.dimension === 'half' && scope.value === 'newer';
  const furthest = against.toSorted(
    (a, b) => distance(b.apart) - distance(a.apart) || a.part.scope.tests - b.part.scope.tests,
  );
  const { part, rest, apart } = against.find(isNewer) ?? furthest[0]!;
  const { scope, own } = part;
  const strict = 1 - (1 - level) / parts.length;
  const [second] = parts.filter((other) => other !== part);
  const others = parts.length === 2 ? scopeWho(second!.scope.dimension, second!.scope.value) : 'elsewhere';
  return {
    kind: 'scope',
    sides: [
      {
        who: capital(scopeWho(scope.dimension, scope.value)),
        effect: effectRange(scope),
        tests: scope.tests,
        claims: null,
      },
      { who: others, effect: rangeOf(rest, level, df), tests: totalOf(parts) - scope.tests, claims: null },
    ],
    apart: rangeOf(apart, parts.length === 2 ? level : strict, df),
    lost: pointApart(own.value, rest.value) ? own.value : 0,
    share: scope.dimension === 'half' ? 1 : scope.tests / totalOf(parts),
  };
}

/** Those whose parts differ by the adjusted p-values of the library: one for each learning and dimension. */
export function scopesApart(library: Library): Found[] {
  return (library.answer?.learnings ?? []).flatMap((learning) =>
    learning.scopeDifferences
      .filter(({ adjustedPValue }) => adjustedPValue <= 1 - library.level)
      .flatMap(({ dimension, adjustedPValue }): Found[] => {
        const { parts, df } = partsOf(learning, dimension, library.level);
        if (parts.length < 2) return [];
        const both = dimension === 'import' ? furthestPair(parts, df, library) : furthestPart(parts, df, library);
        return [
          {
            ...{ id: contradictionId(both.kind, learning.id, dimension), learning, ...both, adjustedPValue },
            ...{ belief: null, note: null, test: null, state: null, mean: null, differs: true, onlyYou: false },
          },
        ];
      }),
  );
}
