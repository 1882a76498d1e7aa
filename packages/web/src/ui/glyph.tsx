import type { ReactNode } from 'react';
import './verdict.css';

/** The shapes of verdicts. Shape, then word, then colour: without colour nothing is lost. */
const shapes = {
  better: <path d="M8 2.2l6 11.2H2z" fill="currentColor" />,
  worse: <path d="M8 13.8l6-11.2H2z" fill="currentColor" />,
  none: <path d="M2 5.6h12M2 10.4h12" stroke="currentColor" strokeWidth="2.6" />,
  uncertain: <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  stopped: <path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z" fill="currentColor" />,
  invalid: <path d="M3 3l10 10M13 3L3 13" stroke="currentColor" strokeWidth="2.4" />,
  running: (
    <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" strokeWidth="2.2" strokeDasharray="2.4 2.05" />
  ),
  ok: <path d="M2.6 8.6l3.6 3.6 7.2-8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  untrue: <path d="M2 5.6h12M2 10.4h12M10.8 2L5.2 14" stroke="currentColor" strokeWidth="2" />,
  warning: (
    <>
      <path d="M8 2.4l6.2 11H1.8z" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinejoin="round" />
      <path d="M8 6.4v3.4M8 11.3v.4" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
} satisfies Record<string, ReactNode>;

/** What a verdict's mark says; the words are in the package that words answers. */
export type Tone = keyof typeof shapes;

export function Glyph({ tone, coloured = false }: { tone: Tone; coloured?: boolean }) {
  return (
    <svg className={coloured ? `glyph v-${tone}` : 'glyph'} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[tone]}
    </svg>
  );
}
