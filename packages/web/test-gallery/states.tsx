import { Button } from '../src/ui/button.tsx';
import { Details } from '../src/ui/details.tsx';
import { Glyph, type Tone } from '../src/ui/glyph.tsx';
import { Notice } from '../src/ui/notice.tsx';
import { Progress } from '../src/ui/progress.tsx';
import { Section } from '../src/ui/section.tsx';
import { SeedHead } from '../src/ui/seed-head.tsx';
import { Skeleton } from '../src/ui/skeleton.tsx';
import { EmptyState, ErrorState, TooFewState } from '../src/ui/state-card.tsx';
import { Verdict } from '../src/ui/verdict.tsx';

const verdicts: [Tone, string][] = [
  ['better', 'Won'],
  ['worse', 'Lost'],
  ['none', 'No difference worth having'],
  ['uncertain', 'Inconclusive'],
  ['stopped', 'Stopped'],
  ['invalid', 'Invalid'],
  ['running', 'Running'],
  ['ok', 'Passed'],
  ['untrue', 'Not true'],
  ['warning', 'Look here'],
];

const none = () => {};

export function States() {
  return (
    <>
      <Section finding="States every page has">
        <EmptyState say="No tests yet." actions={<Button kind="primary">Import a finished test</Button>}>
          This page will tell you which tests won, and which told nothing.
        </EmptyState>
        <div className="card">
          <Progress
            what="Reading mailing.csv"
            fraction={0.62}
            detail="6.2 of 10 million rows, about 8 seconds left"
            onCancel={none}
            atOnce
          />
        </div>
        <div className="card">
          <Progress what="Judging mailing.csv" fraction={null} detail="nobody can tell how long" atOnce />
        </div>
        <TooFewState say="You cannot know this with 300 people." actions={<Button>What can we know?</Button>}>
          A difference under 9 points would stay hidden.
        </TooFewState>
        <ErrorState say="Row 4,182 has text where a number belongs." actions={<Button>Leave out 17 rows</Button>}>
          Column “spend” says “n/a”. Nothing was saved. Leave such rows out, or send the file again.
        </ErrorState>
        <Skeleton lines={3} />
      </Section>
      <Section finding="Verdicts: shape, word, colour">
        <ul>
          {verdicts.map(([tone, word]) => (
            <li key={tone}>
              <Verdict tone={tone}>{word}</Verdict>
            </li>
          ))}
        </ul>
        <Glyph tone="ok" coloured />
      </Section>
      <Section finding="Notices">
        <Notice title="Seen before the end.">The intervals allow for that.</Notice>
        <Notice tone="warning" title="The split is off." action={<Button>See the checks</Button>}>
          Do not read the result.
        </Notice>
        <Notice tone="stopped" title="Stopped at the limit you agreed on." />
        <Details summary="How do we know?">
          <p>Welch’s t interval.</p>
          <pre>SELECT 1</pre>
        </Details>
        <SeedHead />
      </Section>
    </>
  );
}
