import { type Coder, deleteCoder, listCoders } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/coding.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { CoderForm } from './coder-form.tsx';
import { Margin } from './margin.tsx';

interface CodersProps {
  coders: readonly Coder[];
  /** Whether learnings were computed, so that variations are counted. */
  counted: boolean;
}

/** Those that ship and those of the workspace: what counts, and how often it was found. */
export function CodersSection({ coders, counted }: CodersProps) {
  const may = useMay('learnings:write');
  const [open, setOpen] = useState<Coder | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Coder | null>(null);
  const words = texts.heads;
  // One's own first: they are what somebody comes for.
  const ordered = [...coders.filter(({ own }) => own !== null), ...coders.filter(({ own }) => own === null)];
  return (
    <Section
      finding={texts.coders}
      controls={may && <Button onClick={() => setOpen('new')}>{texts.add}</Button>}
      note={<Margin lines={texts.codersNote} />}
    >
      <BlockTable caption={texts.coders}>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.counts}</th>
            <th scope="col">{words.found}</th>
            <th scope="col">
              <span className="visually-hidden">{words.does}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((coder) => (
            <tr key={coder.id}>
              <th scope="row">
                {coder.name}
                {coder.own !== null && <small>{texts.yours}</small>}
              </th>
              <td className="coder-explains" data-label={words.counts}>
                {coder.explains}
              </td>
              <td data-label={words.found}>
                <Found coder={coder} counted={counted} />
              </td>
              <td className="actions">
                <Button kind="quiet" aria-label={texts.editOf(coder.name)} onClick={() => setOpen(coder)}>
                  {coder.own !== null && may ? texts.edit : texts.tryIt}
                </Button>
                {coder.own !== null && may && (
                  <Button kind="quiet" aria-label={texts.removeOf(coder.name)} onClick={() => setDeleting(coder)}>
                    {texts.remove}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </BlockTable>
      {open !== null && <CoderForm coder={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
      {deleting !== null && <DeleteCoder coder={deleting} onClose={() => setDeleting(null)} />}
    </Section>
  );
}

function Found({ coder: { counts, levels }, counted }: { coder: Coder; counted: boolean }) {
  const all = counts.reduce((sum, { variations }) => sum + variations, 0);
  if (!counted || all === 0) return <span className="quiet">{texts.notCounted}</span>;
  const shown = counts.filter(({ level }) => levels.length > 2 || level !== levels[0]);
  return (
    <ul className="level-counts">
      {shown.map(({ level, variations }) => (
        <li key={level}>{texts.found(level, variations, all)}</li>
      ))}
    </ul>
  );
}

function DeleteCoder({ coder: { id, name, own }, onClose }: { coder: Coder; onClose: () => void }) {
  const client = useQueryClient();
  const command = useCommand(deleteCoder, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listCoders.path] });
      onClose();
      notify({ title: texts.removed(name) });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.removeTitle(name)}
      confirm={texts.remove}
      busy={command.isPending ? texts.removing : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id }, query: { version: own?.version ?? 1 } })}
    >
      {texts.removeText}
    </ConfirmDialog>
  );
}
