import { exportLearnings, type LearnAnswer, type Library } from '@dandelion-loop/contract';
import { effectWords, numbers } from '@dandelion-loop/wording';
import { type ReactNode, useState } from 'react';
import { addressOf } from '../../app/api.ts';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/learnings.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TooFewState } from '../../ui/state-card.tsx';
import { ContradictionsSection } from '../contradictions/contradictions-section.tsx';
import { SurprisesSection } from '../contradictions/surprises-section.tsx';
import { Said, spoken } from '../experiments/result-words.tsx';
import { attributesOf, nameOf, readFrom, sourcesOf } from './learning-names.ts';
import { learningsAnswer, learningsBasis, type Shown } from './learnings-answer.ts';
import { LearningsApart } from './learnings-apart.tsx';
import { LearningsExpected } from './learnings-expected.tsx';
import { isKnown } from './learnings-groups.ts';
import { LearningsMethod } from './learnings-method.tsx';
import { LearningsNoted } from './learnings-noted.tsx';
import { LearningsPlot } from './learnings-plot.tsx';
import type { LearningsSearch } from './learnings-search.ts';
import { LearningsTools, metricsOf } from './learnings-tools.tsx';
import { LearningsWithout } from './learnings-without.tsx';

interface ViewProps {
  library: Library;
  answer: LearnAnswer;
  search: LearningsSearch;
  /** Why what is seen is not of today. */
  notice: ReactNode;
}

/** Which learnings the address asks for: always of one metric, under one axis. */
function shownOf({ library, answer: { learnings }, search }: Omit<ViewProps, 'notice'>): Shown {
  const attributes = attributesOf(library);
  const metrics = metricsOf(learnings);
  const metric = metrics.find((one) => one === search.metric) ?? metrics[0] ?? '';
  const ofMetric = learnings.filter((learning) => learning.metric === metric);
  const columns = sourcesOf(ofMetric, attributes);
  const asked = search.by === 'levels' ? null : search.column;
  const column = columns.length === 1 ? columns[0] : columns.find((one) => one === asked);
  const chosen =
    column === undefined ? ofMetric : ofMetric.filter((learning) => readFrom(learning, attributes) === column);
  return { metric, learnings: chosen, column, attributes };
}

/** What is known, as a sentence, a picture, tables, and what it rests on. */
export function LearningsView({ library, answer, search, notice }: ViewProps) {
  const { moment } = useFormats();
  const shown = shownOf({ library, answer, search });
  const { learnings } = shown;
  const withAll = search.tests === 'all';
  return (
    <div className="learnings">
      <PageHead
        context={texts.context}
        actions={<Actions library={library} answer={answer} />}
        question={texts.question}
        answer={learnings.length > 0 && <Said saying={learningsAnswer(shown)} />}
        basis={
          <Said
            saying={learningsBasis(shown, library, library.computedAt === null ? null : moment(library.computedAt))}
          />
        }
      />
      {notice}
      <Nearest shown={shown} />
      {learnings.length > 0 && (
        <>
          <LearningsTools learnings={answer.learnings} tests={answer.tests} shown={shown} search={search} />
          <LearningsPlot shown={shown} library={library} withAll={withAll} />
          <LearningsApart shown={shown} library={library} />
        </>
      )}
      <ContradictionsSection />
      {learnings.some(isKnown) && <SurprisesSection metric={shown.metric} attributes={shown.attributes} />}
      <LearningsExpected answer={answer} shown={shown} library={library} />
      <LearningsWithout answer={answer} attributes={shown.attributes} />
      <LearningsNoted />
    </div>
  );
}

/** Where nothing is settled: what is nearest to it, and what it would need. */
function Nearest({ shown: { learnings, attributes } }: { shown: Shown }) {
  if (learnings.some(isKnown)) return null;
  const [nearest] = learnings
    .filter(({ testsNeeded }) => testsNeeded !== null)
    .sort((a, b) => a.testsNeeded! - a.tests - (b.testsNeeded! - b.tests));
  if (learnings.length === 0) return <TooFewState say={texts.noneSay}>{texts.noneText}</TooFewState>;
  if (nearest === undefined) return null;
  const { name } = nameOf(nearest, attributes);
  return (
    <TooFewState say={spoken(texts.tooFewSay(name))}>
      {texts.tooFewText(nearest.tests, numbers.count(nearest.testsNeeded))}
      {nearest.verdict === 'not-settled' && texts.tooFewRange(effectWords(nearest).range)}
    </TooFewState>
  );
}

function Actions({ library, answer }: { library: Library; answer: LearnAnswer }) {
  const [open, setOpen] = useState(false);
  const address = (format: 'csv' | 'json') => addressOf(exportLearnings, { query: { format } });
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {texts.howDoWeKnow}
      </Button>
      <Menu
        align="end"
        trigger={
          <Button icon="export">
            <span className="word">{texts.export}</span>
          </Button>
        }
        entries={[
          { key: 'csv', label: texts.exportTable, hint: 'CSV', href: address('csv'), download: true },
          { key: 'json', label: texts.exportEverything, hint: 'JSON', href: address('json'), download: true },
        ]}
      />
      <ButtonLink to="/learnings/next" kind="primary">
        {texts.whatNext}
      </ButtonLink>
      <LearningsMethod library={library} notes={answer.notes} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
