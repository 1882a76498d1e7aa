import type { SinceItem } from '@dandelion-loop/contract';
import { PathLink } from '../../app/path-link.tsx';
import { texts } from '../../texts/today.ts';
import { Glyph, type Tone } from '../../ui/glyph.tsx';

const tones: Record<SinceItem['mark'], Tone> = {
  ...{ 'no-difference': 'none', inconclusive: 'uncertain', invalid: 'invalid', running: 'running' },
  ...{ passed: 'ok', lost: 'worse', won: 'better', stopped: 'stopped' },
};

/** What happened and needs nothing. */
export function SinceList({ items }: { items: readonly SinceItem[] }) {
  if (items.length === 0) return null;
  return (
    <section className="since-list">
      <h2>{texts.sinceYesterday}</h2>
      <ul>
        {items.map(({ mark, sentence, page, at }) => (
          <li key={`${at} ${sentence}`}>
            <Glyph tone={tones[mark]} coloured />
            <span>
              <span className="visually-hidden">{texts.sinceMarks[mark]}: </span>
              {page === null ? sentence : <PathLink path={page}>{sentence}</PathLink>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
