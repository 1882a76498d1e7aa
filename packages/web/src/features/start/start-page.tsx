import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { useLoadSample } from '../../app/palette-commands.ts';
import { type Ground, GroundLines, IntervalMark, type MarkTone } from '../../charts/interval-mark.tsx';
import '../../charts/plot.css';
import { texts } from '../../texts/start.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { DropFile } from '../imports/drop-file.tsx';
import { beginTransfer } from '../imports/transfer.ts';
import { useOnce } from '../imports/use-once.ts';
import { FourNumbers } from '../planning/four-numbers.tsx';
import { KeepCounts } from '../planning/keep-counts.tsx';
import './start-page.css';

/** An empty workspace: three ways to begin, and what will be answered here. */
export function StartPage() {
  return (
    <>
      <PageHead
        context={texts.context}
        question={texts.question}
        answer={
          <>
            {texts.answer} <mark>{texts.finding}</mark>
          </>
        }
      />
      <div className="start">
        <div className="start-ways">
          <File />
          <Numbers />
          <Sample />
        </div>
        <Soon />
      </div>
    </>
  );
}

function File() {
  const { uploadLimit } = useWorkspace();
  const navigate = useNavigate();
  const take = (file: Parameters<typeof beginTransfer>[0]) => {
    beginTransfer(file, uploadLimit);
    void navigate({ to: '/imports/new' });
  };
  return <DropFile limit={uploadLimit} onFile={take} />;
}

function Numbers() {
  return (
    <section className="start-way">
      <h2>{texts.numbers}</h2>
      <p>{texts.numbersText}</p>
      <FourNumbers>{(judged) => <KeepCounts judged={judged} kind="plain" />}</FourNumbers>
    </section>
  );
}

function Sample() {
  const { run, busy } = useOnce(useLoadSample());
  return (
    <section className="start-way beside">
      <div>
        <h2>{texts.sample}</h2>
        <p>{texts.sampleText}</p>
      </div>
      <Button onClick={run} unavailable={busy && texts.loading}>
        {texts.loadSample}
      </Button>
    </section>
  );
}

interface Mark {
  tone: MarkTone;
  from: number;
  to: number;
}

/** Invented: what such a picture looks like, not what it says. */
const marks: Record<'verdict' | 'tests', readonly Mark[]> = {
  verdict: [{ tone: 'better', from: 0.62, to: 0.86 }],
  tests: [
    { tone: 'none', from: 0.1, to: 0.17 },
    { tone: 'better', from: 0.55, to: 0.78 },
    { tone: 'uncertain', from: 0.05, to: 0.6 },
  ],
};
const ground: Ground = {
  ticks: [0.305, 0.48, 0.65, 0.825].map((at) => ({ value: at, label: '', at })),
  zero: 0.13,
  band: { from: 0.087, to: 0.174, edges: [0.087, 0.174] },
};

function Soon() {
  return (
    <aside className="soon" aria-labelledby="soon">
      <h2 id="soon">{texts.soon}</h2>
      <ul>
        <Question title={texts.soonVerdict} text={texts.soonVerdictText}>
          <Sketch marks={marks.verdict} />
        </Question>
        <Question title={texts.soonTests} text={texts.soonTestsText}>
          <Sketch marks={marks.tests} />
        </Question>
        <Question title={texts.soonSize} text={texts.soonSizeText} />
      </ul>
    </aside>
  );
}

function Question({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <li>
      <b>{title}</b>
      {text}
      {children}
    </li>
  );
}

function Sketch({ marks: drawn }: { marks: readonly Mark[] }) {
  const height = `${100 / drawn.length}%`;
  return (
    <svg className="field" aria-hidden="true">
      <GroundLines {...ground} />
      {drawn.map(({ tone, from, to }, at) => (
        <svg key={tone} y={`${(100 * at) / drawn.length}%`} height={height} overflow="visible" aria-hidden="true">
          <IntervalMark tone={tone} line={{ from, to, at: (from + to) / 2, clippedLow: false, clippedHigh: false }} />
        </svg>
      ))}
    </svg>
  );
}
