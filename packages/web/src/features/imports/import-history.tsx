import type { Analysis, Import } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/imports.ts';
import { Section } from '../../ui/section.tsx';
import { wordsOfAnalysis } from './choices-words.ts';
import { ImportState, isGoing } from './import-state.tsx';
import { clockTime } from './remaining-time.ts';

/** Every judging of an import: when, with what choices, by which method, and what came of it. */
export function ImportHistory({ imported }: { imported: Import }) {
  const { analyses, currentAnalysisId } = imported;
  return (
    <Section finding={texts.history(analyses.length)}>
      <ol className="analyses">
        {analyses.map((analysis) => (
          <OneAnalysis key={analysis.id} analysis={analysis} current={analysis.id === currentAnalysisId} />
        ))}
      </ol>
    </Section>
  );
}

function OneAnalysis({ analysis, current }: { analysis: Analysis; current: boolean }) {
  const formats = useFormats();
  const { number, state, failure, createdAt, finishedAt, methodVersion } = analysis;
  const took = finishedAt === null ? null : clockTime(Date.parse(finishedAt) - Date.parse(createdAt));
  const facts = [
    formats.moment(createdAt),
    ...(took === null || isGoing(analysis) ? [] : [texts.took(took)]),
    ...(methodVersion === null ? [] : [texts.method(methodVersion)]),
  ];
  return (
    <li>
      <h3>
        {texts.analysis(number)}
        {current && <small> {texts.current}</small>}
      </h3>
      <p className="analysis-state">
        <ImportState state={state} /> <span className="quiet">{facts.join(', ')}</span>
      </p>
      {failure !== null && <p>{failure.message}</p>}
      <ul className="chosen">
        {wordsOfAnalysis(analysis).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </li>
  );
}
