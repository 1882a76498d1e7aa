import { listCodedAttributes, listCoders } from '@dandelion-loop/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/coding.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { AttributesSection } from './attributes-section.tsx';
import { CodersSection } from './coders-section.tsx';
import './coding.css';
import { HandEditor } from './hand-editor.tsx';

const route = getRouteApi('/shell/learnings/coding');

/** What variations say: the coders, and what people code by hand. */
export function CodingPage() {
  const search = route.useSearch();
  const coders = useAnswer(listCoders, {});
  const attributes = useAnswer(listCodedAttributes, {});
  const [first, ...rest] = [coders, attributes].filter(({ error, data }) => error !== null && data === undefined);
  if (first !== undefined)
    return (
      <ErrorState
        say={texts.notRead}
        actions={<Button onClick={() => [first, ...rest].map((one) => one.refetch())}>{texts.again}</Button>}
      >
        {first.error?.message}
      </ErrorState>
    );
  if (coders.data === undefined || attributes.data === undefined) return <Skeleton lines={8} what={texts.reading} />;
  const all = attributes.data.attributes;
  if (search.attribute !== undefined)
    return (
      <HandEditor
        key={search.attribute}
        attribute={search.attribute}
        search={search}
        known={all.find(({ name, from }) => from === 'hand' && name === search.attribute)}
        coders={coders.data.coders}
      />
    );
  return (
    <div className="coding">
      <PageHead
        context={<Link to="/learnings">{texts.back}</Link>}
        question={texts.question}
        answer={texts.answer(coders.data.coders.length, all.filter(({ from }) => from === 'hand').length)}
        basis={texts.basis}
      />
      <CodersSection coders={coders.data.coders} counted={coders.data.countedAt !== null} />
      <AttributesSection attributes={all} />
    </div>
  );
}
