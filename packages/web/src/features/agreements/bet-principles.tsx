import {
  type Bet,
  getPrinciple,
  listBetPrinciples,
  listPrinciples,
  removeBetPrinciple,
  setBetPrinciple,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/principles.ts';
import { Button } from '../../ui/button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import './agreements.css';

/** Which principles a bet follows, which it breaks and why. Nothing is shown while it is not known. */
export function BetPrinciples({ bet, mayWrite }: { bet: Pick<Bet, 'id'>; mayWrite: boolean }) {
  const { data } = useAnswer(listBetPrinciples, { params: { id: bet.id } });
  const [breaking, setBreaking] = useState<{ id: string; sentence: string } | null>(null);
  const client = useQueryClient();
  const onSuccess = async () => {
    setBreaking(null);
    for (const { path } of [listBetPrinciples, listPrinciples, getPrinciple])
      await client.invalidateQueries({ queryKey: [path] });
  };
  const onError = (error: Error) => notify({ tone: 'warning', title: texts.failed, text: error.message });
  const say = useCommand(setBetPrinciple, { onSuccess });
  const takeBack = useCommand(removeBetPrinciple, { onSuccess, onError });
  if (data === undefined) return null;
  const { stands, open } = data;
  const params = { id: bet.id };
  const follow = (principleId: string) => say.mutate({ params, body: { principleId, stand: 'follows' } }, { onError });
  return (
    <Section finding={texts.ofBet(stands.length, stands.filter(({ stand }) => stand === 'breaks').length)}>
      {stands.length + open.length === 0 && (
        <p>
          {texts.ofBetNone} <Link to="/plan/principles">{texts.toList}</Link>
        </p>
      )}
      <ul className="agreement-list">
        {stands.map(({ principle, stand, reason, afterwards }) => (
          <li key={principle.id}>
            <Glyph tone={stand === 'follows' ? 'ok' : 'warning'} />
            <div>
              <Link to="/plan/principles/$id" params={{ id: principle.id }}>
                {principle.sentence}
              </Link>
              <small className="quiet">
                {[texts.stands[stand], reason, afterwards ? texts.afterwards : ''].filter(Boolean).join(' · ')}
              </small>
            </div>
            {mayWrite && (
              <Button
                kind="quiet"
                aria-label={texts.takeBackNamed(principle.sentence)}
                onClick={() => takeBack.mutate({ params: { id: bet.id, principleId: principle.id } })}
              >
                {texts.takeBack}
              </Button>
            )}
          </li>
        ))}
        {mayWrite &&
          open.map((principle) => (
            <li key={principle.id}>
              <Glyph tone="uncertain" />
              <div>{principle.sentence}</div>
              <span className="agreement-buttons">
                <Button aria-label={texts.followNamed(principle.sentence)} onClick={() => follow(principle.id)}>
                  {texts.follow}
                </Button>
                <Button
                  kind="quiet"
                  aria-label={texts.breakNamed(principle.sentence)}
                  onClick={() => setBreaking(principle)}
                >
                  {texts.break}
                </Button>
              </span>
            </li>
          ))}
      </ul>
      <ReasonDialog
        open={breaking !== null}
        onClose={() => setBreaking(null)}
        title={breaking?.sentence ?? ''}
        label={texts.breakWhy}
        hint={texts.breakHint}
        required
        confirm={texts.break}
        busy={say.isPending}
        error={say.error}
        onConfirm={(reason) =>
          breaking && say.mutate({ params, body: { principleId: breaking.id, stand: 'breaks', reason } })
        }
      />
    </Section>
  );
}
