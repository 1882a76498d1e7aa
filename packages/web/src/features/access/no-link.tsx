import { texts } from '../../texts/session.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DoorSays } from './door.tsx';

/** The page of a link without a link. */
export function NoLink({ question }: { question: string }) {
  return (
    <DoorSays question={question} answer={texts.noLinkTitle} basis={texts.noLinkBasis}>
      <ButtonLink to="/sign-in">{texts.signIn}</ButtonLink>
    </DoorSays>
  );
}
