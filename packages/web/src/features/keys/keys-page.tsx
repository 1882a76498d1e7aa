import { type ApiKey, listKeys } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/keys.ts';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { EndedTable, KeyTable } from './key-table.tsx';
import { endOf, lastUse } from './key-words.ts';
import './keys.css';
import { MakeKey } from './make-key.tsx';

const isWorking = (key: ApiKey): boolean => endOf(key, Date.now()) === null;

/** Keys of the API: which there are, what they may, and how to make and revoke one. */
export function KeysPage() {
  const { data, error, refetch } = useAnswer(listKeys, {});
  const may = useMay('keys:write');
  const [making, setMaking] = useState(false);
  const working = data?.keys.filter(isWorking);
  const make = may && (
    <Button kind="primary" onClick={() => setMaking(true)}>
      {texts.make}
    </Button>
  );
  const empty = data?.keys.length === 0;
  return (
    <>
      <PageHead
        actions={data !== undefined && !empty && make}
        question={texts.question}
        answer={working && <Answer working={working} />}
        basis={
          data && (
            <>
              {texts.basis} <a href="/api/docs">{texts.docs}</a>
            </>
          )
        }
      />
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={5} what={texts.reading} />
        ) : (
          <ErrorState say={texts.notRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
            {error.message}
          </ErrorState>
        )
      ) : empty ? (
        <EmptyState say={texts.emptySay} actions={make}>
          {texts.emptyText}
        </EmptyState>
      ) : (
        <Lists keys={data.keys} />
      )}
      {making && <MakeKey onClose={() => setMaking(false)} />}
    </>
  );
}

function Answer({ working }: { working: readonly ApiKey[] }) {
  const { moment } = useFormats();
  const used = lastUse(working);
  if (working.length === 0) {
    return (
      <>
        {texts.none}
        <mark>{texts.noneFinding}</mark>
      </>
    );
  }
  return (
    <>
      {texts.some(working.length)}
      <mark>{used === null ? texts.unusedFinding(working.length) : texts.usedFinding(moment(used))}</mark>
    </>
  );
}

function Lists({ keys }: { keys: readonly ApiKey[] }) {
  const working = keys.filter(isWorking);
  const ended = keys.filter((key) => !isWorking(key));
  return (
    <Section finding={texts.working(working.length)}>
      {working.length > 0 && <KeyTable keys={working} />}
      {ended.length > 0 && (
        <div className="ended-keys">
          <Details summary={texts.ended(ended.length)}>
            <EndedTable keys={ended} />
          </Details>
        </div>
      )}
    </Section>
  );
}
