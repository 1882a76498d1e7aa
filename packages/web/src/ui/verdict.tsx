import type { ReactNode } from 'react';
import { Glyph, type Tone } from './glyph.tsx';
import './verdict.css';

/** A shape, a word, then a colour. */
export function Verdict({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`verdict v-${tone}`}>
      <Glyph tone={tone} />
      {children}
    </span>
  );
}
