import { addSource, changeSource, getSource, listSources, type SourceOfEvents } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/sources.ts';
import { type SourceDraft, SourceForm } from './source-form.tsx';

const fresh: SourceDraft = {
  ...{ name: '', consent: 'ask', legalBasis: '', withheld: 'drop' },
  ...{ origins: [], preferences: {} },
};

/** All pages of sources read again. */
export function useReread(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([listSources, getSource].map(({ path }) => client.invalidateQueries({ queryKey: [path] })));
  };
}

/** Then comes the page of the source, where its keys are made. */
export function AddSource({ onClose }: { onClose: () => void }) {
  const reread = useReread();
  const navigate = useNavigate();
  const command = useCommand(addSource, {
    onSuccess: async ({ id }) => {
      onClose();
      await navigate({ to: '/sources/$id', params: { id } });
      await reread();
    },
  });
  return (
    <SourceForm
      initial={fresh}
      title={texts.addTitle}
      go={texts.addIt}
      pending={command.isPending}
      problem={command.error}
      onSave={(body) => command.mutate({ body })}
      onClose={onClose}
    />
  );
}

export function ChangeSource({ source, onClose }: { source: SourceOfEvents; onClose: () => void }) {
  const reread = useReread();
  const command = useCommand(changeSource, {
    onSuccess: async () => {
      onClose();
      await reread();
    },
  });
  // As it was when the form was opened, whatever is read meanwhile.
  const { id, version } = source;
  return (
    <SourceForm
      initial={source}
      title={texts.changeTitle}
      go={texts.saveIt}
      pending={command.isPending}
      problem={command.error}
      onSave={(draft) => command.mutate({ params: { id }, body: { version, ...draft } })}
      onClose={onClose}
    />
  );
}
