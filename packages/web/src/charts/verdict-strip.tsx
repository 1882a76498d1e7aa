import type { Tone } from '../ui/glyph.tsx';
import './verdict-strip.css';

interface StripPart {
  tone: Extract<Tone, 'better' | 'worse' | 'none' | 'uncertain' | 'stopped' | 'invalid'>;
  count: number;
  /** "229 won" */
  words: string;
}

/** How many of each verdict, as one line of shares. The counts stand beside it or below, as filters. */
export function VerdictStrip({ name, parts }: { name: string; parts: readonly StripPart[] }) {
  const some = parts.filter(({ count }) => count > 0);
  return (
    <div className="strip" role="img" aria-label={`${name}: ${some.map(({ words }) => words).join(', ')}`}>
      {some.map(({ tone, count }) => (
        <i key={tone} className={`s-${tone}`} style={{ flexGrow: count }} />
      ))}
    </div>
  );
}
