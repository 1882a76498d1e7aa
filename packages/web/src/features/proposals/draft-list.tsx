import { listDrafts } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { OwnDraft } from './own-draft.tsx';

/** Tests that were drafted, and how to draft one's own. */
export function DraftList() {
  const { data } = useAnswer(listDrafts, {});
  const { day } = useFormats();
  const may = useMay('learnings:write');
  const [making, setMaking] = useState(false);
  if (data === undefined) return null;
  return (
    <Section
      finding={texts.drafts(data.drafts.length)}
      controls={may && <Button onClick={() => setMaking(true)}>{texts.ownDraft}</Button>}
    >
      <ul className="ideas">
        {data.drafts.map(({ id, title, units, variations, by, createdAt }) => (
          <li key={id}>
            <div>
              <p>
                <Link to="/drafts/$id" params={{ id }}>
                  {title}
                </Link>
              </p>
              <small>
                {texts.units(units, variations.length)}, {texts.ideaBy(by.name, day(createdAt))}
              </small>
            </div>
          </li>
        ))}
      </ul>
      {making && <OwnDraft onClose={() => setMaking(false)} />}
    </Section>
  );
}
