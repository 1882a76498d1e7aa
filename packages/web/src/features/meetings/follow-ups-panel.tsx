import type { Decision, FollowUp, Meeting } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { FollowUpDialog } from '../rhythm/follow-up-dialog.tsx';
import { FollowUpRow } from './follow-up-row.tsx';

const words = texts.followUps;

interface FollowUpsPanelProps {
  meeting: Meeting;
  followUps: readonly FollowUp[];
  /** Of today: what a new one can follow from. */
  decided: readonly Decision[];
}

/** What was promised here, and what comes back from before until it is done. */
export function FollowUpsPanel({ meeting, followUps, decided }: FollowUpsPanelProps) {
  const may = useMay('follow-ups:write');
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <h2>{words.title}</h2>
      {followUps.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className="run-list">
          {followUps.map((one) => (
            <FollowUpRow key={one.id} followUp={one} meeting={meeting} />
          ))}
        </ul>
      )}
      {may && (
        <Button icon="add" className="run-add" onClick={() => setAdding(true)}>
          {words.add}
        </Button>
      )}
      {adding && (
        <FollowUpDialog followUp={null} meetingId={meeting.id} decisions={decided} onClose={() => setAdding(false)} />
      )}
    </section>
  );
}
