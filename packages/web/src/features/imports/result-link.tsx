import type { Import } from '@dandelion-loop/contract';
import { texts } from '../../texts/imports.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ofImport } from '../experiments/experiment-links.ts';

/** To its one result, or to the list of its tests. */
export function ResultLink({ imported, kind = 'primary' }: { imported: Import; kind?: 'primary' | 'plain' }) {
  const { id, experimentId, experiments } = imported;
  if (experimentId !== null) {
    return (
      <ButtonLink to="/experiments/$id" params={{ id: experimentId }} kind={kind}>
        {texts.openOne}
      </ButtonLink>
    );
  }
  return (
    <ButtonLink to="/experiments" search={ofImport(id)} kind={kind}>
      {texts.openMany(experiments)}
    </ButtonLink>
  );
}
