import type { Today } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { PathLink } from '../../app/path-link.tsx';
import { texts } from '../../texts/today.ts';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import type { TodayActions } from './use-today-actions.ts';

/** What comes after the first things: a line each, one click away. */
export function LaterList({ today, actions }: { today: Today; actions: TodayActions }) {
  const { later, more, laterUrgent, items } = today;
  const { day } = useFormats();
  const count = later.length + more;
  if (count === 0) return null;
  return (
    <Details summary={laterUrgent > 0 ? texts.after(count) : texts.canWait(count)} open={items.length === 0}>
      <ul className="later-list">
        {later.map((item) => (
          <li key={`${item.source} ${item.id}`}>
            {item.action.does === 'open' ? (
              <PathLink path={item.action.page}>{item.title}</PathLink>
            ) : (
              <LaterTask item={item} action={item.action} actions={actions} />
            )}
            <span>{item.waiting.dueOn !== null && texts.due(day(item.waiting.dueOn))}</span>
          </li>
        ))}
        {more > 0 && <li className="not-listed">{texts.notListed(more)}</li>}
      </ul>
    </Details>
  );
}

type Item = Today['later'][number];

function LaterTask({
  item,
  action,
  actions,
}: {
  item: Item;
  action: Extract<Item['action'], { does: 'done' }>;
  actions: TodayActions;
}) {
  return (
    <>
      {item.title}
      <Button kind="quiet" onClick={() => void actions.done(item, action)}>
        {action.label}
        <span className="visually-hidden">: {item.title}</span>
      </Button>
    </>
  );
}
