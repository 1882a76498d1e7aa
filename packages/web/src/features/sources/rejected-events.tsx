import { listRejectedEvents, type RejectedEvent, replayRejectedEvents } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/arriving.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';

const pause = 5000;
const shown = 20;

/** What a source sent that could not be taken, and taking it again. Nothing where there is nothing. */
export function RejectedEvents({ sourceId }: { sourceId: string }) {
  const params = { id: sourceId };
  const { data, refetch } = useAnswer(
    listRejectedEvents,
    { params, query: { limit: shown } },
    { refetchInterval: pause },
  );
  const may = useMay('sources:write');
  const replay = useCommand(replayRejectedEvents, {
    onSuccess: async ({ taken, rejected }) => {
      notify({ title: texts.replayed(taken, rejected) });
      await refetch();
    },
    onError: (error) => notify({ tone: 'warning', title: texts.notReplayed, text: error.message }),
  });
  if (data === undefined || data.rejects.length === 0) return null;
  const all = data.reasons.reduce((total, { events }) => total + events, 0);
  return (
    <Section
      finding={texts.rejected(all)}
      controls={
        may && (
          <Button unavailable={replay.isPending && texts.working} onClick={() => replay.mutate({ params, body: {} })}>
            {texts.replay}
          </Button>
        )
      }
      note={
        <>
          <h3>{texts.rejectedNote}</h3>
          <p>{texts.rejectedNoteText}</p>
        </>
      }
    >
      <BlockTable caption={texts.rejected(all)}>
        <thead>
          <tr>
            <th scope="col">{texts.why}</th>
            <th scope="col">{texts.when}</th>
            <th scope="col">{texts.message}</th>
          </tr>
        </thead>
        <tbody>
          {data.rejects.map((one) => (
            <RejectRow key={one.id} of={one} />
          ))}
        </tbody>
      </BlockTable>
    </Section>
  );
}

function RejectRow({ of: { detail, receivedAt, body } }: { of: RejectedEvent }) {
  const { moment } = useFormats();
  return (
    <tr>
      <th scope="row">{detail}</th>
      <td data-label={texts.when}>{moment(receivedAt)}</td>
      <td data-label={texts.message}>
        <details className="event-more">
          <summary>{texts.asItCame}</summary>
          <pre>{body}</pre>
        </details>
      </td>
    </tr>
  );
}
