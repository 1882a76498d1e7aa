import { listPeople, type Meeting } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Popover } from '../../ui/popover.tsx';

const words = texts.decide;

interface DecidersFieldProps {
  present: Meeting['present'];
  /** Null: all who are here. */
  value: readonly string[] | null;
  onValue: (ids: string[] | null) => void;
}

/** Who decides: all who are here, or some of the members. */
export function DecidersField({ present, value, onValue }: DecidersFieldProps) {
  const { data } = useAnswer(listPeople, {}, { staleTime: 60_000 });
  const here = data?.people.filter(({ left, role }) => !left && role !== 'partner') ?? [];
  const all = present.map(({ id }) => id);
  const chosen = value ?? all;
  const names = here.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
  const said = value === null ? words.all(present.map(({ name }) => name)) : words.some(names);
  const set = (id: string, on: boolean) => onValue(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <div className="form-field">
      <span className="deciders-label" aria-hidden="true">
        {words.who}
      </span>
      <Popover
        label={words.who}
        trigger={
          <Button className="deciders" aria-label={`${words.who}: ${said}`}>
            <span>{said}</span>
          </Button>
        }
      >
        <fieldset className="group">
          <legend>{words.who}</legend>
          <Checkbox label={words.allHere} checked={value === null} onChecked={(on) => onValue(on ? null : all)} />
          {here.map(({ id, name }) => (
            <Checkbox key={id} label={name} checked={chosen.includes(id)} onChecked={(on) => set(id, on)} />
          ))}
        </fieldset>
      </Popover>
    </div>
  );
}
