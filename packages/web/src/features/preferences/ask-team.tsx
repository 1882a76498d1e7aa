import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/preferences.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import './ask-team.css';

/** From a test to a question with its variations: what would the team have said? */
export function AskTeam({ experimentId }: { experimentId: string }) {
  if (!useMay('beliefs:write')) return null;
  return (
    <div className="ask-team">
      <p>
        <b>{texts.askTeam}</b> {texts.askTeamText}
      </p>
      <ButtonLink to="/preferences" search={{ test: experimentId }}>
        {texts.askTeamAction}
      </ButtonLink>
    </div>
  );
}
