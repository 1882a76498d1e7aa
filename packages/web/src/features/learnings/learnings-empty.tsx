import { useMay, useWorkspace } from '../../app/member.ts';
import { useLoadSample } from '../../app/palette-commands.ts';
import { texts } from '../../texts/learnings.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { EmptyState } from '../../ui/state-card.tsx';
import { useOnce } from '../imports/use-once.ts';

/** Nothing to learn from yet: what will be answered here, and what it needs. */
export function LearningsEmpty() {
  const { empty } = useWorkspace();
  const mayImport = useMay('imports:write');
  return (
    <div className="learnings">
      <PageHead
        context={texts.context}
        question={texts.question}
        answer={
          <>
            {texts.emptyAnswer} <mark>{texts.emptyFinding}</mark>
          </>
        }
        basis={empty ? texts.emptyNoTests : texts.emptyNoCodes}
      />
      <EmptyState say={texts.emptySay} actions={mayImport && <Ways />}>
        <ul className="learnings-points">
          {texts.emptyPoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <p>
          {texts.emptyNeeds} {mayImport ? texts.loadSampleText : texts.emptyReader}
        </p>
      </EmptyState>
    </div>
  );
}

function Ways() {
  const { run, busy } = useOnce(useLoadSample());
  return (
    <>
      <ButtonLink to="/imports/new" kind="primary">
        {texts.importFile}
      </ButtonLink>
      <Button onClick={run} unavailable={busy && texts.loading}>
        {texts.loadSample}
      </Button>
    </>
  );
}
