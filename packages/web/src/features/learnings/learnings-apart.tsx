import type { Learning, Library } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { IntervalPlot } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/learnings.ts';
import { Section } from '../../ui/section.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { LearningName } from './learning-name.tsx';
import { nameOf } from './learning-names.ts';
import { differs, scopeRange, scopeRow, scopesOf } from './learning-scopes.tsx';
import type { Shown } from './learnings-answer.ts';
import { learningsAxis } from './learnings-axis.ts';
import { isKnown, sizeFor } from './learnings-groups.ts';

interface ApartProps {
  shown: Shown;
  library: Library;
}

interface Apart {
  learning: Learning;
  dimension: string;
}

/** So many are drawn; each learning's own page has its scopes. */
const most = 4;

/** Learnings whose parts differ beyond chance, those that are known first. */
function apartOf({ learnings }: Shown, level: number): Apart[] {
  return learnings
    .flatMap((learning) => {
      const found = learning.scopeDifferences.find(({ dimension }) => differs(learning, dimension, level));
      return found === undefined ? [] : [{ learning, dimension: found.dimension }];
    })
    .sort(
      (a, b) => Number(isKnown(b.learning)) - Number(isKnown(a.learning)) || sizeFor(b.learning) - sizeFor(a.learning),
    );
}

/** Where a learning contradicts itself between parts of its tests. */
export function LearningsApart({ shown, library: { level, practical } }: ApartProps) {
  const apart = apartOf(shown, level);
  const [first] = apart;
  if (first === undefined) return null;
  const drawn = apart.slice(0, most);
  const axis = learningsAxis({
    learnings: drawn.map(({ learning }) => learning),
    ranges: drawn.flatMap(({ learning, dimension }) =>
      scopesOf(learning, dimension).map((scope) => ({ of: learning, range: scopeRange(scope, 'measured') })),
    ),
    ...{ practical, level },
  });
  const { name } = nameOf(first.learning, shown.attributes);
  const [title, text] = texts.apartNote;
  return (
    <Section
      finding={spoken(apart.length === 1 ? texts.oneApart(name) : texts.manyApart(apart.length))}
      note={
        <>
          <h3>{title}</h3>
          <p>{text}</p>
        </>
      }
    >
      <IntervalPlot
        name={texts.apartName}
        head={spoken(texts.plotHead(shown.metric))}
        unit={axis.frame.unit}
        ground={axis.frame}
        groups={drawn.map(({ learning, dimension }) => ({
          key: learning.id,
          heading: (
            <Link to="/learnings/$id" params={{ id: learning.id }}>
              <LearningName learning={learning} attributes={shown.attributes} />
            </Link>
          ),
          rows: scopesOf(learning, dimension).map((scope) => scopeRow(learning, scope, axis, 'measured')),
        }))}
        dense
      />
      {apart.length > most && <p className="learnings-aside">{texts.moreApart(apart.length - most)}</p>}
    </Section>
  );
}
