import { texts } from '../../texts/webhooks.ts';

/** In the margin: how a receiver knows who sends. */
export function SignaturesNote() {
  return (
    <>
      <h3>{texts.signatures}</h3>
      <p>{texts.signaturesText}</p>
      <p>
        <a href="/api/docs/webhooks">{texts.signaturesDocs}</a>
      </p>
    </>
  );
}
