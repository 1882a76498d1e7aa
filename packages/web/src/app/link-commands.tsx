import { texts } from '../texts/session.ts';

/** How somebody at the machine makes a new one-time link. */
export function LinkCommands() {
  return (
    <>
      <pre>{texts.command}</pre>
      <p className="quiet">{texts.orCommand}</p>
      <pre>{texts.otherCommand}</pre>
    </>
  );
}
