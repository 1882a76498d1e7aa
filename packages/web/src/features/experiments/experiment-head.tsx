import { type Experiment, exportExperiment } from '@dandelion-loop/contract';
import { answerOf, basisOf, type PlotMeasure } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { addressOf } from '../../app/api.ts';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/experiment.ts';
import { texts as shareTexts } from '../../texts/share.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ofImport } from './experiment-links.ts';
import { questionFor } from './experiment-question.ts';
import { TitleDialog } from './experiment-title.tsx';
import { ResultMethod } from './result-method.tsx';
import { Name, Said, spoken } from './result-words.tsx';
import type { ShareWay } from './share-dialog.tsx';

const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }));

interface HeadProps {
  experiment: Experiment;
  measure: PlotMeasure;
  /** An earlier answer: read, not changed. */
  readOnly: boolean;
}

/** Where we are, what can be done, the question, the answer, and what it rests on. */
export function ExperimentHead({ experiment, measure, readOnly }: HeadProps) {
  const { answer, analysis } = experiment;
  const { day } = useFormats();
  const { title, asked } = questionFor(experiment);
  return (
    <PageHead
      context={<Breadcrumb experiment={experiment} />}
      actions={<Actions experiment={experiment} measure={measure} readOnly={readOnly} />}
      question={
        <>
          {title !== null && (
            <span className="given">
              <Name room={300}>{title}</Name>
            </span>
          )}
          {asked !== null && <span className={title === null ? undefined : 'asked'}>{spoken(asked)}</span>}
        </>
      }
      answer={<Said saying={answerOf(answer)} />}
      basis={<Said saying={basisOf(answer, analysis.finishedAt === null ? null : day(analysis.finishedAt))} />}
    />
  );
}

function Breadcrumb({ experiment: { siblings, importId, importName } }: { experiment: Experiment }) {
  return (
    <nav aria-label={texts.breadcrumb}>
      <ul className="crumbs">
        <li>
          <Link to="/experiments">{texts.experiments}</Link>
        </li>
        <li>
          <Link to="/imports/$id" params={{ id: importId }}>
            <Name>{importName}</Name>
          </Link>
        </li>
        {siblings > 0 && (
          <li>
            <Link to="/experiments" search={ofImport(importId)}>
              {texts.siblings(siblings)}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}

type Opened = 'title' | 'method' | ShareWay | null;

function Actions({ experiment, measure, readOnly }: HeadProps) {
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const mayJudge = useMay('imports:write');
  const mayWrite = useMay('experiments:write');
  const mayShare = useMay('shares:write');
  return (
    <>
      <Button kind="quiet" onClick={() => setOpened('method')}>
        {texts.howDoWeKnow}
      </Button>
      {!readOnly && mayJudge && (
        <ButtonLink
          to="/imports/$id"
          params={{ id: experiment.importId }}
          search={{ edit: '1' }}
          title={texts.judgeAgainHint}
        >
          {texts.judgeAgain}
        </ButtonLink>
      )}
      {!readOnly && mayShare && (
        <Button icon="share" onClick={() => setOpened('link')}>
          <span className="word">{shareTexts.share}</span>
        </Button>
      )}
      <ExportMenu experiment={experiment} onPicture={() => setOpened('picture')} />
      {!readOnly && mayWrite && <IconButton icon="edit" label={texts.changeTitle} onClick={() => setOpened('title')} />}
      {opened === 'title' && <TitleDialog experiment={experiment} onClose={close} />}
      <ResultMethod experiment={experiment} open={opened === 'method'} onClose={close} />
      <Suspense>
        {(opened === 'link' || opened === 'picture') && (
          <ShareDialog experiment={experiment} measure={measure} way={opened} onClose={close} />
        )}
      </Suspense>
    </>
  );
}

function ExportMenu({ experiment, onPicture }: { experiment: Experiment; onPicture: () => void }) {
  const address = (format: 'csv' | 'json') =>
    addressOf(exportExperiment, {
      params: { id: experiment.id },
      query: { format, analysis: experiment.analysis.id },
    });
  return (
    <Menu
      align="end"
      trigger={
        <Button icon="export">
          <span className="word">{texts.export}</span>
        </Button>
      }
      entries={[
        { key: 'picture', label: texts.exportPicture, hint: 'PNG, SVG', run: onPicture },
        { key: 'csv', label: texts.exportTable, hint: 'CSV', href: address('csv'), download: true },
        { key: 'json', label: texts.exportEverything, hint: 'JSON', href: address('json'), download: true },
      ]}
    />
  );
}
